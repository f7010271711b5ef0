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
  'gauge',
  'unobserved',
  'sleeps',
] as const;

export type SignId = (typeof SIGNS)[number];

/**
 * Returns the signs that a learner meets on the stage now, the most puzzling first. `hasMoment`: the time line marks a
 * moment of the conversation.
 */
export function signsOn(state: LabState, hidden: readonly StagePart[], hasMoment: boolean): SignId[] {
  const { chips } = state.wire;
  const windows = !hidden.includes('windows');
  const met: readonly (readonly [SignId, boolean])[] = [
    ['copies', chips.some(({ seen }) => seen > 1)],
    ['sleeps', Object.values(state.calls).some(({ blockedAt }) => blockedAt !== null)],
    ['sends', Object.values(state.flows).some(({ writes }) => writes.length > 0)],
    ['flags', chips.length > 0 && !hidden.includes('sequence')],
    ['numbers', chips.length > 0 && !hidden.includes('sequence')],
    ['witness', windows && Object.keys(state.flows).length > 0],
    ['gauge', windows && Object.keys(state.flows).length > 0],
    [
      'unobserved',
      windows &&
        Object.values(state.sockets).some(({ gone, kernel }) => !gone && kernel.rcvbuf === undefined),
    ],
    ['moment', hasMoment],
    ['marks', hasMoment],
  ];
  return met.flatMap(([sign, isMet]) => (isMet ? [sign] : []));
}
