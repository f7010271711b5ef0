import type { Shipped } from '../../../shared/protocol/class-schema.ts';
import { usePlayback } from '../../playback/playback-store.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';

/** The recording on the page, where it is one that ships with every page; null otherwise. */
export function shippedNow(): Shipped | null {
  const { shipped } = usePlayback.getState();
  const { mode, headState } = usePlayhead.getState();
  if (mode !== 'recording' || shipped === null) return null;
  const variation = headState.lab?.variation;
  return { lesson: shipped, ...(variation !== undefined && { variation }) };
}

export const isSame = (one: Shipped | null, other: Shipped | null): boolean =>
  one?.lesson === other?.lesson && one?.variation === other?.variation;
