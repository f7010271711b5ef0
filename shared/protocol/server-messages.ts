import * as v from 'valibot';
import { GRADES, labEventSchema } from '../log/events.ts';
import type { LabState } from '../model/lab-state.ts';
import { parseFrame } from './parse-frame.ts';
import { captureOfServerSchema, countSchema, idSchema, labHostStatusSchema, textSchema } from '../schema.ts';

/**
 * The WebSocket protocol: here what the server says, in `client-messages.ts` what a browser says. One JSON
 * object a message, text frames only. The first message is the browser's `hello`; the server answers `welcome`, then everything the log holds that the
 * browser does not have, then events as they happen. Rules [PROTO1…] are in SPEC.md.
 */

/** Stable codes. A browser may depend on them; sentences are made from them at the edge. */
export const ERROR_CODES = [
  'bad-message',
  'unsupported-version',
  'hello-first',
  'no-such-room',
  'no-such-lesson',
  'no-such-variation',
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
export type { Command, LabCommand } from './client-messages.ts';
export type ErrorCode = (typeof ERROR_CODES)[number];

/** One grade's probe: what failed, by a stable step code, and the errno it failed with. */
const failureSchema = v.strictObject({
  step: textSchema(32),
  errno: v.exactOptional(textSchema(32)),
});
export type ProbeFailure = v.InferOutput<typeof failureSchema>;

export const networkSchema = v.strictObject({
  grade: v.picklist(GRADES),
  capture: captureOfServerSchema,
  isolated: v.boolean(),
  forced: v.boolean(),
  /** Why a better grade is not in use; null where there is none better or it was not asked for. */
  failure: v.nullable(failureSchema),
  platform: textSchema(128),
});
export type NetworkInfo = v.InferOutput<typeof networkSchema>;

const errorSchema = v.strictObject({
  code: v.picklist(ERROR_CODES),
  detail: v.exactOptional(textSchema(512)),
});

/** A state that this version's server folded itself; its insides are not validated again, only its head. */
const stateSchema = v.custom<LabState>(
  (input) => typeof input === 'object' && input !== null && typeof (input as LabState).seq === 'number',
);

export const serverMessageSchema = v.variant('type', [
  v.strictObject({
    type: v.literal('welcome'),
    version: countSchema,
    server: v.string(),
    room: idSchema,
    lesson: idSchema,
    role: v.picklist(['controller', 'viewer']),
    token: v.exactOptional(idSchema),
    network: networkSchema,
  }),
  /** The log now begins here: `state` is what its events up to `state.seq` folded into. Replaces all. */
  v.strictObject({ type: v.literal('snapshot'), epoch: idSchema, state: stateSchema, head: countSchema }),
  /** Events in order; the first one's seq is the last known + 1. */
  v.strictObject({
    type: v.literal('events'),
    epoch: idSchema,
    head: countSchema,
    events: v.array(labEventSchema),
  }),
  v.strictObject({ type: v.literal('done'), id: countSchema }),
  v.strictObject({ type: v.literal('refused'), id: countSchema, error: errorSchema }),
  v.strictObject({
    type: v.literal('room'),
    viewers: countSchema,
    labHost: labHostStatusSchema,
    /** Nobody has operated the lab for long: it will be closed so soon, ms, unless somebody does. */
    closesInMs: v.exactOptional(countSchema),
  }),
  /** The connection is about to close for this reason. */
  v.strictObject({ type: v.literal('error'), error: errorSchema }),
]);
export type ServerMessage = v.InferOutput<typeof serverMessageSchema>;
export type ProtocolError = v.InferOutput<typeof errorSchema>;

/** The message a text frame holds, or null where it is none. Never throws. */
export function parseServerMessage(frame: string): ServerMessage | null {
  return parseFrame(serverMessageSchema, frame);
}
