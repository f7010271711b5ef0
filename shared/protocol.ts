import * as v from 'valibot';
import { GRADES, labEventSchema } from './events.ts';
import type { LabState } from './lab-state.ts';
import { LIMITS } from './limits.ts';
import { wireSettingsSchema } from './wire-settings.ts';

/**
 * Both directions of the WebSocket protocol. One JSON object a message, text frames only. The first
 * message is the browser's `hello`; the server answers `welcome`, then everything the log holds that the
 * browser does not have, then events as they happen. Rules [PROTO1…] are in SPEC.md.
 */
export const PROTOCOL_VERSION = 1;

/** Stable codes. A browser may depend on them; sentences are made from them at the edge. */
export const ERROR_CODES = [
  'bad-message',
  'unsupported-version',
  'hello-first',
  'no-such-room',
  'no-such-lesson',
  'read-only',
  'rate-limited',
  'too-many-labs',
  'too-many-viewers',
  'lab-unavailable',
  'lab-closed',
  'no-such-thread',
  'no-such-chip',
  'chip-not-held',
  'not-steppable',
  'too-many-clients',
  'not-removable',
  'no-wire',
  'unknown-parameter',
  'bad-value',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

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
export const commandSchema = v.variant('do', [
  /** Execute the current line of a thread; of the program's first that stands before one; of every thread. */
  v.strictObject({ do: v.literal('step'), ...whom }),
  /** Execute lines until a call blocks or the thread ends. */
  v.strictObject({ do: v.literal('run'), ...whom }),
  /** The same, and go on after each wake-up, until `pause`. */
  v.strictObject({ do: v.literal('run-on'), ...whom }),
  v.strictObject({ do: v.literal('pause'), ...whom }),
  /** End a program as a kill does: its exit closes what it has open. */
  v.strictObject({ do: v.literal('stop'), program: id }),
  /** One more client, with the program that `client` has now, edited literals and all. */
  v.strictObject({ do: v.literal('add-client') }),
  /** End a client that was added, and forget it. */
  v.strictObject({ do: v.literal('remove-client'), program: id }),
  /** Hand over, or throw away, the top segment of a chip. */
  v.strictObject({ do: v.literal('deliver'), chip: count }),
  v.strictObject({ do: v.literal('drop'), chip: count }),
  /** A second one of the top segment, beneath it. */
  v.strictObject({ do: v.literal('duplicate'), chip: count }),
  /** Hand the top segment over after so long, or (null) keep it for a hand, whatever the wire's mode. */
  v.strictObject({
    do: v.literal('delay'),
    chip: count,
    ms: v.nullable(v.pipe(count, v.maxValue(LIMITS.chipDelayMs))),
  }),
  v.strictObject({ do: v.literal('wire'), settings: wireSettingsSchema }),
  v.strictObject({
    do: v.literal('set'),
    program: id,
    parameter: id,
    value: v.union([v.pipe(v.string(), v.maxLength(LIMITS.messageLiteralBytes)), v.number(), v.boolean()]),
  }),
  /** All programs again from their first line, on the same hosts: TIME_WAIT stays. */
  v.strictObject({ do: v.literal('run-again') }),
  /** New hosts, a new log; edited literals are kept unless `reset`. */
  v.strictObject({
    do: v.literal('new-lab'),
    reset: v.exactOptional(v.boolean()),
    /** A lab's timers are fixed before its first socket. Absent: as in the lab before. */
    timers: v.exactOptional(v.picklist(['calm', 'kernel'])),
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

/** One grade's probe: what failed, by a stable step code, and the errno it failed with. */
const failureSchema = v.strictObject({
  step: v.pipe(v.string(), v.maxLength(32)),
  errno: v.exactOptional(v.pipe(v.string(), v.maxLength(32))),
});
export type ProbeFailure = v.InferOutput<typeof failureSchema>;

export const networkSchema = v.strictObject({
  grade: v.picklist(GRADES),
  capture: v.picklist(['wire', 'packet-socket', 'counters', 'recording']),
  isolated: v.boolean(),
  forced: v.boolean(),
  /** Why a better grade is not in use; null where there is none better or it was not asked for. */
  failure: v.nullable(failureSchema),
  platform: v.pipe(v.string(), v.maxLength(128)),
});
export type NetworkInfo = v.InferOutput<typeof networkSchema>;

const errorSchema = v.strictObject({
  code: v.picklist(ERROR_CODES),
  detail: v.exactOptional(v.pipe(v.string(), v.maxLength(512))),
});

/** A state that this version's server folded itself; its insides are not validated again, only its head. */
const stateSchema = v.custom<LabState>(
  (input) => typeof input === 'object' && input !== null && typeof (input as LabState).seq === 'number',
);

export const serverMessageSchema = v.variant('type', [
  v.strictObject({
    type: v.literal('welcome'),
    version: count,
    server: v.string(),
    room: id,
    lesson: id,
    role: v.picklist(['controller', 'viewer']),
    token: v.exactOptional(id),
    network: networkSchema,
  }),
  /** The log now begins here: `state` is what its events up to `state.seq` folded into. Replaces all. */
  v.strictObject({ type: v.literal('snapshot'), epoch: id, state: stateSchema, head: count }),
  /** Events in order; the first one's seq is the last known + 1. */
  v.strictObject({ type: v.literal('events'), epoch: id, head: count, events: v.array(labEventSchema) }),
  v.strictObject({ type: v.literal('done'), id: count }),
  v.strictObject({ type: v.literal('refused'), id: count, error: errorSchema }),
  v.strictObject({
    type: v.literal('room'),
    viewers: count,
    labHost: v.picklist(['up', 'restarting', 'down']),
  }),
  /** The connection is about to close for this reason. */
  v.strictObject({ type: v.literal('error'), error: errorSchema }),
]);
export type ServerMessage = v.InferOutput<typeof serverMessageSchema>;
export type ProtocolError = v.InferOutput<typeof errorSchema>;

/** The message a text frame holds, or null where it is none. Never throws. */
export function parseClientMessage(frame: string): ClientMessage | null {
  return parse(clientMessageSchema, frame);
}

export function parseServerMessage(frame: string): ServerMessage | null {
  return parse(serverMessageSchema, frame);
}

function parse<T>(schema: v.GenericSchema<unknown, T>, frame: string): T | null {
  try {
    const result = v.safeParse(schema, JSON.parse(frame));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}
