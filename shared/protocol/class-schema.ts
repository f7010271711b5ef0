import * as v from 'valibot';
import { LIMITS } from '../limits.ts';
import { countSchema, idSchema, nameSchema, rowSchema, textSchema } from '../schema.ts';

/** A recording that ships with the page: of a lesson, or of one of its variations. */
const shippedSchema = v.strictObject({ lesson: idSchema, variation: v.exactOptional(idSchema) });
export type Shipped = v.InferOutput<typeof shippedSchema>;

/**
 * The place at which a presenter looks: an event of the room's log, or of a recording that everybody's page has; or null for
 * the newest event, whichever that is.
 */
const playheadSchema = v.nullable(
  v.union([
    v.strictObject({ epoch: idSchema, seq: countSchema }),
    v.strictObject({ recording: shippedSchema, seq: countSchema }),
  ]),
);
export type ClassPlayhead = v.InferOutput<typeof playheadSchema>;

/** The thing whose raw fields are shown. */
const selectedSchema = v.variant('is', [
  v.strictObject({ is: v.literal('socket'), id: nameSchema }),
  v.strictObject({ is: v.literal('segment'), id: countSchema }),
  v.strictObject({ is: v.literal('call'), id: countSchema }),
  v.strictObject({ is: v.literal('thread'), id: nameSchema }),
  v.strictObject({
    is: v.literal('byte'),
    flow: textSchema(256),
    offset: countSchema,
    host: v.picklist(['client', 'server']),
  }),
]);

/** The sheets that tell more of the lab. The others, such as the settings, are each reader's own. */
export const SHOWN_SHEETS = ['states', 'plots', 'reference'] as const;

/** The things that a presenter has opened, chosen and selected on the page. */
const shownSchema = v.strictObject({
  selected: v.nullable(selectedSchema),
  panels: v.strictObject({ plot: v.boolean(), log: v.boolean(), inspector: v.boolean() }),
  /** The parts of the stage that later lessons introduce are there, too. */
  wholeStage: v.boolean(),
  sheet: v.nullable(v.picklist(SHOWN_SHEETS)),
  /** The connection of the state diagram, and the entries of the reference. */
  statesOf: v.nullable(nameSchema),
  terms: rowSchema(textSchema(64), 0, LIMITS.termsShown),
  /** The client and the threads that are shown in full. */
  focus: v.strictObject({
    client: v.nullable(nameSchema),
    threads: v.pipe(v.record(nameSchema, nameSchema), v.maxEntries(LIMITS.clients + 1)),
    ladderAlone: v.boolean(),
  }),
});
export type Shown = v.InferOutput<typeof shownSchema>;

const fractionSchema = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/**
 * The place at which a presenter points: the names of a part of the stage and of those around it, from the inside out,
 * and the place in the first, as fractions of its width and height. `lit`: the part stands out until it is let go.
 */
const pointSchema = v.strictObject({
  in: rowSchema(textSchema(128), 1, LIMITS.pointedParts),
  x: fractionSchema,
  y: fractionSchema,
  lit: v.boolean(),
});
export type Point = v.InferOutput<typeof pointSchema>;

const shows = v.nullable(shownSchema);
const points = v.nullable(pointSchema);

/** The changes of a presenter's view. `presenterShows` is null while they have not said it. */
export const viewNewsSchema = v.strictObject({
  presenterAt: v.exactOptional(playheadSchema),
  presenterShows: v.exactOptional(shows),
  pointedAt: v.exactOptional(points),
});
export type ViewNews = v.InferOutput<typeof viewNewsSchema>;
/** All that a presenter looks at. */
export type PresentersView = Required<ViewNews>;
