import type { LabState } from '../model/lab-state.ts';
import { nextMove } from '../model/next-move.ts';
import { isBusy } from '../model/waits.ts';
import type { Command } from '../protocol/server-messages.ts';
import { FREE_LAB } from './free-lab.ts';
import { failuresIn, freely, type Guidance, runAgain, type Way } from './guidance.ts';

/** Answers for a lesson whose moves are done. */
export function atTheEnd(state: LabState, way: Way): Guidance {
  const { lesson, explained, following } = way;
  if (!explained) return { is: 'explanation' };
  if (hasRest(state)) return { is: 'finish', commands: finish(state) };
  // A literal that is changed after its line has run makes no difference before the next run.
  const isEdited = Object.values(state.programs).some(({ results }) =>
    Object.values(results).some(({ outdated }) => outdated),
  );
  if (isEdited) return { is: 'run-again', commands: runAgain(state, way) };
  if (following !== null) return { is: 'next-lesson', lesson: following };
  return lesson?.id === FREE_LAB ? { is: 'compose' } : freely(state, way);
}

/** Beside a program that an exception has ended, the others' last lines would fail as well. */
function hasRest(state: LabState): boolean {
  const isExecuted = Object.values(state.threads).some(isBusy);
  return !isExecuted && failuresIn(state).length === 0 && nextMove(state) !== null;
}

/**
 * A wire that waits for a hand delivers by itself from now on. The programs go on one after the other, as in the
 * lessons: if both called close() at once, their FINs would cross.
 */
function finish({ lab, programs, wire: { settings } }: LabState): Command[] {
  const lets = lab?.capture === 'wire' && settings.mode !== 'auto';
  return [
    ...(lets ? [{ type: 'wire', settings: { ...settings, mode: 'auto' } } as const] : []),
    ...Object.values(programs).flatMap(({ program, ended }): Command[] =>
      ended === null ? [{ type: 'run-on', program }] : [],
    ),
  ];
}
