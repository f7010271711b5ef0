import * as v from 'valibot';
import { LIMITS } from '../limits.ts';
import { countSchema, idSchema, rowSchema, textSchema } from '../schema.ts';

/** A line that somebody writes and others read. */
const lineSchema = (max: number) => v.pipe(textSchema(max), v.regex(/^[^\p{Cc}\p{Cs}]*$/u), v.regex(/\S/));

/** A prediction of a lesson: each page has its text in the language of its reader. */
const predictionSchema = v.strictObject({ lesson: idSchema, prediction: idSchema });

/** A question of the presenter's own. */
const ownSchema = v.strictObject({
  text: lineSchema(LIMITS.questionCharacters),
  options: rowSchema(lineSchema(LIMITS.optionCharacters), 2, LIMITS.questionOptions),
});

/** The question which segment leaves next (`next-segment.ts`). */
const nextSchema = v.strictObject({ next: v.literal('segment') });

/** The matter of a question. */
export const matterSchema = v.union([predictionSchema, ownSchema, nextSchema]);

/** A question is asked once, and perhaps a second time after the class has talked about it. */
export const roundSchema = v.picklist([1, 2]);
export type Round = v.InferOutput<typeof roundSchema>;

/** The secret by which a class knows a device again. Nobody else is ever told it. */
export const voterSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{32}$/));

/** The round that the presenter had before them: a press that comes twice or late does nothing. */
const turn = { question: countSchema, round: roundSchema };

/** An act of a class's presenter or of its followers about a question. */
export const voteActSchema = v.variant('is', [
  v.strictObject({
    is: v.literal('ask'),
    about: matterSchema,
    /** The option of an own question that is right. The answer to a prediction comes from the run. */
    right: v.exactOptional(countSchema),
  }),
  v.strictObject({ is: v.literal('lock'), ...turn }),
  /** Asks a second time. */
  v.strictObject({ is: v.literal('again'), ...turn }),
  /** Shows the distribution to everybody, and beside it what happened. */
  v.strictObject({ is: v.literal('show'), ...turn }),
  v.strictObject({ is: v.literal('close'), ...turn }),
  /** The presenter wants all questions so far. */
  v.strictObject({ is: v.literal('results') }),
  v.strictObject({ is: v.literal('answer'), as: voterSchema, ...turn, option: countSchema }),
  /** The follower wants to know what they have answered. */
  v.strictObject({ is: v.literal('recall'), as: voterSchema }),
]);
export type VoteAct = v.InferOutput<typeof voteActSchema>;

/** The numbers of answers for each option, for each round. */
const roundsSchema = v.array(v.array(countSchema));

const comparison = {
  /** The number of voters who have gone from one option (row) to another (column) between the rounds. */
  changes: v.exactOptional(roundsSchema),
  /** The option that is right; null if the run has shown none of them. It is absent while that is not known. */
  happened: v.exactOptional(v.nullable(countSchema)),
};

/** A question as all members are told of it. */
export const questionSchema = v.strictObject({
  id: countSchema,
  about: matterSchema,
  /** The number of options. */
  options: countSchema,
  round: roundSchema,
  is: v.picklist(['open', 'locked', 'shown']),
  /** So many have answered in this round, of so many who are here or have answered. */
  answered: countSchema,
  of: countSchema,
  /** Everybody is told once it is shown; the presenter of a round that is locked, but not what is right. */
  rounds: v.exactOptional(roundsSchema),
  ...comparison,
  /** It was asked of a run in whose place another one is, so that no run will answer it. */
  runOver: v.exactOptional(v.literal(true)),
  /** The run has come to the answer, so that the question is not asked again. Its presenter is told before it is shown. */
  known: v.exactOptional(v.literal(true)),
  /** The answers cannot be written to the server's disk. */
  notKept: v.exactOptional(v.literal(true)),
});
export type Question = v.InferOutput<typeof questionSchema>;

/** A question of the past. Nobody is in it any more, only how many. */
export const pastSchema = v.strictObject({
  id: countSchema,
  about: matterSchema,
  /** False if it was withdrawn. */
  shown: v.boolean(),
  rounds: roundsSchema,
  ...comparison,
});
export type PastQuestion = v.InferOutput<typeof pastSchema>;

/** The answers of this page, for each round; null where it has given none. */
export const mineSchema = v.strictObject({
  question: countSchema,
  answers: v.array(v.nullable(countSchema)),
});
export type Mine = v.InferOutput<typeof mineSchema>;

/** One of the things that a member is told. */
export const voteToldSchema = v.union([
  v.strictObject({ question: v.nullable(questionSchema) }),
  v.strictObject({ mine: v.nullable(mineSchema) }),
  v.strictObject({ results: v.array(pastSchema) }),
]);
export type VoteTold = v.InferOutput<typeof voteToldSchema>;
