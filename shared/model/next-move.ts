import type { ChipState, LabState, ThreadState } from './lab-state.ts';
import type { Command } from '../protocol/server-messages.ts';
import { sequenceLength } from '../tcp/segment.ts';
import { isHeld } from '../log/wire-settings.ts';

/**
 * What to do next so that the conversation goes on: the page's primary button, and how a lesson runs
 * without a browser. What lies on the wire first; then the server until something listens; then the
 * client for as long as it can go; then the server.
 */
export type Move =
  | { readonly is: 'step'; readonly command: Command; readonly thread: ThreadState }
  | { readonly is: 'deliver'; readonly command: Command; readonly chip: ChipState }
  /** What follows is a lesson's own doing (lessons/script.ts). */
  | { readonly is: 'run'; readonly command: Command; readonly thread: ThreadState }
  | { readonly is: 'drop'; readonly command: Command; readonly chip: ChipState }
  | { readonly is: 'wire'; readonly command: Command }
  | { readonly is: 'set'; readonly command: Command }
  | { readonly is: 'add-client'; readonly command: Command }
  | { readonly is: 'stop'; readonly command: Command }
  | { readonly is: 'run-again'; readonly command: Command }
  | { readonly is: 'new-lab'; readonly command: Command };

/** Null while nothing can be done but wait: threads run, an automatic wire carries, a lost copy is due. */
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
  // Who is left waits for a program that has ended: only a new run can go on from here.
  const copiesDue = state.wire.chips.some((c) => c.held.length === 0 && c.delivered === 0);
  if (state.atRest && !copiesDue && programs.some((program) => program.ended !== null))
    return { is: 'run-again', command: { type: 'run-again' } };
  return null;
}

/** A step would execute the thread's line. */
export function isSteppable(thread: ThreadState): boolean {
  if (thread.line === null) return false;
  return thread.status === 'ready' || (thread.status === 'returned' && thread.call === null);
}

/** The server is in accept, or has been: whoever connects now finds it there. */
function hasAccepted(state: LabState): boolean {
  const results = Object.values(state.programs['server']?.results ?? {});
  return (
    Object.values(state.calls).some((call) => call.name === 'accept') ||
    results.some((result) => result.is === 'call' && result.name === 'accept')
  );
}

/** The wire will not hand this chip's top over by itself. */
function waitsForHand(state: LabState, chip: ChipState): boolean {
  const [top] = chip.held;
  return (
    top !== undefined && top.dueAt === null && isHeld(state.wire.settings.mode, sequenceLength(top.headers))
  );
}
