import * as v from 'valibot';
import { LIMITS } from '../limits.ts';
import { viewNewsSchema } from './class-schema.ts';
import { parseFrame } from './parse-frame.ts';
import { experimentSchema } from '../programs/experiment.ts';
import { programsSchema } from '../programs/schema.ts';
import { wireSettingsSchema } from '../log/wire-settings-schema.ts';
import { countSchema, idSchema, steadySynSchema, textSchema, timersSchema } from '../schema.ts';
import { ownActSchema } from './own-labs-schema.ts';
import { handActSchema } from './hand-schema.ts';
import { voteActSchema, voterSchema } from './vote-schema.ts';

/* Messages from a browser: first `hello`, then commands and acts of a class. Only a server parses them. */

/**
 * A command is for one thread; for a whole program if `thread` is absent; for all programs if both are
 * absent.
 */
const whom = {
  program: v.exactOptional(idSchema),
  thread: v.exactOptional(textSchema(64)),
};

/** The commands that a controller may give. */
export const commandSchema = v.variant('type', [
  /**
   * Execute the current line: of the thread, of the program's first thread that stands before a line, or of
   * every thread.
   */
  v.strictObject({ type: v.literal('step'), ...whom }),
  /** Execute lines until a call blocks or the thread ends. */
  v.strictObject({ type: v.literal('run'), ...whom }),
  /** Execute lines, also after each wake-up, until `pause`. */
  v.strictObject({ type: v.literal('run-on'), ...whom }),
  v.strictObject({ type: v.literal('pause'), ...whom }),
  /** End a program as kill(1) would: its exit closes the sockets that are open. */
  v.strictObject({ type: v.literal('stop'), program: idSchema }),
  /** Add a client. It gets the program that `client` has now, with its edited literals. */
  v.strictObject({ type: v.literal('add-client') }),
  /** End and remove a client that was added. */
  v.strictObject({ type: v.literal('remove-client'), program: idSchema }),
  /** Deliver or drop the top segment of a chip. */
  v.strictObject({ type: v.literal('deliver'), chip: countSchema }),
  v.strictObject({ type: v.literal('drop'), chip: countSchema }),
  /** Make a second copy of the top segment and put it beneath. */
  v.strictObject({ type: v.literal('duplicate'), chip: countSchema }),
  /**
   * Deliver the top segment after this many ms, or (null) hold it for the learner, whatever the wire's mode
   * is.
   */
  v.strictObject({
    type: v.literal('delay'),
    chip: countSchema,
    ms: v.nullable(v.pipe(countSchema, v.maxValue(LIMITS.chipDelayMs))),
  }),
  v.strictObject({ type: v.literal('wire'), settings: wireSettingsSchema }),
  v.strictObject({
    type: v.literal('set'),
    program: idSchema,
    parameter: idSchema,
    value: v.union([textSchema(LIMITS.messageLiteralBytes), v.pipe(v.number(), v.finite()), v.boolean()]),
  }),
  /** Give a line, without its end, to the thread of the program that waits in input(). */
  v.strictObject({
    type: v.literal('input'),
    program: idSchema,
    line: v.pipe(
      textSchema(LIMITS.inputBytes),
      v.regex(/^(?:\t|[^\p{Cc}\p{Cs}])*$/u),
      v.maxBytes(LIMITS.inputBytes - 1),
    ),
  }),
  /** Start all programs from their first line on the same hosts, so that TIME_WAIT sockets remain. */
  v.strictObject({ type: v.literal('run-again') }),
  /** Say that somebody is there, and do nothing else. A lab that nobody operates is closed after a while. */
  v.strictObject({ type: v.literal('stay') }),
  /** Make new hosts and a new log. Edited literals are kept unless `reset` is true. */
  v.strictObject({
    type: v.literal('new-lab'),
    reset: v.exactOptional(v.boolean()),
    /**
     * The timers of the new lab, which cannot change after its first socket. Without this field they stay as
     * they were.
     */
    timers: v.exactOptional(timersSchema),
    /** The lesson's variation to run; null means the lesson itself. Without this field it stays as it was. */
    variation: v.exactOptional(v.nullable(idSchema)),
    /** The programs of a composed experiment, which replace those of the lesson. */
    programs: v.exactOptional(programsSchema),
    /** The title and expectation of the experiment. This field goes with `programs`. */
    experiment: v.exactOptional(experimentSchema),
    /** This field goes with `programs`. */
    steadySyn: steadySynSchema,
    /** The wire's settings: of the experiment if `programs` is given, otherwise for this one lab only. */
    wire: v.exactOptional(wireSettingsSchema),
  }),
]);
export type Command = v.InferOutput<typeof commandSchema>;

/**
 * The commands that a lab carries out. The server carries out the other two: `new-lab` ends a lab and creates
 * another, and `stay` keeps a lab open.
 */
export type LabCommand = Exclude<Command, { type: 'new-lab' | 'stay' }>;

/** An act of a member of a class. One that is not its member's to do, or comes too late, is ignored. */
const classActSchema = v.variant('is', [
  /** The controller of a room makes it a class's front, and presents the class. */
  v.strictObject({ is: v.literal('begin') }),
  v.strictObject({ is: v.literal('end') }),
  /** The presenter looks at this now. */
  v.strictObject({ is: v.literal('look'), view: viewNewsSchema }),
  /** The presenter looks at a recording, which the class has not got, until they present again. */
  v.strictObject({ is: v.literal('aside') }),
  /** The follower stays where they are when the class goes on, until they follow again. */
  v.strictObject({ is: v.literal('look-around') }),
  v.strictObject({ is: v.literal('follow') }),
  /** A question to the class, or an answer. */
  v.strictObject({ is: v.literal('vote'), vote: voteActSchema }),
  /** Labs of the followers' own. */
  v.strictObject({ is: v.literal('own'), own: ownActSchema }),
  /** Followers see what the presenter has shown, and no more; or everything. */
  v.strictObject({ is: v.literal('pace'), isLimited: v.boolean() }),
  /** The presenter has shown the log up to this event. */
  v.strictObject({ is: v.literal('shown'), at: v.strictObject({ epoch: idSchema, seq: countSchema }) }),
  /** A raised hand, or a part of the room that is given or taken back. */
  v.strictObject({ is: v.literal('hand'), hand: handActSchema }),
]);
export type ClassAct = v.InferOutput<typeof classActSchema>;

export const clientMessageSchema = v.variant('type', [
  v.strictObject({
    type: v.literal('hello'),
    version: countSchema,
    lesson: v.exactOptional(idSchema),
    /** The room to join. Without this field a new room is made. */
    room: v.exactOptional(idSchema),
    /** The controller's secret from an earlier `welcome`. */
    token: v.exactOptional(idSchema),
    /**
     * The code, as somebody typed it, of the class to follow. With `room`, the follower looks around there. With its secret,
     * as `code/secret`, the class is presented from here on.
     */
    class: v.exactOptional(textSchema(64)),
    /** Asks whether that class is on, and enters neither it nor a room. */
    asks: v.exactOptional(v.literal(true)),
    /** Watches the class whose secret this hello has, and does not present it. */
    watches: v.exactOptional(v.literal(true)),
    /** The secret by which the class that is followed knows this device again. */
    as: v.exactOptional(voterSchema),
    /** The class that goes to the room of this hello, and its secret from an earlier `class`. */
    presents: v.exactOptional(v.strictObject({ code: idSchema, token: idSchema })),
    /** The room that the browser's tab controlled before, which may give way now, and that room's secret. */
    leaves: v.exactOptional(v.strictObject({ room: idSchema, token: idSchema })),
    /** The log's epoch and the last event that the browser has, so that only later events are sent. */
    epoch: v.exactOptional(idSchema),
    after: v.exactOptional(countSchema),
  }),
  v.strictObject({ type: v.literal('command'), id: countSchema, command: commandSchema }),
  v.strictObject({ type: v.literal('class'), act: classActSchema }),
]);
export type ClientMessage = v.InferOutput<typeof clientMessageSchema>;

const unsoundSchema = v.looseObject({ type: v.literal('command'), id: countSchema });

/**
 * Returns the message in a text frame, or null if it is invalid. An invalid command with an id is returned as
 * `unsound`, so that it can be answered without closing the connection. Never throws.
 */
export function parseClientMessage(frame: string): ClientMessage | { type: 'unsound'; id: number } | null {
  const message = parseFrame(clientMessageSchema, frame);
  if (message !== null) return message;
  const unsound = parseFrame(unsoundSchema, frame);
  return unsound && { type: 'unsound', id: unsound.id };
}
