import * as v from 'valibot';
import { create } from 'zustand';
import type { CompositionProblem } from '../../../shared/programs/composition.ts';
import { onDevice, parsed } from '../../storage.ts';
import { draftSchema, sameDraft, type Draft } from './draft.ts';

/** The draft on this device, which outlives the page. */
const keptSchema = v.strictObject({
  draft: v.nullable(draftSchema),
  /** As it was when it last ran. */
  lastRun: v.nullable(draftSchema),
  /** The draft before it was replaced as a whole, so that it can be restored. */
  before: v.nullable(draftSchema),
});
type Kept = v.InferOutput<typeof keptSchema>;

export interface Compose extends Kept {
  /** Grows when the draft is replaced as a whole: editors then show the new text. */
  readonly edition: number;
  /** Why a file could not be opened. */
  readonly problem: CompositionProblem | null;
}

const KEY = 'socketscope.composition';
const NOTHING: Kept = { draft: null, lastRun: null, before: null };

/** The composer begins anew where nothing is kept that this version understands. */
function kept(): Kept {
  const read = v.safeParse(keptSchema, parsed(onDevice.read(KEY)));
  return read.success ? read.output : NOTHING;
}

export const useCompose = create<Compose>(() => ({ ...kept(), edition: 0, problem: null }));

useCompose.subscribe(({ draft, lastRun, before }, was) => {
  if (draft === was.draft && lastRun === was.lastRun && before === was.before) return;
  onDevice.keep(KEY, JSON.stringify({ draft, lastRun, before }));
});

/** Changes the draft, as each keystroke does. */
export function edit(changed: Partial<Draft>): void {
  useCompose.setState(({ draft }) => ({ draft: draft && { ...draft, ...changed } }));
}

/** Another draft in place of the present one, which can be had back. */
export function replaceDraft(next: Draft): void {
  useCompose.setState(({ draft, before, edition }) => ({
    draft: next,
    before: draft === null || sameDraft(draft, next) ? before : draft,
    edition: edition + 1,
  }));
}

export function backToBefore(): void {
  const { before } = useCompose.getState();
  if (before !== null) replaceDraft(before);
}

export function dropProblem(): void {
  useCompose.setState({ problem: null });
}
