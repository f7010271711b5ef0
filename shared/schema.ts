import * as v from 'valibot';

/* Events, messages and compositions share these schemas. */

/** A whole number from 0. */
export const countSchema = v.pipe(v.number(), v.integer(), v.minValue(0));

/** A string of at most `max` UTF-16 units. */
export const textSchema = (max: number) => v.pipe(v.string(), v.maxLength(max));

/** So many items. Those of a row that is too long are not looked at. */
export const rowSchema = <T extends v.GenericSchema>(item: T, least: number, most: number) =>
  v.pipe(v.array(v.unknown()), v.minLength(least), v.maxLength(most), v.array(item));

/** The names that every object has, such as `constructor`, must not become keys of a plain object. */
const isOwnKey = (name: string): boolean => !(name in Object.prototype);

/** The name of something in a log; it becomes a key of the state. */
export const nameSchema = v.pipe(textSchema(64), v.check(isOwnKey));

/** An identifier that can stand in an address: a room, a lesson, a program, a token. */
export const idSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/), v.check(isOwnKey));

/** Bytes as lower-case hex (`Hex` in bytes.ts). */
export const hexSchema = v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{2})*$/));

/** The timers of a lab's kernels: long ones, so that a held segment can wait, or the kernel's own. */
export const timersSchema = v.picklist(['calm', 'kernel']);
export type Timers = v.InferOutput<typeof timersSchema>;

/** Present if a SYN is sent again each second (`tcp_syn_linear_timeouts`). */
export const steadySynSchema = v.exactOptional(v.literal(true));

/**
 * The place where segments are seen: with `wire` it is our code between two TUN NICs, with `packet-socket`
 * AF_PACKET in a private namespace. With `counters` segments are not seen, so that positions come from the
 * kernel's counters.
 */
export const CAPTURES = ['wire', 'packet-socket', 'counters'] as const;

/** A server has no capture of its own if its labs are all recordings. */
export const captureOfServerSchema = v.picklist([...CAPTURES, 'recording']);

/** The lab host is up, is being started again, or has died too often to be started again. */
export const labHostStatusSchema = v.picklist(['up', 'restarting', 'down']);
export type LabHostStatus = v.InferOutput<typeof labHostStatusSchema>;

/** A program has run to its end, has died of an exception, or was stopped by the learner. */
export const endCauseSchema = v.picklist(['finished', 'exception', 'stopped']);
export type EndCause = v.InferOutput<typeof endCauseSchema>;
