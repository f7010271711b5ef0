import type { ChipState, LabState, ThreadState } from './lab-state.ts';
import type { Command } from '../protocol/server-messages.ts';
import { sequenceLength } from '../tcp/segment.ts';
import { isHeld } from '../log/wire-settings.ts';

/**
 * The move that lets the conversation go on: the page's primary button, and the way a lesson runs without a
 * browser. Segments on the wire come first, then the server until it has called accept(), then the client as
 * long as it can go on, then the server.
 */
export type Move =
  | { readonly is: 'step'; readonly command: Command; readonly thread: ThreadState }
  | { readonly is: 'deliver'; readonly command: Command; readonly chip: ChipState }
  /** The moves from here on are a lesson's own (lessons/walkthrough.ts). */
  | { readonly is: 'run'; readonly command: Command; readonly thread: ThreadState }
  | { readonly is: 'drop'; readonly command: Command; readonly chip: ChipState }
  | { readonly is: 'wire'; readonly command: Command }
  | { readonly is: 'set'; readonly command: Command }
  | { readonly is: 'add-client'; readonly command: Command }
  | { readonly is: 'stop'; readonly command: Command }
  | { readonly is: 'run-again'; readonly command: Command }
  | { readonly is: 'new-lab'; readonly command: Command };

/**
 * Returns null if there is nothing to do but wait: threads run, the wire delivers by itself, or a lost copy
 * is due.
 */
export function nextMove(state: LabState): Move | null {
  if (state.closed !== null) return { is: 'new-lab', command: { type: 'new-lab' } };
  const chip = state.wire.chips.find((c) => c.delivered === 0 && waitsForHand(state, c));
  if (chip !== undefined) return { is: 'deliver', command: { type: 'deliver', chip: chip.chip }, chip };
  const ready = Object.values(state.threads).filter(isSteppable);
  const serverFirst = !hasAccepted(state);
  const thread = ready.find(({ program }) => (program === 'server') === serverFirst) ?? ready.at(0);
  if (thread !== undefined) {
    const command = { type: 'step', program: thread.program, thread: thread.thread } as const;
    return { is: 'step', command, thread };
  }
  const programs = Object.values(state.programs);
  // The threads that are left wait for a program that has ended, so that only a new run can go on.
  const copiesDue = state.wire.chips.some((c) => c.held.length === 0 && c.delivered === 0);
  if (state.atRest && !copiesDue && programs.some((program) => program.ended !== null))
    return { is: 'run-again', command: { type: 'run-again' } };
  return null;
}

/** Says whether a step would execute the thread's line. */
export function isSteppable(thread: ThreadState): boolean {
  if (thread.line === null) return false;
  return thread.status === 'ready' || (thread.status === 'returned' && thread.call === null);
}

/** Says whether the server is or was in accept(): a client that connects now is accepted. */
function hasAccepted(state: LabState): boolean {
  const results = Object.values(state.programs['server']?.results ?? {});
  return (
    Object.values(state.calls).some((call) => call.name === 'accept') ||
    results.some((result) => result.is === 'call' && result.name === 'accept')
  );
}

/** Says whether the wire will not deliver this chip's top segment by itself. */
function waitsForHand(state: LabState, chip: ChipState): boolean {
  const [top] = chip.held;
  return (
    top !== undefined && top.dueAt === null && isHeld(state.wire.settings.mode, sequenceLength(top.headers))
  );
}
