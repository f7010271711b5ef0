import { create } from 'zustand';
import type { LabEvent } from '../../shared/log/events.ts';
import { usePlayhead } from '../playback/playhead-store.ts';

/** The time for which the effect of a press is awaited, ms: a lab may also never come to rest. */
export const PRESS_ANSWERED_MS = 700;

/** The last command of this person's: the event (seq) that it came after, and when, on the page's clock, ms. */
export interface LastPress {
  readonly at: number;
  readonly madeMs: number;
}

export const useLastPress = create<LastPress>(() => ({ at: 0, madeMs: -Infinity }));

export function notePress(): void {
  useLastPress.setState({ at: usePlayhead.getState().head, madeMs: performance.now() });
}

/**
 * The event (seq) with which all is there that the press has caused: the first rest after it. Null if it has not
 * come. A log that is shorter than at the press has taken the place of that one.
 */
export function answeredAt(
  { at }: LastPress,
  {
    events,
    base,
    head,
  }: { readonly events: readonly LabEvent[]; readonly base: number; readonly head: number },
): number | null {
  const from = at > head ? 0 : Math.max(0, at - base);
  for (let i = from; i < events.length; i += 1) if (events[i]?.type === 'at-rest') return events[i]!.seq;
  return null;
}
