import type { ChipState, LabState, ThreadState } from './lab-state.ts';
import type { Command } from '../protocol/server-messages.ts';
import { sequenceLength } from '../tcp/segment.ts';
import { isHeld } from '../log/wire-settings.ts';
import { listing } from '../programs/listing.ts';
import { isGhost } from './ghost.ts';

/** A command, and what it acts on: what the page's primary button names and does. */
export type Move =
  | { readonly is: 'step'; readonly command: Command; readonly thread: ThreadState }
  | { readonly is: 'deliver'; readonly command: Command; readonly chip: ChipState }
  | { readonly is: 'run'; readonly command: Command; readonly thread: ThreadState }
  /** The moves from here on are a lesson's own (lessons/walkthrough.ts). */
  | { readonly is: 'drop'; readonly command: Command; readonly chip: ChipState }
  | { readonly is: 'wire'; readonly command: Command }
  | { readonly is: 'set'; readonly command: Command }
  | { readonly is: 'add-client'; readonly command: Command }
  | { readonly is: 'stop'; readonly command: Command }
  | { readonly is: 'run-again'; readonly command: Command };

/**
 * The move that lets the conversation go on, whatever a lesson has in mind: segments that have not crossed come
 * first, then the server until it has called accept(), then the client as long as it can go on, then the server.
 * A copy of what has crossed comes last: its receiver acknowledges it once more, in case that ACK was lost.
 * Returns null if nobody can do anything.
 */
export function nextMove(state: LabState): Move | null {
  const fresh = heldChips(state).find(({ delivered }) => delivered === 0);
  if (fresh !== undefined) return isFlood(state) ? autoWire(state) : delivery(fresh);
  const ready = Object.values(state.threads).filter(isSteppable);
  const serverFirst = !hasAccepted(state);
  const thread = ready.find(({ program }) => (program === 'server') === serverFirst) ?? ready.at(0);
  if (thread !== undefined) {
    const whom = { program: thread.program, thread: thread.thread };
    if (isLooping(state, thread)) return { is: 'run', command: { type: 'run', ...whom }, thread };
    return { is: 'step', command: { type: 'step', ...whom }, thread };
  }
  return copyToDeliver(state);
}

/** Returns the delivery of a copy of what has crossed, which its receiver acknowledges again; null if none is held. */
export function copyToDeliver(state: LabState): Move | null {
  const copy = heldChips(state).find(({ delivered }) => delivered > 0);
  return copy === undefined ? null : delivery(copy);
}

function heldChips(state: LabState): ChipState[] {
  return state.wire.chips.filter((chip) => waitsForHand(state, chip) && !isGhost(state, chip));
}

/** Rounds of a program after which nobody learns from a further line: it then runs until a call blocks. */
const ROUNDS_SEEN = 3;

function isLooping({ programs }: LabState, { program, steps }: ThreadState): boolean {
  const tree = programs[program]?.tree;
  return tree !== undefined && steps > ROUNDS_SEEN * listing(tree).length;
}

/** Segments after which nobody learns from handing over a further one: the wire then delivers by itself. */
const SEGMENTS_SEEN = 100;

function isFlood({ hosts }: LabState): boolean {
  return Object.values(hosts).some(({ nic }) => nic !== null && nic.received > SEGMENTS_SEEN);
}

function autoWire({ wire }: LabState): Move {
  return { is: 'wire', command: { type: 'wire', settings: { ...wire.settings, mode: 'auto' } } };
}

function delivery(chip: ChipState): Move {
  return { is: 'deliver', command: { type: 'deliver', chip: chip.chip }, chip };
}

/** Says whether a step would execute the thread's line. A thread that runs waits for its turn, and not for a step. */
export function isSteppable(thread: ThreadState): boolean {
  if (thread.line === null || thread.runs) return false;
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

/**
 * Says whether the wire will not deliver this chip's top segment by itself. At rest a wire that delivers by itself
 * has nothing on its timetable, so that what it still has was held by hand.
 */
export function waitsForHand(state: LabState, chip: ChipState): boolean {
  const [top] = chip.held;
  if (top === undefined || top.dueAt !== null) return false;
  return state.atRest || isHeld(state.wire.settings.mode, sequenceLength(top.headers));
}
