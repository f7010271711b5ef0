import { formatAddress } from '../../../../shared/tcp/address.ts';
import type { Observation } from '../../../../shared/log/events.ts';
import type { LabState, SocketState } from '../../../../shared/model/lab-state.ts';
import { isMiniSocket } from '../../../../shared/model/queries.ts';
import { PASSING } from '../../../../shared/tcp/tcp-counters.ts';
import { type Witness, witnessOf } from '../../../../shared/model/witness.ts';
import type { FactGroup, SocketFactName, Unit } from './messages.en.ts';
import { FACT_GROUPS, type FactDefinition, type FactSource } from './socket-fact-list.ts';

export interface SocketFact {
  readonly name: SocketFactName;
  /** The name that `ss -tniem` prints for it; null if it prints nothing. */
  readonly ss: string | null;
  readonly source: FactSource;
  readonly value: FactValue;
  /** The value one event before, where the event shown has changed it. */
  readonly was: FactValue | null;
  /** The same bytes by the model's account, for the two queues. */
  readonly witness: Witness | null;
  /** The time (µs) at which it was read, if it changes as time passes and no event says so; null otherwise. */
  readonly readAt: number | null;
}

/**
 * A value with its unit; `none`: the kernel said that there is none yet; `unobserved`: it was not read, or
 * is not kept in this state.
 */
export type FactValue =
  | { readonly is: 'text'; readonly text: string; readonly unit: Unit }
  | { readonly is: 'timer'; readonly kind: string; readonly dueAt: number | null }
  | { readonly is: 'none' }
  | { readonly is: 'unobserved' };

export interface SocketFactGroup {
  readonly group: FactGroup;
  readonly facts: readonly SocketFact[];
}

/** Every kernel number of a socket at one instant, with what the event shown has changed. Pure. */
export function socketFacts(
  state: LabState,
  previous: LabState,
  id: string,
): readonly SocketFactGroup[] | null {
  const socket = state.sockets[id];
  if (socket === undefined) return null;
  const before = previous.sockets[id];
  const witnesses = witnessOf(state, id);
  const alone =
    socket.kernel.caState === undefined && (socket.state === 'LISTEN' || socket.state === 'CLOSE');
  return FACT_GROUPS.map(({ group, facts }) => ({
    group,
    // One that converses with nobody has no windows, no round trips and nothing to count.
    facts: facts
      .filter(({ source }) => !alone || source !== 'TCP_INFO')
      .map((definition): SocketFact => {
        const value = valueOf(definition, socket);
        const old = before === undefined ? value : valueOf(definition, before);
        return {
          name: definition.name,
          ss: definition.ss,
          source: definition.source,
          value,
          was: same(old, value) ? null : old,
          readAt: value.is === 'text' && PASSING.has(definition.name) ? socket.readAt : null,
          witness: witnesses.find(({ field }) => field === definition.name) ?? null,
        };
      }),
  })).filter(({ facts }) => facts.length > 0);
}

/** The kernel keeps only addresses, state and timer of a time-wait socket; older readings would mislead. */
const KEPT_IN_TIME_WAIT = new Set<FactSource>(['sock_diag', 'syscall', 'derived', 'SO_COOKIE']);

function valueOf({ name, source, unit, read }: FactDefinition, socket: SocketState): FactValue {
  if (isMiniSocket(socket) && !KEPT_IN_TIME_WAIT.has(source)) return { is: 'unobserved' };
  if (name === 'timer') {
    const { timer } = socket.kernel;
    if (timer === undefined) return { is: 'unobserved' };
    return { is: 'timer', kind: timer.kind, dueAt: timer.dueAt ?? null };
  }
  const value = read === undefined ? socket.kernel[name as keyof Observation] : read(socket);
  if (value === null) return { is: 'none' };
  if (value === undefined) return { is: 'unobserved' };
  // A listener's queues count connections.
  if (socket.state === 'LISTEN' && unit === 'B' && source === 'sock_diag')
    return { is: 'text', text: worded(value, ''), unit: '' };
  if (unit === 'µs' && typeof value === 'number')
    return { is: 'text', text: `${grouped(value / 1000)} ms`, unit: '' };
  return { is: 'text', text: worded(value, unit), unit };
}

function worded(value: unknown, unit: Unit): string {
  if (typeof value === 'number') return unit === '' ? String(value) : grouped(value);
  if (typeof value === 'object' && value !== null && 'port' in value && 'host' in value)
    return formatAddress(value as { host: string; port: number });
  return String(value as string | boolean);
}

/** `65 536`, `8.5`: digits in threes by a narrow space, which no language takes for a decimal mark. */
function grouped(value: number): string {
  const [whole = '', fraction] = String(Number(value.toFixed(3))).split('.');
  const threes = whole.replace(/\B(?=(?:\d{3})+$)/g, '\u202f');
  return fraction === undefined ? threes : `${threes}.${fraction}`;
}

function same(a: FactValue, b: FactValue): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
