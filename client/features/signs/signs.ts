import type { StagePart } from '../../../shared/lessons/stage-parts.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';

/** The signs of the stage, in the order of the help's legend. */
export const SIGNS = [
  'moment',
  'marks',
  'copies',
  'sends',
  'witness',
  'flags',
  'numbers',
  'unobserved',
  'sleeps',
] as const;

export type SignId = (typeof SIGNS)[number];

/** Returns the signs that a learner meets on the stage now, the most puzzling first. */
export function signsOn(state: LabState, hidden: readonly StagePart[]): SignId[] {
  const { chips } = state.wire;
  const met: readonly (readonly [SignId, boolean])[] = [
    ['copies', chips.some(({ seen }) => seen > 1)],
    ['sleeps', Object.values(state.calls).some(({ blockedAt }) => blockedAt !== null)],
    ['sends', Object.values(state.flows).some(({ writes }) => writes.length > 0)],
    ['flags', chips.length > 0 && !hidden.includes('sequence')],
    ['numbers', chips.length > 0 && !hidden.includes('sequence')],
    ['witness', Object.keys(state.flows).length > 0 && !hidden.includes('windows')],
  ];
  return met.flatMap(([sign, isMet]) => (isMet ? [sign] : []));
}
