import * as v from 'valibot';
import { GRADES, labEventSchema } from '../log/events.ts';
import type { LabState } from '../model/lab-state.ts';
import { viewNewsSchema } from './class-schema.ts';
import { handToldSchema } from './hand-schema.ts';
import { partsSchema } from './parts.ts';
import { parseFrame } from './parse-frame.ts';
import { captureOfServerSchema, countSchema, idSchema, labHostStatusSchema, textSchema } from '../schema.ts';
import { ownOfFollowerSchema, ownOfPresenterSchema } from './own-labs-schema.ts';
import { voteToldSchema } from './vote-schema.ts';

/**
 * The WebSocket protocol. This file has the server's messages, `client-messages.ts` has the browser's. Each
 * message is one JSON object in a text frame. The browser begins with `hello`. The server answers with
 * `welcome`, then sends the events that the browser does not have, then new events as they happen. SPEC.md
 * has the rules [PROTO1] to [PROTO9] and [CLASS1] to [CLASS12], [HAND1] to [HAND8], [VOTE1] to [VOTE8].
 */

/** The reasons for which nobody is let in. No command is refused for one of them. */
const ENTRY_CODES = [
  'bad-message',
  'unsupported-version',
  'hello-first',
  'no-such-room',
  'no-such-class',
  'too-many-guesses',
  'no-such-lesson',
  'too-many-viewers',
  'too-many-from-here',
  'token-needed',
] as const;
export type EntryCode = (typeof ENTRY_CODES)[number];

/**
 * The codes are stable, and a browser may depend on them. The page makes sentences from them, in its
 * language.
 */
export const ERROR_CODES = [
  ...ENTRY_CODES,
  'no-such-variation',
  'read-only',
  'not-in-hand',
  'rate-limited',
  'too-many-labs',
  'lab-unavailable',
  'lab-closed',
  'no-such-thread',
  'no-such-chip',
  'chip-not-held',
  'not-steppable',
  'no-input-waits',
  'too-many-clients',
  'not-removable',
  'no-wire',
  'unknown-parameter',
  'bad-value',
  'internal',
] as const;
export type { ClassAct, Command, LabCommand } from './client-messages.ts';
export type ErrorCode = (typeof ERROR_CODES)[number];

/** The step at which a grade's probe failed, as a stable code, and the errno. */
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
  /** The reason why a better grade is not in use. It is null if there is none, or if it was not asked for. */
  failure: v.nullable(failureSchema),
  platform: textSchema(128),
});
export type NetworkInfo = v.InferOutput<typeof networkSchema>;

const errorSchema = v.strictObject({
  code: v.picklist(ERROR_CODES),
  detail: v.exactOptional(textSchema(512)),
});

/** A state that the server computed. Only its `seq` is validated here: both sides run the same version. */
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
    /** The parts of the room that are in this viewer's hand. A controller's are all, and are not told. */
    may: v.exactOptional(partsSchema),
    token: v.exactOptional(idSchema),
    network: networkSchema,
    /** The page's address for other machines. It is absent if only the server's own machine reaches it. */
    othersAt: v.exactOptional(textSchema(512)),
  }),
  /**
   * The log begins here: `state` is the state after event `state.seq`. It replaces everything before. `now` is the
   * lab's clock, µs: the newest event may be long past.
   */
  v.strictObject({
    type: v.literal('snapshot'),
    epoch: idSchema,
    state: stateSchema,
    head: countSchema,
    now: countSchema,
  }),
  /** Events in order. The first one's seq is the last known seq + 1. */
  v.strictObject({
    type: v.literal('events'),
    epoch: idSchema,
    head: countSchema,
    events: v.array(labEventSchema),
  }),
  /** Other parts of the room are in this viewer's hand from now on. */
  v.strictObject({ type: v.literal('may'), parts: partsSchema }),
  v.strictObject({ type: v.literal('done'), id: countSchema }),
  v.strictObject({ type: v.literal('refused'), id: countSchema, error: errorSchema }),
  v.strictObject({
    type: v.literal('room'),
    viewers: countSchema,
    labHost: labHostStatusSchema,
    /** Nobody has operated the lab for long. It will be closed after this many ms unless somebody does. */
    closesInMs: v.exactOptional(countSchema),
    /**
     * The lab before this one closed with this code, this one took its place by itself, and nobody has operated it
     * yet.
     */
    replaces: v.exactOptional(textSchema(64)),
    /** The room cannot be written to the server's disk, so that it would be lost with the server. */
    notKept: v.exactOptional(v.literal(true)),
  }),
  /** The class that this connection is in. */
  v.strictObject({
    type: v.literal('class'),
    code: idSchema,
    /**
     * `waiting`: there is no place yet, and a `welcome` comes as soon as there is. `replaced`: another tab presents the
     * class from now on. `over`: the class has ended, or is not there any more. `asked`: the hello only asked for it.
     */
    part: v.picklist(['presenter', 'follower', 'waiting', 'replaced', 'over', 'asked']),
    followers: countSchema,
    /** So many of the followers look around on their own. Its presenter is told this and the next. */
    aside: v.exactOptional(countSchema),
    /** The time since the class began. */
    beganMsAgo: v.exactOptional(countSchema),
    /** So many wait for a place. */
    waiting: v.exactOptional(countSchema),
    /** Whoever waits is told what for: for the class to be in a room again, or for a place in its room. */
    waitsFor: v.exactOptional(v.picklist(['no-room', 'full'])),
    /** The presenter has been gone for some seconds. */
    isAway: v.boolean(),
    /** The presenter looks at a recording meanwhile. */
    isAside: v.exactOptional(v.literal(true)),
    /** Followers see what the presenter has shown, and no more. */
    isPaced: v.exactOptional(v.literal(true)),
    /** The lesson at which the class is. */
    lesson: idSchema,
    /**
     * The page's addresses for others, the best first, for its presenter. There is none of them while the machine is in no
     * network, and the field is absent if only the server's own machine reaches it.
     */
    othersAt: v.exactOptional(
      v.array(
        v.strictObject({
          at: textSchema(512),
          /** The network interface. */
          device: v.exactOptional(textSchema(64)),
          /** Whoever started the server said that this is the one. */
          isPublic: v.exactOptional(v.literal(true)),
        }),
      ),
    ),
    /** The room in which the class is, for its presenter: they may be shown a follower's instead. */
    front: v.exactOptional(idSchema),
    /** Labs of the followers' own, for the presenter, and for each follower while there are some. */
    ownLabs: v.exactOptional(ownOfPresenterSchema),
    own: v.exactOptional(ownOfFollowerSchema),
    /** The other presenter leads: the class goes where they go. */
    isBeside: v.exactOptional(v.literal(true)),
    /** A second presenter is here, who is none of the followers. The presenters are told this. */
    hasSecond: v.exactOptional(v.literal(true)),
    /** The class's secret, for its presenter. */
    token: v.exactOptional(idSchema),
  }),
  /** The changes of the view of the class's presenter. The newest of each part counts. */
  v.strictObject({ type: v.literal('view'), told: viewNewsSchema }),
  /** A question to the class, this page's own answers, or all questions so far. The newest of each counts. */
  v.strictObject({ type: v.literal('vote'), told: voteToldSchema }),
  /** In whose hand the parts of the room are, this page's own hand, or who has raised one. The newest of each counts. */
  v.strictObject({ type: v.literal('hands'), told: handToldSchema }),
  /** The server is about to close the connection for this reason. */
  v.strictObject({ type: v.literal('error'), error: errorSchema }),
]);
export type ServerMessage = v.InferOutput<typeof serverMessageSchema>;
export type ProtocolError = v.InferOutput<typeof errorSchema>;

/** Returns the message in a text frame, or null if it is invalid. Never throws. */
export function parseServerMessage(frame: string): ServerMessage | null {
  return parseFrame(serverMessageSchema, frame);
}
