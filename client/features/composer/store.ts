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
  /** The drafts that were replaced as a whole, the newest last. They can be had back. Earlier versions kept one. */
  before: v.union([
    v.array(draftSchema),
    v.pipe(
      v.nullable(draftSchema),
      v.transform((one) => (one === null ? [] : [one])),
    ),
  ]),
  /** The draft as it came from a link, a file or a lab. As long as it is not edited, it need not be kept. */
  came: v.optional(v.nullable(draftSchema), null),
});
type Kept = v.InferOutput<typeof keptSchema>;

/** So many replaced drafts are kept on the device, 56 KB each at most. */
const EARLIER = 8;

export interface Compose extends Kept {
  /** Grows when the draft is replaced as a whole: editors then show the new text. */
  readonly edition: number;
  /** Why a file could not be opened. */
  readonly problem: CompositionProblem | null;
}

const KEY = 'socketscope.composition';
const NOTHING: Kept = { draft: null, lastRun: null, before: [], came: null };

/** The composer begins anew where nothing is kept that this version understands. */
function kept(): Kept {
  const read = v.safeParse(keptSchema, parsed(onDevice.read(KEY)));
  return read.success ? read.output : NOTHING;
}

export const useCompose = create<Compose>(() => ({ ...kept(), edition: 0, problem: null }));

useCompose.subscribe(({ draft, lastRun, before, came }, was) => {
  if (draft === was.draft && lastRun === was.lastRun && before === was.before && came === was.came) return;
  onDevice.keep(KEY, JSON.stringify({ draft, lastRun, before, came }));
});

/** Changes the draft, as each keystroke does. */
export function edit(changed: Partial<Draft>): void {
  useCompose.setState(({ draft }) => ({ draft: draft && { ...draft, ...changed } }));
}

/** Puts another draft in place of the present one. The learner's own can be had back, however many follow it. */
export function replaceDraft(next: Draft): void {
  useCompose.setState(({ draft, before, came, edition }) => {
    const isOwn = draft !== null && !sameDraft(draft, next) && !(came !== null && sameDraft(draft, came));
    return {
      draft: next,
      came: next,
      before: isOwn ? [...before, draft].slice(-EARLIER) : before,
      edition: edition + 1,
    };
  });
}

/** The newest draft that was replaced. Pressed again and again, it goes through all of them and comes back. */
export function backToBefore(): void {
  useCompose.setState(({ draft, before, edition }) => {
    const last = before.at(-1);
    if (last === undefined || draft === null) return {};
    const others = before.slice(0, -1);
    return { draft: last, came: null, before: [draft, ...others], edition: edition + 1 };
  });
}

export function dropProblem(): void {
  useCompose.setState({ problem: null });
}
