import * as v from 'valibot';
import { LIMITS } from '../limits.ts';
import { parseFrame } from './parse-frame.ts';
import { experimentSchema } from '../programs/experiment.ts';
import { programsSchema } from '../programs/schema.ts';
import { wireSettingsSchema } from '../log/wire-settings-schema.ts';
import { countSchema, idSchema, steadySynSchema, textSchema, timersSchema } from '../schema.ts';

/* What a browser says: a `hello`, then commands (protocol.ts). Only a server reads it. */

/** One thread; all of a program, where `thread` is absent; all there are, where both are. */
const whom = {
  program: v.exactOptional(idSchema),
  thread: v.exactOptional(textSchema(64)),
};

/** What a controller asks of its lab. */
export const commandSchema = v.variant('type', [
  /** Execute the current line of a thread; of the program's first that stands before one; of every thread. */
  v.strictObject({ type: v.literal('step'), ...whom }),
  /** Execute lines until a call blocks or the thread ends. */
  v.strictObject({ type: v.literal('run'), ...whom }),
  /** The same, and go on after each wake-up, until `pause`. */
  v.strictObject({ type: v.literal('run-on'), ...whom }),
  v.strictObject({ type: v.literal('pause'), ...whom }),
  /** End a program as a kill does: its exit closes what it has open. */
  v.strictObject({ type: v.literal('stop'), program: idSchema }),
  /** One more client, with the program that `client` has now, edited literals and all. */
  v.strictObject({ type: v.literal('add-client') }),
  /** End a client that was added, and forget it. */
  v.strictObject({ type: v.literal('remove-client'), program: idSchema }),
  /** Hand over, or throw away, the top segment of a chip. */
  v.strictObject({ type: v.literal('deliver'), chip: countSchema }),
  v.strictObject({ type: v.literal('drop'), chip: countSchema }),
  /** A second one of the top segment, beneath it. */
  v.strictObject({ type: v.literal('duplicate'), chip: countSchema }),
  /** Hand the top segment over after so long, or (null) keep it for a hand, whatever the wire's mode. */
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
    value: v.union([textSchema(LIMITS.messageLiteralBytes), v.number(), v.boolean()]),
  }),
  /** All programs again from their first line, on the same hosts: TIME_WAIT stays. */
  v.strictObject({ type: v.literal('run-again') }),
  /** Nothing but a sign that somebody is there: a lab that nobody uses is closed after a while. */
  v.strictObject({ type: v.literal('stay') }),
  /** New hosts, a new log; edited literals are kept unless `reset`. */
  v.strictObject({
    type: v.literal('new-lab'),
    reset: v.exactOptional(v.boolean()),
    /** A lab's timers are fixed before its first socket. Absent: as in the lab before. */
    timers: v.exactOptional(timersSchema),
    /** Something else that the lesson offers to try; null: the lesson itself again. Absent: as before. */
    variation: v.exactOptional(v.nullable(idSchema)),
    /** A composed experiment, in place of the lesson's own programs. */
    programs: v.exactOptional(programsSchema),
    /** What the author says of it; goes with `programs`. */
    experiment: v.exactOptional(experimentSchema),
    /** Goes with `programs`: a SYN is tried again each second. */
    steadySyn: steadySynSchema,
    /** With `programs` part of the experiment; alone for this one lab only. */
    wire: v.exactOptional(wireSettingsSchema),
  }),
]);
export type Command = v.InferOutput<typeof commandSchema>;

/** The commands that a lab carries out. The server does the others: `new-lab` ends a lab and creates another, `stay` keeps it. */
export type LabCommand = Exclude<Command, { type: 'new-lab' | 'stay' }>;

export const clientMessageSchema = v.variant('type', [
  v.strictObject({
    type: v.literal('hello'),
    version: countSchema,
    lesson: v.exactOptional(idSchema),
    /** Absent: a room of one's own is made. */
    room: v.exactOptional(idSchema),
    /** The controller's secret, from an earlier welcome. */
    token: v.exactOptional(idSchema),
    /** Resume: the log's epoch and the last event the browser has. */
    epoch: v.exactOptional(idSchema),
    after: v.exactOptional(countSchema),
  }),
  v.strictObject({ type: v.literal('command'), id: countSchema, command: commandSchema }),
]);
export type ClientMessage = v.InferOutput<typeof clientMessageSchema>;

const unsoundSchema = v.looseObject({ type: v.literal('command'), id: countSchema });

/**
 * The message a text frame holds, or null where it is none. A command that is none, but has an id to be
 * answered by, costs its sender only an answer. Never throws.
 */
export function parseClientMessage(frame: string): ClientMessage | { type: 'unsound'; id: number } | null {
  const message = parseFrame(clientMessageSchema, frame);
  if (message !== null) return message;
  const unsound = parseFrame(unsoundSchema, frame);
  return unsound && { type: 'unsound', id: unsound.id };
}
