import { usePlayhead } from '../playback/playhead-store.ts';

/** A log whose beginning was folded away is no longer a whole recording. */
export function hasWholeLog(): boolean {
  const { base, head } = usePlayhead.getState();
  return base === 0 && head > 0;
}
