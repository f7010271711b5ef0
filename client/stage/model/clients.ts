import type { ProgramId } from '../../../shared/log/events.ts';
import { inReceiveBuffer, inSendBuffer, lengthOf } from '../../../shared/model/buffers.ts';
import type { LabState, ProgramState, SocketState, ThreadState } from '../../../shared/model/lab-state.ts';
import { threadsOf } from '../../../shared/model/queries.ts';
import { programsOn } from './host-sockets.ts';

/** One client among several, at a glance. */
export interface ClientRow {
  readonly program: ProgramState;
  /** From 1, as its listing's name has it; its mark wherever its segments are drawn. */
  readonly number: number;
  readonly thread: ThreadState | null;
  readonly socket: SocketState | null;
  /** Bytes not acknowledged, and not read. */
  readonly sending: number;
  readonly receiving: number;
}

/** `client` is 1, `client2` is 2 … */
export function clientNumber(program: ProgramId): number {
  return Number(/^client(\d*)$/.exec(program)?.[1] || 1);
}

/** ① … ⑩ */
export function clientMark(number: number): string {
  return String.fromCodePoint(0x2460 + number - 1);
}

export function clientRows(state: LabState): readonly ClientRow[] {
  return programsOn(state, 'client').map((program) => {
    const socket =
      Object.values(state.sockets).findLast(({ owner, gone }) => owner === program.program && !gone) ?? null;
    const out = state.flows[socket?.out ?? ''];
    const incoming = state.flows[socket?.in ?? ''];
    return {
      program,
      number: clientNumber(program.program),
      thread: threadsOf(state, program.program)[0] ?? null,
      socket,
      sending: out === undefined ? 0 : lengthOf(inSendBuffer(state, out)),
      receiving: incoming === undefined ? 0 : lengthOf(inReceiveBuffer(state, incoming)),
    };
  });
}

export function hasSeveralClients(state: LabState): boolean {
  return programsOn(state, 'client').length > 1;
}

/** The client that uses this port of its host; null if there is only one client or none uses it. */
export function clientOfPort(state: LabState, port: number): number | null {
  if (!hasSeveralClients(state)) return null;
  const socket = Object.values(state.sockets).findLast(
    ({ host, local, owner }) => host === 'client' && owner !== null && local?.port === port,
  );
  return socket?.owner === undefined || socket.owner === null ? null : clientNumber(socket.owner);
}
