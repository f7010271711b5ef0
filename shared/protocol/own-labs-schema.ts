import * as v from 'valibot';
import { LIMITS } from '../limits.ts';
import { countSchema, idSchema, textSchema } from '../schema.ts';
import { person } from './hand-schema.ts';

/** An act of a class's presenter or of its followers about labs of their own. */
export const ownActSchema = v.variant('is', [
  /** Every follower gets a lab of their own, or so many devices share one. */
  v.strictObject({
    is: v.literal('begin'),
    each: v.pipe(countSchema, v.minValue(1), v.maxValue(LIMITS.devicesPerLab)),
  }),
  /** Everybody comes back to where the class is. */
  v.strictObject({ is: v.literal('end') }),
  /** The presenter asks those in a lab whether it may be on the projector. */
  v.strictObject({ is: v.literal('show'), lab: countSchema }),
  /** The presenter takes that back, also where it is on the projector already. */
  v.strictObject({ is: v.literal('hide') }),
  /** Somebody in the lab answers, and may say no at any time. */
  v.strictObject({ is: v.literal('consent'), asked: countSchema, yes: v.boolean() }),
]);
export type OwnAct = v.InferOutput<typeof ownActSchema>;

/** The answer to a follower while the others have labs of their own. */
export const ownOfFollowerSchema = v.union([
  v.strictObject({
    /** The number of their lab, by which the presenter calls it. */
    lab: countSchema,
    /** So many devices are in it now. */
    here: countSchema,
    /** The presenter asks whether the lab may be on the projector. The answer names this. */
    asked: v.exactOptional(countSchema),
    /** This device has said yes. */
    agreed: v.exactOptional(v.literal(true)),
    /** The lab is on the projector. */
    shown: v.exactOptional(v.literal(true)),
    /** Somebody looks into it who is not in it. */
    watched: v.exactOptional(v.literal(true)),
  }),
  /** There is no lab for this device: so many are in use. */
  v.strictObject({ labs: countSchema }),
]);
export type OwnOfFollower = v.InferOutput<typeof ownOfFollowerSchema>;

/**
 * `making`: there is no lab yet. `quiet`: nobody has pressed anything for long. `over`: the moves are done, and something that
 * the lesson promises has not shown. `away`: nobody is in it.
 */
export const STANDINGS = ['stuck', 'quiet', 'going', 'making', 'away', 'over', 'done'] as const;

/** A lab as the presenter is told of it. */
export const ownLabSchema = v.strictObject({
  lab: countSchema,
  room: idSchema,
  /** The devices that have it, and those of them that are in it now. */
  devices: countSchema,
  here: countSchema,
  /** The people of the devices that are in it, and whether they have raised a hand. */
  people: v.array(v.strictObject({ ...person, isRaised: v.exactOptional(v.literal(true)) })),
  standing: v.picklist(STANDINGS),
  /** The reason for `stuck`: the name of an exception where there is one. */
  why: v.exactOptional(v.picklist(['deadlock', 'exception', 'standstill'])),
  exception: v.exactOptional(textSchema(64)),
  /** The lesson's moves that are done, of so many; absent where the run follows no lesson. */
  done: v.exactOptional(countSchema),
  moves: v.exactOptional(countSchema),
  /** Nobody has pressed anything for so many minutes. */
  quietMinutes: v.exactOptional(countSchema),
});
export type OwnLabTold = v.InferOutput<typeof ownLabSchema>;

/** The presenter is told this of labs of the followers' own. */
export const ownOfPresenterSchema = v.strictObject({
  /** The devices that follow, and the labs that there are for them. */
  devices: countSchema,
  free: countSchema,
  /** It is absent while everybody is where the class is. */
  on: v.exactOptional(
    v.strictObject({
      each: countSchema,
      labs: v.array(ownLabSchema),
      /** So many devices have none. */
      without: countSchema,
      /** The lab whose people are asked whether it may be on the projector. */
      asked: v.exactOptional(countSchema),
      /** They have said no. */
      refused: v.exactOptional(countSchema),
      /** The lab that is on the projector. */
      shown: v.exactOptional(countSchema),
      /** The list cannot be written to the server's disk. */
      notKept: v.exactOptional(v.literal(true)),
    }),
  ),
});
export type OwnOfPresenter = v.InferOutput<typeof ownOfPresenterSchema>;
