import { LIMITS } from '../limits.ts';
import type { LabState } from './lab-state.ts';
import { CLOSED, REMEMBERED } from './reducer/forgetting.ts';

const programs = LIMITS.clients + 1;
const threads = programs * (LIMITS.threadsPerProgram + REMEMBERED);
const sockets = programs * LIMITS.socketsPerProgram + REMEMBERED + CLOSED;

/**
 * No lab has more of these at once, because of its own bounds (`LIMITS`) and of what its state forgets (SPEC.md
 * [STATE4]). The time that an event takes to apply grows with them.
 */
const MOST = {
  programs,
  threads,
  calls: threads,
  sockets,
  // Two sockets share the two flows of their connection, and the newest flows are kept even without a socket.
  flows: sockets + 2 * REMEMBERED,
  // Copies that somebody asked for come on top of the wire's own bound.
  segments: 2 * LIMITS.heldSegments,
} as const;

/** Something of which a state has more than any lab can have. */
export interface Beyond {
  readonly what: keyof typeof MOST;
  readonly count: number;
  readonly most: number;
}

/** Returns what this state has too much of, or null. No lab makes such a state: its log was made up. */
export function beyondBounds(state: LabState): Beyond | null {
  const counts: Readonly<Record<keyof typeof MOST, number>> = {
    programs: Object.keys(state.programs).length,
    threads: Object.keys(state.threads).length,
    calls: Object.keys(state.calls).length,
    sockets: Object.keys(state.sockets).length,
    flows: Object.keys(state.flows).length,
    segments: state.wire.chips.reduce((sum, { held }) => sum + held.length, 0),
  };
  for (const what of Object.keys(MOST) as (keyof typeof MOST)[])
    if (counts[what] > MOST[what]) return { what, count: counts[what], most: MOST[what] };
  return null;
}
