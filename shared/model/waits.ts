import type { CallState, LabState, SocketState, ThreadState } from './lab-state.ts';
import { isHeld } from '../log/wire-settings.ts';
import { sequenceLength } from '../tcp/segment.ts';
import type { SegmentId, SocketId, ThreadId } from '../log/events.ts';
import type { SystemCall } from '../programs/tree.ts';
import { peerSocket } from './queries.ts';

/** Something that the conversation waits for, and that is no line and no segment to hand over. `dueAt` (µs on the log's clock) is its end; null if nobody can know. */
export type Wait =
  /** The wire delivers this segment. */
  | { readonly for: 'wire'; readonly segment: SegmentId; readonly dueAt: number | null }
  /** The kernel's timer expires: it sends again, or probes a closed window. */
  | {
      readonly for: 'timer';
      readonly kind: 'retransmit' | 'probe';
      readonly socket: SocketId;
      readonly dueAt: number | null;
    }
  /** A thread sleeps in a call that ends by itself at this time, if nothing ends it sooner. */
  | { readonly for: 'timeout'; readonly thread: ThreadId; readonly call: SystemCall; readonly dueAt: number }
  /** A thread sleeps in input() until somebody types a line. */
  | { readonly for: 'person'; readonly thread: ThreadId; readonly dueAt: null }
  /** A thread executes lines, waits for its turn to do so, or has entered a call and does not sleep. */
  | { readonly for: 'thread'; readonly thread: ThreadId; readonly dueAt: null }
  /** Something is under way that no event names: a kernel is at work, or its counters are being read. */
  | { readonly for: 'kernel'; readonly dueAt: null };

/**
 * Returns the waits of a state, the one that ends soonest first: a thread that executes lines needs no more than its
 * turn. A kernel's timer counts only if a program still uses its connection, unless `all` is true.
 */
export function waitsOf(state: LabState, all = false): Wait[] {
  const waits: Wait[] = [...wireWaits(state), ...timerWaits(state, all), ...timeoutWaits(state)];
  if (!state.atRest) {
    const busy = Object.values(state.threads).filter(isBusy);
    for (const { thread } of busy) waits.push({ for: 'thread', thread, dueAt: null });
    if (waits.length === 0) waits.push({ for: 'kernel', dueAt: null });
  }
  for (const { thread } of inputsOf(state)) waits.push({ for: 'person', thread, dueAt: null });
  const ending = (wait: Wait): number => (wait.for === 'thread' ? 0 : (wait.dueAt ?? Infinity));
  return waits.toSorted((a, b) => ending(a) - ending(b) || 0);
}

/** The calls in which threads sleep until a person types a line. */
const inputsOf = ({ calls }: LabState): CallState[] =>
  Object.values(calls).filter(({ name, blockedAt }) => name === 'input' && blockedAt !== null);

/** The call in which a thread of the program sleeps until a person types a line. */
export const inputOf = (state: LabState, program: string): CallState | undefined =>
  inputsOf(state).find(({ thread }) => state.threads[thread]?.program === program);

/** Says whether the thread executes lines or waits for its turn to, and does not sleep. */
export function isBusy({ status, runs }: ThreadState): boolean {
  if (status === 'running' || status === 'in-call') return true;
  return runs && (status === 'ready' || status === 'returned');
}

export const isOver = ({ status }: ThreadState): boolean => status === 'ended' || status === 'failed';

function wireWaits({ wire: { chips, settings }, atRest }: LabState): Wait[] {
  return chips.flatMap(({ from, held: [top] }): Wait[] => {
    if (top === undefined) return [];
    const { segment, sentAt, headers } = top;
    if (top.dueAt !== null) return [{ for: 'wire', segment, dueAt: top.dueAt }];
    if (atRest || isHeld(settings.mode, sequenceLength(headers))) return [];
    const { delayMs, kbitPerSecond } = from === 'client' ? settings.toServer : settings.toClient;
    // On a wire with a rate the segment also waits for those before it.
    return [{ for: 'wire', segment, dueAt: kbitPerSecond === 0 ? sentAt + delayMs * 1000 : null }];
  });
}

function timeoutWaits({ calls }: LabState): Wait[] {
  return Object.values(calls).flatMap(({ thread, name, within, at, waitMicros, blockedAt }): Wait[] =>
    waitMicros === undefined || blockedAt === null
      ? []
      : [{ for: 'timeout', thread, call: within ?? name, dueAt: at + waitMicros }],
  );
}

function timerWaits(state: LabState, all: boolean): Wait[] {
  const isUsed = (socket: SocketState | null): boolean =>
    socket !== null &&
    Object.values(state.threads).some((thread) => thread.program === socket.owner && !isOver(thread));
  return Object.values(state.sockets).flatMap((socket): Wait[] => {
    const { timer } = socket.kernel;
    // A socket that a reset has closed has no timer any more, and its counters are not read again.
    if (socket.gone || socket.state === 'CLOSE') return [];
    if (timer?.kind !== 'retransmit' && timer?.kind !== 'probe') return [];
    const { kind, dueAt = null } = timer;
    const peer = peerSocket(state, socket);
    // To ask a reader that takes nothing whether it takes something now lets nobody go on.
    if (!all && kind === 'probe' && (peer?.kernel.rqueue ?? 0) > 0) return [];
    return all || isUsed(socket) || isUsed(peer)
      ? [{ for: 'timer', kind, socket: socket.socket, dueAt }]
      : [];
  });
}
