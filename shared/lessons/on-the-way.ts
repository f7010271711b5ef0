import type { LabState } from '../model/lab-state.ts';
import { copyToDeliver, type Move, nextMove } from '../model/next-move.ts';
import { waitsOf } from '../model/waits.ts';
import { failuresIn, type Guidance, runAgain, stuck, type Way } from './guidance.ts';
import { isThreadMove } from './making-moves.ts';
import type { WalkthroughMove } from './moves.ts';

/** The part of a walkthrough that its guidance depends on. */
export interface LessonWay {
  readonly done: readonly WalkthroughMove[];
  readonly rest: readonly WalkthroughMove[];
  readonly present: WalkthroughMove | undefined;
  readonly next: (state: LabState) => Move | null | undefined;
  readonly lost: (state: LabState) => string | null;
}

/** Answers for a lesson that is under way. */
export function onTheWay(state: LabState, way: Way, walkthrough: LessonWay): Guidance {
  const lost = walkthrough.lost(state);
  if (lost !== null) return stuck(state, way, lost);
  const move = walkthrough.next(state);
  const hasEnded = state.atRest && Object.values(state.programs).every(({ ended }) => ended !== null);
  if (hasEnded && isPointless(move, walkthrough)) return aheadOfTheWay(state, way);
  if (move) return { is: 'move', move };
  const { present } = walkthrough;
  const isAwaited = present?.type === 'wait' || present?.type === 'deliver' || present?.type === 'drop';
  const [wait] = waitsOf(state, isAwaited);
  // If a timer is all that is waited for, a copy was sent and the counters are being read: the move stays, or its label
  // would change for an instant while somebody reads it.
  if (!state.atRest && wait !== undefined && wait.for !== 'timer') return { is: 'wait', wait };
  // The lesson may wait for something that needs a hand, or lines that were to be executed earlier.
  const bridge = bridgeTo(nextMove(state), walkthrough);
  if (bridge !== null && (bridge.is === 'deliver' || !isAwaited || wait === undefined))
    return { is: 'move', move: bridge };
  // The timer that is waited for may have expired: its copy brings the acknowledgement that a dropped one owes.
  const copy = isAwaited ? copyToDeliver(state) : null;
  if (copy !== null) return { is: 'move', move: copy };
  if (wait !== undefined) return { is: 'wait', wait };
  const hasFinished = Object.values(state.programs).some(({ ended }) => ended === 'finished');
  return hasFinished ? aheadOfTheWay(state, way) : stuck(state, way, null);
}

/** A setting that is meant for lines that were executed without it. */
function isPointless(move: Move | null | undefined, { rest }: LessonWay): boolean {
  const again = rest.findIndex(({ type }) => type === 'again');
  const ofThisRun = again < 0 ? rest : rest.slice(0, again);
  return move?.is === 'wire' && ofThisRun.some(isThreadMove);
}

/** A program that the lesson lets run is not stepped through line by line. */
function bridgeTo(move: Move | null, { done }: LessonWay): Move | null {
  if (move?.is !== 'step') return move;
  const { program, thread } = move.thread;
  const runs = done.some((one) => one.type === 'run-on' && one.program === program);
  return runs ? { is: 'run', command: { type: 'run-on', program, thread }, thread: move.thread } : move;
}

/** The run is over before the lesson is, as at full speed: what it was about has happened all the same. */
function aheadOfTheWay(state: LabState, way: Way): Guidance {
  if (failuresIn(state).length > 0) return stuck(state, way, null);
  return way.explained ? { is: 'run-again', commands: runAgain(state, way) } : { is: 'explanation' };
}
