import type { HostId } from '../log/events.ts';
import type { ChipState, LabState, ThreadState } from '../model/lab-state.ts';
import { isGhost } from '../model/ghost.ts';
import { isSteppable, type Move, waitsForHand } from '../model/next-move.ts';
import { threadsOf } from '../model/queries.ts';
import { isOver } from '../model/waits.ts';
import { kindOf, type SegmentKind } from '../tcp/segment-kind.ts';
import { parametersOf } from '../programs/params.ts';
import { sameSettings } from '../log/wire-settings.ts';
import type { WalkthroughMove } from './moves.ts';
import type { FactLog } from './facts.ts';

/** The move as it came up, and what is known of the run. */
export interface Standing {
  readonly now: LabState;
  /** When the move came up: segments and programs are counted from there. */
  readonly since: LabState;
  /** The lines of each thread that the moves before it asked for, by {@link threadKey}. */
  readonly lines: ReadonlyMap<string, number>;
  readonly facts: FactLog;
}

type ThreadMove = Extract<WalkthroughMove, { type: 'step' | 'run' | 'run-on' }>;

export const isThreadMove = (move: WalkthroughMove): move is ThreadMove =>
  move.type === 'step' || move.type === 'run' || move.type === 'run-on';

export const threadKey = ({ program, thread = '' }: Pick<ThreadMove, 'program' | 'thread'>): string =>
  `${program}/${thread}`;

/**
 * Says whether the move is done, whoever did it and whenever: lines that were executed ahead of their turn count.
 * A program that an exception or a person has ended did not do the lines that it lacks.
 */
export function isDone(move: WalkthroughMove, { now, since, lines, facts }: Standing): boolean {
  switch (move.type) {
    case 'step': {
      const thread = threadOf(now, move);
      const before = lines.get(threadKey(move)) ?? 0;
      return thread !== null && (thread.steps >= before + (move.times ?? 1) || hasFinished(now, thread));
    }
    case 'run':
    case 'run-on': {
      const thread = threadOf(now, move);
      if (thread === null) return false;
      const hasRun = thread.steps > (lines.get(threadKey(move)) ?? 0);
      const waits = thread.status === 'blocked' || thread.status === 'joining';
      return (hasRun && (waits || isOver(thread))) || hasFinished(now, thread);
    }
    case 'deliver':
      if (now.lab?.capture !== 'wire') return true;
      return move.times === undefined
        ? held(now, move) === null
        : carried(now, move.from) >= carried(since, move.from) + move.times;
    case 'drop':
      if (now.lab?.capture !== 'wire') return true;
      return now.wire.thrownAway >= since.wire.thrownAway + (move.times ?? 1);
    case 'wire':
      return now.lab?.capture !== 'wire' || sameSettings(now.wire.settings, move.settings);
    case 'set': {
      const tree = now.programs[move.program]?.tree ?? { statements: [] };
      return parametersOf(tree).some(({ id, value }) => id === move.parameter && value === move.value);
    }
    case 'add-client':
      return Object.keys(now.programs).length > Object.keys(since.programs).length;
    case 'stop':
      return now.programs[move.program]?.ended !== null;
    case 'again':
      return runOf(now) > runOf(since);
    case 'wait':
      // A fact that this network cannot show cannot be waited for.
      return facts.holds(move.until) || !facts.canShow(move.until);
    default:
      return move satisfies never;
  }
}

/** Returns what would do the move; null if nobody can do it now. */
export function moveFor(move: WalkthroughMove, state: LabState): Move | null {
  switch (move.type) {
    case 'step': {
      const thread = threadOf(state, move);
      if (thread === null || !isSteppable(thread)) return null;
      const command = { type: 'step', program: thread.program, thread: thread.thread } as const;
      return { is: 'step', command, thread };
    }
    case 'run':
    case 'run-on': {
      const thread = threadOf(state, move);
      if (thread === null || !isSteppable(thread)) return null;
      const command = { type: move.type, program: thread.program, thread: thread.thread } as const;
      return { is: 'run', command, thread };
    }
    case 'deliver': {
      const chip = held(state, move);
      return chip === null ? null : { is: 'deliver', command: { type: 'deliver', chip: chip.chip }, chip };
    }
    case 'drop': {
      const chip = held(state, move);
      return chip === null ? null : { is: 'drop', command: { type: 'drop', chip: chip.chip }, chip };
    }
    case 'wire':
      return { is: 'wire', command: { type: 'wire', settings: move.settings } };
    case 'set': {
      const { program, parameter, value } = move;
      if (state.programs[program] === undefined) return null;
      return { is: 'set', command: { type: 'set', program, parameter, value } };
    }
    case 'add-client':
      return { is: 'add-client', command: { type: 'add-client' } };
    case 'stop':
      return { is: 'stop', command: { type: 'stop', program: move.program } };
    case 'again':
      return { is: 'run-again', command: { type: 'run-again' } };
    case 'wait':
      return null;
    default:
      return move satisfies never;
  }
}

export function threadOf(
  state: LabState,
  { program, thread }: { readonly program: string; readonly thread?: string },
): ThreadState | null {
  return threadsOf(state, program).find(({ name }) => (thread ?? name) === name) ?? null;
}

function hasFinished({ programs }: LabState, thread: ThreadState): boolean {
  return thread.status === 'ended' && programs[thread.program]?.ended !== 'stopped';
}

/**
 * Finds the segment to deliver. One that has not crossed yet comes before copies of those that have:
 * otherwise a SYN that is sent again each second would keep a slow learner from ever delivering its answer.
 */
function held(
  state: LabState,
  { what, from }: { readonly what?: SegmentKind; readonly from?: HostId },
): ChipState | null {
  const all = state.wire.chips.filter((chip) => {
    const [top] = chip.held;
    if (top === undefined || (from ?? chip.from) !== chip.from) return false;
    if (what !== undefined && kindOf(top.headers) !== what) return false;
    return waitsForHand(state, chip) && !isGhost(state, chip);
  });
  return all.find(({ delivered }) => delivered === 0) ?? all[0] ?? null;
}

/** Segments that have crossed, from one host or from both. */
function carried({ hosts }: LabState, from: HostId | undefined): number {
  return Object.values(hosts)
    .filter(({ host }) => from === undefined || host !== from)
    .reduce((sum, { nic }) => sum + (nic?.received ?? 0), 0);
}

export function runOf({ programs }: LabState): number {
  return Math.max(0, ...Object.values(programs).map(({ run }) => run));
}
