import { stateName } from '../../../shared/log/state-name.ts';
import type { EventLogMessages } from './messages.ts';
import { formatAddress } from '../../../shared/tcp/address.ts';
import type { Observation } from '../../../shared/log/events.ts';
import { formatSpan } from '../../ui/format.ts';

/** More than these a row cannot hold. */
const MOST = 3;

/** The changes that a reading of the kernel's counters showed, in words: `send queue 7 · timer set`. */
export function observedWords(changed: Observation, isListener: boolean, text: EventLogMessages): string {
  const words = text.fields;
  // A first reading reports every counter: only those that count something say anything.
  const first = changed.family !== undefined;
  const rqueue = first && changed.rqueue === 0 ? undefined : changed.rqueue;
  const wqueue = first && changed.wqueue === 0 ? undefined : changed.wqueue;
  const timer = first && changed.timer?.kind === 'none' ? undefined : changed.timer;
  const { owned, local } = changed;
  const stream: Observation = isListener ? {} : changed;
  const queue = isListener ? (n: number) => words.accept(n, wqueue) : words.rqueue;
  const said = [
    put(changed.state, stateName),
    put(rqueue, queue),
    put(isListener ? undefined : wqueue, words.wqueue),
    timer && (timer.retransmits > 0 ? words.tried(timer.retransmits, timer.kind) : words.timer[timer.kind]),
    put(owned, (is) => (is ? words.owned : words.orphaned)),
    put(local, (address) => words.local(formatAddress(address))),
    put(stream.sndWnd, words.sndWnd),
    put(stream.rcvWnd, words.rcvWnd),
    put(stream.bytesAcked, words.bytesAcked),
    put(stream.bytesReceived, words.bytesReceived),
    put(stream.sndCwnd, words.sndCwnd),
    put(stream.rttMicros, (n) => words.rttMicros(formatSpan(n))),
    put(stream.rtoMicros, (n) => words.rtoMicros(formatSpan(n))),
    put(stream.totalRetrans, words.totalRetrans),
  ].filter((word) => word !== undefined);
  if (said.length === 0) return text.counters(Object.keys(changed).length);
  return said.slice(0, MOST).join(' · ');
}

function put<T>(value: T | undefined, words: (value: T) => string): string | undefined {
  return value === undefined ? undefined : words(value);
}
