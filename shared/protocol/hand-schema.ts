import * as v from 'valibot';
import { LIMITS } from '../limits.ts';
import { countSchema, textSchema } from '../schema.ts';
import { nicknameOf } from './nickname.ts';
import { partsSchema } from './parts.ts';

/** A name as it is shown: cleaning it again changes nothing. */
export const nicknameSchema = v.pipe(
  textSchema(4 * LIMITS.nicknameCharacters),
  v.check((name) => nicknameOf(name) === name),
);

/** An act of a class's presenter or of its followers about hands. A follower is meant by the number of their device. */
export const handActSchema = v.variant('is', [
  v.strictObject({ is: v.literal('raise') }),
  v.strictObject({ is: v.literal('lower') }),
  /** The name as somebody typed it; one in which nothing can be read takes the name away. */
  v.strictObject({ is: v.literal('name'), name: textSchema(4 * LIMITS.nicknameCharacters) }),
  /** The presenter puts these parts into a follower's hand, and no others; or takes all back, if there are none. */
  v.strictObject({ is: v.literal('give'), to: countSchema, parts: partsSchema }),
  /** The presenter lowers a follower's hand, or all of them. */
  v.strictObject({ is: v.literal('lower-of'), of: v.nullable(countSchema) }),
  /** The presenter takes a follower's name away. That device gets no other one. */
  v.strictObject({ is: v.literal('unname'), of: countSchema }),
  /** The follower presents the class, too, or nobody but the first presenter (null). */
  v.strictObject({ is: v.literal('second'), to: v.nullable(countSchema) }),
  /** The presenter who does not lead does so from now on. */
  v.strictObject({ is: v.literal('lead') }),
  /** The presenter wants to know who is here. */
  v.strictObject({ is: v.literal('roster') }),
]);
export type HandAct = v.InferOutput<typeof handActSchema>;

/** A follower's device, as others are told of it: its number in the class, and its name if it has one. */
export const person = { n: countSchema, name: v.exactOptional(nicknameSchema) };
const personSchema = v.strictObject(person);
export type Person = v.InferOutput<typeof personSchema>;

export const holderSchema = v.strictObject({ ...person, parts: partsSchema });
export type Holder = v.InferOutput<typeof holderSchema>;

/** The follower's own hand. */
const ownHandSchema = v.strictObject({
  ...person,
  isRaised: v.boolean(),
  /** The presenter has taken its name away. */
  isNameless: v.exactOptional(v.literal(true)),
});
export type OwnHand = v.InferOutput<typeof ownHandSchema>;

export const raisedSchema = v.array(v.strictObject({ ...person, isHere: v.boolean() }));

const queueSchema = v.strictObject({
  /** Those who have raised their hands, the first who did so first: as many as are told. */
  raised: raisedSchema,
  /** The number of all of them. */
  all: countSchema,
  /** Those of the holders who are not here now. */
  gone: v.array(countSchema),
  /** The second presenter. */
  second: v.exactOptional(v.strictObject({ ...person, isHere: v.boolean() })),
  /** The hands cannot be written to the server's disk. */
  notKept: v.exactOptional(v.literal(true)),
});
export type HandQueue = v.InferOutput<typeof queueSchema>;

/** One of the things that a member is told. */
export const handToldSchema = v.union([
  /** In whose hand the parts of the room are. The others are the presenter's. */
  v.strictObject({ holders: v.array(holderSchema) }),
  v.strictObject({ ownHand: v.nullable(ownHandSchema) }),
  /** Its presenter is told this and the next. */
  v.strictObject({ queue: queueSchema }),
  v.strictObject({ roster: v.array(personSchema) }),
]);
export type HandTold = v.InferOutput<typeof handToldSchema>;
