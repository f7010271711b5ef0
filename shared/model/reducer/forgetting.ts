import type { LabState } from '../lab-state.ts';

/**
 * A state keeps this many gone sockets with their flows, and this many ended threads of each program. The ladder and
 * the event panel still show them, and no lesson has more (SPEC.md [STATE4]).
 */
export const REMEMBERED = 24;

/**
 * A state keeps this many closed sockets that the kernel has not been seen to give up: as many as it keeps in
 * TIME_WAIT. One that came and went between two looks at the kernel is never seen to be gone.
 */
const CLOSED = 64;

/** Forgets the sockets that went long ago, and the flows that no remaining socket or chip has. */
export function forgetLongGone(state: LabState): LabState {
  const all = Object.values(state.sockets);
  const gone = all.filter((socket) => socket.gone);
  const closed = all.filter((socket) => socket.closed && !socket.gone);
  if (gone.length <= REMEMBERED && closed.length <= CLOSED) return state;
  const old = [...gone.slice(0, -REMEMBERED), ...closed.slice(0, -CLOSED)];
  const forgotten = new Set(old.map(({ socket }) => socket));
  const sockets = Object.fromEntries(Object.entries(state.sockets).filter(([id]) => !forgotten.has(id)));
  return forgetFlows({ ...state, sockets });
}

/**
 * Forgets old flows that no socket has any more, once there are many of them: a socket that tries to connect again and
 * again has a new one each time.
 */
export function forgetOldTries(state: LabState): LabState {
  const most = 2 * Object.keys(state.sockets).length + state.wire.chips.length + 4 * REMEMBERED;
  return Object.keys(state.flows).length <= most ? state : forgetFlows(state);
}

function forgetFlows(state: LabState): LabState {
  const needed = new Set([
    ...Object.values(state.sockets).flatMap((socket) => [socket.out, socket.in]),
    ...state.wire.chips.map((chip) => chip.flow),
    ...Object.keys(state.flows).slice(-2 * REMEMBERED),
  ]);
  const flows = Object.fromEntries(Object.entries(state.flows).filter(([id]) => needed.has(id)));
  return { ...state, flows };
}

/** Forgets the threads of a program that ended long ago. */
export function forgetLongEnded(state: LabState, program: string): LabState {
  const ended = Object.values(state.threads).filter(
    (thread) => thread.program === program && (thread.status === 'ended' || thread.status === 'failed'),
  );
  if (ended.length <= REMEMBERED) return state;
  const forgotten = new Set(ended.slice(0, -REMEMBERED).map(({ thread }) => thread));
  const threads = Object.fromEntries(Object.entries(state.threads).filter(([id]) => !forgotten.has(id)));
  return { ...state, threads };
}
