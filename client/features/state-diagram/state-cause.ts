import type { CallId, EventOf, SegmentId } from '../../../shared/log/events.ts';
import type { Edge, Trigger } from './state-figure.ts';

/** The cause of a socket's change of state, derived from the events around it. Null if it was not seen. */
export type Cause =
  | { readonly is: 'call'; readonly seq: number; readonly call: CallId }
  | { readonly is: 'segment'; readonly seq: number; readonly segment: SegmentId }
  /** A reset that this end's own kernel sent. */
  | { readonly is: 'reset'; readonly seq: number; readonly segment: SegmentId }
  | { readonly is: 'timer' };

/** A happening that may be the cause of a later change. */
export interface Happening {
  readonly seq: number;
  readonly means: readonly Trigger[];
  readonly cause: Cause;
}

const CALLS = new Set<Trigger>(['passive-open', 'active-open', 'close', 'send']);

export type Explained = readonly { readonly edge: Edge; readonly cause: Cause | null }[];

/** The way with the most causes found; null if no way explains the change. */
export function explain(
  happened: readonly Happening[],
  candidates: readonly (readonly Edge[])[],
): Explained | null {
  let best: { way: Explained; missing: number } | null = null;
  for (const candidate of candidates) {
    let after = 0;
    const way = candidate.map((edge, i) => {
      const fits = happened.filter((h) => h.seq >= after && h.means.includes(edge.trigger));
      const happening = i < candidate.length - 1 ? fits[0] : fits.at(-1);
      after = happening?.seq ?? after;
      const cause: Cause | null = happening?.cause ?? (edge.trigger === 'timeout' ? { is: 'timer' } : null);
      return { edge, cause };
    });
    const missing = way.filter(({ cause }) => cause === null).length;
    // Calls are always seen. One segment may have gone unseen, but not all of several.
    if (way.some(({ edge, cause }) => cause === null && CALLS.has(edge.trigger))) continue;
    if (way.length > 1 && missing === way.length) continue;
    if (best === null || missing < best.missing) best = { way, missing };
  }
  return best?.way ?? null;
}

export function triggersOf(name: EventOf<'call-entered'>['name']): Trigger[] {
  if (name === 'listen') return ['passive-open'];
  if (name === 'connect') return ['active-open'];
  return name === 'close' || name === 'shutdown' ? ['close'] : [];
}
