import { LIMITS } from '../limits.ts';
import type { LabState } from './lab-state.ts';

/**
 * A page opens no recording that leads to more than this at once. It is far above what a lesson needs: the time that
 * an event takes to apply and a state to draw grows with it.
 */
const MOST = {
  programs: 2 * LIMITS.clients,
  threads: 512,
  calls: 512,
  sockets: 1024,
  flows: 1024,
  segments: 2 * LIMITS.heldSegments,
  /** Those of one program or frame. */
  variables: 1024,
  /** Those of one thread. */
  frames: 2 * LIMITS.callDepth,
} as const;

export interface Beyond {
  readonly what: keyof typeof MOST;
  readonly count: number;
  readonly most: number;
}

/** Returns the first thing of which a state has too much, or null. */
export function beyondBounds(state: LabState): Beyond | null {
  const programs = Object.values(state.programs);
  const threads = Object.values(state.threads);
  const variables = [...programs, ...threads.flatMap(({ frames }) => frames)];
  const counts: Readonly<Record<keyof typeof MOST, number>> = {
    programs: programs.length,
    threads: threads.length,
    calls: Object.keys(state.calls).length,
    sockets: Object.keys(state.sockets).length,
    flows: Object.keys(state.flows).length,
    segments: state.wire.chips.reduce((sum, { held }) => sum + held.length, 0),
    variables: Math.max(0, ...variables.map((one) => one.variables.length)),
    frames: Math.max(0, ...threads.map(({ frames }) => frames.length)),
  };
  for (const what of Object.keys(MOST) as (keyof typeof MOST)[])
    if (counts[what] > MOST[what]) return { what, count: counts[what], most: MOST[what] };
  return null;
}
