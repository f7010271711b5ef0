import * as v from 'valibot';
import { LIMITS } from '../limits.ts';
import { parseFrame } from './parse-frame.ts';
import { experimentSchema } from '../programs/experiment.ts';
import { programsSchema } from '../programs/schema.ts';
import { wireSettingsSchema } from '../log/wire-settings.ts';

/* What a browser says: a `hello`, then commands (protocol.ts). Only a server reads it. */

const id = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-]{1,64}$/),
  v.check((name) => !(name in Object.prototype)),
);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** One thread; all of a program, where `thread` is absent; all there are, where both are. */
const whom = {
  program: v.exactOptional(id),
  thread: v.exactOptional(v.pipe(v.string(), v.maxLength(64))),
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
  v.strictObject({ type: v.literal('stop'), program: id }),
  /** One more client, with the program that `client` has now, edited literals and all. */
  v.strictObject({ type: v.literal('add-client') }),
  /** End a client that was added, and forget it. */
  v.strictObject({ type: v.literal('remove-client'), program: id }),
  /** Hand over, or throw away, the top segment of a chip. */
  v.strictObject({ type: v.literal('deliver'), chip: count }),
  v.strictObject({ type: v.literal('drop'), chip: count }),
  /** A second one of the top segment, beneath it. */
  v.strictObject({ type: v.literal('duplicate'), chip: count }),
  /** Hand the top segment over after so long, or (null) keep it for a hand, whatever the wire's mode. */
  v.strictObject({
    type: v.literal('delay'),
    chip: count,
    ms: v.nullable(v.pipe(count, v.maxValue(LIMITS.chipDelayMs))),
  }),
  v.strictObject({ type: v.literal('wire'), settings: wireSettingsSchema }),
  v.strictObject({
    type: v.literal('set'),
    program: id,
    parameter: id,
    value: v.union([v.pipe(v.string(), v.maxLength(LIMITS.messageLiteralBytes)), v.number(), v.boolean()]),
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
    timers: v.exactOptional(v.picklist(['calm', 'kernel'])),
    /** Something else that the lesson offers to try; null: the lesson itself again. Absent: as before. */
    variation: v.exactOptional(v.nullable(id)),
    /** A composed experiment, in place of the lesson's own programs. */
    programs: v.exactOptional(programsSchema),
    /** What the author says of it; goes with `programs`. */
    experiment: v.exactOptional(experimentSchema),
    /** Goes with `programs`: a SYN is tried again each second. */
    steadySyn: v.exactOptional(v.literal(true)),
    /** With `programs` part of the experiment; alone for this one lab only. */
    wire: v.exactOptional(wireSettingsSchema),
  }),
]);
export type Command = v.InferOutput<typeof commandSchema>;

export const clientMessageSchema = v.variant('type', [
  v.strictObject({
    type: v.literal('hello'),
    version: count,
    lesson: v.exactOptional(id),
    /** Absent: a room of one's own is made. */
    room: v.exactOptional(id),
    /** The controller's secret, from an earlier welcome. */
    token: v.exactOptional(id),
    /** Resume: the log's epoch and the last event the browser has. */
    epoch: v.exactOptional(id),
    after: v.exactOptional(count),
  }),
  v.strictObject({ type: v.literal('command'), id: count, command: commandSchema }),
]);
export type ClientMessage = v.InferOutput<typeof clientMessageSchema>;

const unsoundSchema = v.looseObject({ type: v.literal('command'), id: count });

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
