import * as v from 'valibot';
import { utf8Length } from '../bytes.ts';
import { experimentSchema } from './experiment.ts';
import { LIMITS } from '../limits.ts';
import { programsSchema } from './schema.ts';
import { wireSettingsSchema } from '../log/wire-settings-schema.ts';
import { steadySynSchema, timersSchema } from '../schema.ts';

/**
 * A composition is a composed experiment as it travels in links and files: everything that a lab is made of,
 * and its author's words. A newer version has more statements. Older ones stay readable.
 */
const COMPOSITION_VERSION = 2;

const compositionSchema = v.strictObject({
  socketscope: v.literal('composition'),
  version: v.picklist([1, COMPOSITION_VERSION]),
  experiment: experimentSchema,
  programs: programsSchema,
  wire: wireSettingsSchema,
  timers: timersSchema,
  steadySyn: steadySynSchema,
});
type Stored = v.InferOutput<typeof compositionSchema>;
export type Composition = Omit<Stored, 'socketscope' | 'version'>;

/** The reason why a text or a link is no composition. The page makes a sentence from it. */
export type CompositionProblem = 'not-a-composition' | 'too-large' | 'newer-version';
export type ReadComposition =
  | { readonly ok: true; readonly composition: Composition }
  | { readonly ok: false; readonly problem: CompositionProblem };

export const refused = (problem: CompositionProblem): ReadComposition => ({ ok: false, problem });

export function compositionText({ experiment, programs, wire, timers, steadySyn }: Composition): string {
  const stored: Stored = {
    socketscope: 'composition',
    version: COMPOSITION_VERSION,
    experiment,
    programs,
    wire,
    timers,
    ...(steadySyn && { steadySyn }),
  };
  return JSON.stringify(stored);
}

/** Says whether the composition fits into a message and can be opened again. */
export function isSmallEnough(composition: Composition): boolean {
  return utf8Length(compositionText(composition)) <= LIMITS.compositionBytes;
}

/** Reads and validates a composition. Never throws. */
export function readComposition(text: string): ReadComposition {
  if (utf8Length(text) > LIMITS.compositionBytes) return refused('too-large');
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    return refused('not-a-composition');
  }
  const parsed = v.safeParse(compositionSchema, input);
  if (!parsed.success) return refused(isNewer(input) ? 'newer-version' : 'not-a-composition');
  const { socketscope: _, version: __, ...composition } = parsed.output;
  return { ok: true, composition };
}

function isNewer(input: unknown): boolean {
  const head = v.safeParse(
    v.looseObject({ socketscope: v.literal('composition'), version: v.number() }),
    input,
  );
  return head.success && head.output.version > COMPOSITION_VERSION;
}
