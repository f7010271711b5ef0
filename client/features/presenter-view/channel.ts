import * as v from 'valibot';
import { LANGUAGES } from '../../../shared/languages.ts';
import { ownActSchema, ownOfPresenterSchema } from '../../../shared/protocol/own-labs-schema.ts';
import { handActSchema, holderSchema, raisedSchema } from '../../../shared/protocol/hand-schema.ts';
import {
  matterSchema,
  pastSchema,
  questionSchema,
  roundSchema,
} from '../../../shared/protocol/vote-schema.ts';
import { countSchema, idSchema } from '../../../shared/schema.ts';

/*
 * The window that presents and the presenter view are two windows of one browser, and speak over a BroadcastChannel. One
 * of them has the lab, the roles and the lesson's way; the other has none of it, so that the two cannot disagree about
 * who controls. Nothing of it goes to the server, and no other device hears it.
 */

export const channelOf = (code: string): BroadcastChannel =>
  new BroadcastChannel(`socketscope.presenter-view.${code}`);

/** The view says so often, ms, that it is there; after a longer silence, ms, the other side is gone. */
export const HELLO_EVERY_MS = 1000;
export const GONE_AFTER_MS = 3500;

/** The keys of time, and of closing what is open, which mean in the view what they mean on the stage. */
export const VIEW_KEYS = [
  'ArrowLeft',
  'ArrowRight',
  'Shift+ArrowLeft',
  'Shift+ArrowRight',
  'Home',
  'End',
  'Escape',
] as const;
export type ViewKey = (typeof VIEW_KEYS)[number];

/** The view's words to the window that presents. */
const saidSchema = v.variant('is', [
  /** It is there, and speaks this language. */
  v.strictObject({ is: v.literal('hello'), language: v.picklist(LANGUAGES) }),
  /** The primary button, by the label that it had: a press on another one does nothing. */
  v.strictObject({ is: v.literal('press'), label: v.string() }),
  v.strictObject({ is: v.literal('key'), key: v.picklist(VIEW_KEYS) }),
  /** Goes on without a prediction of one's own, or asks the class. */
  v.strictObject({ is: v.picklist(['watch', 'ask']), prediction: idSchema }),
  /** The next turn of the question to the class. */
  v.strictObject({
    is: v.literal('turn'),
    turn: v.picklist(['lock', 'again', 'show', 'close']),
    question: countSchema,
    round: roundSchema,
  }),
  /** A hand is lowered, or something is put into it or taken back. */
  v.strictObject({ is: v.literal('hand'), hand: handActSchema }),
  /** Labs of the followers' own. */
  v.strictObject({ is: v.literal('own'), own: ownActSchema }),
  /** A question of the presenter's own, the lesson's, or which segment is next. */
  v.strictObject({ is: v.literal('question'), about: matterSchema, right: v.nullable(countSchema) }),
  /** The answers so far are wanted. */
  v.strictObject({ is: v.literal('results') }),
  v.strictObject({ is: v.literal('pace'), isLimited: v.boolean() }),
]);
export type Said = v.InferOutput<typeof saidSchema>;

const reportSchema = v.strictObject({
  is: v.literal('report'),
  lesson: v.string(),
  variation: v.nullable(v.string()),
  /** The title of a composed experiment, which may be empty. */
  experiment: v.nullable(v.string()),
  /** The moves of which the notes speak that are done at the event shown; null where the run follows none. */
  done: v.nullable(countSchema),
  moves: countSchema,
  mode: v.picklist(['live', 'past', 'recording']),
  cursor: countSchema,
  head: countSchema,
  isConnected: v.boolean(),
  primary: v.strictObject({
    label: v.string(),
    telling: v.boolean(),
    waits: v.boolean(),
    whyNot: v.nullable(v.string()),
  }),
  /** The prediction that is asked before it goes on. */
  asks: v.nullable(idSchema),
  followers: countSchema,
  /** So many fewer are here than the most that were while this window presented. */
  gone: countSchema,
  aside: countSchema,
  waiting: countSchema,
  /** In ms since 1970, by this device's clock; null while it is not known. */
  beganAt: v.nullable(v.number()),
  question: v.nullable(questionSchema),
  /** The predictions of the lesson that can be asked, and whether the next segment can. */
  askable: v.strictObject({ predictions: v.array(idSchema), next: v.boolean() }),
  /** Followers see what was shown, and no further. */
  isPaced: v.boolean(),
  /** The link by which another device presents the class, which only this browser is told. */
  ownLink: v.nullable(v.string()),
  ownLabs: v.nullable(ownOfPresenterSchema),
  /** The first hands that were raised, the number of all, and in whose hand something is. */
  hands: v.strictObject({ raised: raisedSchema, all: countSchema, holders: v.array(holderSchema) }),
});
export type Report = v.InferOutput<typeof reportSchema>;

/** The words of the window that presents to the view. */
const toldSchema = v.variant('is', [
  reportSchema,
  /** The answers so far. */
  v.strictObject({ is: v.literal('results'), results: v.array(pastSchema) }),
  /** A sentence that answers what was pressed in the view. */
  v.strictObject({ is: v.literal('says'), text: v.string(), bad: v.boolean() }),
  v.strictObject({
    is: v.literal('gone'),
    /** The class has ended, and no window will present it again. */
    isOver: v.boolean(),
    /** Another tab or device presents it. */
    isElsewhere: v.boolean(),
  }),
]);
export type Told = v.InferOutput<typeof toldSchema>;

/** After an update of the server, one of the windows may still be of the version before: it is not understood. */
function read<S extends v.GenericSchema>(schema: S, data: unknown): v.InferOutput<S> | null {
  const { success, output } = v.safeParse(schema, data);
  return success ? output : null;
}

export const readSaid = (data: unknown): Said | null => read(saidSchema, data);
export const readTold = (data: unknown): Told | null => read(toldSchema, data);
