import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { LabEvent, LabEventBody } from '../../../shared/log/events.ts';
import { readRecording } from '../../../shared/log/recording.ts';
import { EMPTY_LAB_STATE, type LabState } from '../../../shared/model/lab-state.ts';
import { applyEvent } from '../../../shared/model/reducer/apply-event.ts';

const file = new URL('../../../client/public/recordings/L1.ndjson', import.meta.url);
const { events } = readRecording(readFileSync(file, 'utf8'));
const firstClose = events.findIndex((event) => event.type === 'call-entered' && event.name === 'close');
const close = events[firstClose];
if (close?.type !== 'call-entered') throw new Error('L1 closes no socket');
const { socket = '', fd = 0, realFd = 0, thread } = close;
const connected = events.slice(0, firstClose).reduce(applyEvent, EMPTY_LAB_STATE);

const after = (state: LabState, ...bodies: readonly LabEventBody[]): LabState =>
  bodies.reduce<LabState>(
    (before, body) => applyEvent(before, { ...body, seq: before.seq + 1, at: before.at + 1 } as LabEvent),
    state,
  );

type Entered = Extract<LabEventBody, { type: 'call-entered' }>;
const enters = (call: number, fields: Pick<Entered, 'name'> & Partial<Entered>): LabEventBody => ({
  type: 'call-entered',
  source: 'syscall',
  thread,
  line: 1,
  ...fields,
  call,
});
const returns = (call: number, value: number): LabEventBody => ({
  type: 'call-returned',
  source: 'syscall',
  call,
  result: { ok: true, value },
});

const on = { fd, socket, realFd };
const recv = { name: 'recv', ...on, max: 0 } as const;
// A select() may wait for a socket both to read and to write.
const files = [
  { ...on, for: 'read' },
  { ...on, for: 'write' },
] as const;
const select = { name: 'select', files } as const;
const endOf = (state: LabState): number | null => {
  const flow = state.flows[state.sockets[socket]?.out ?? ''];
  return flow === undefined ? null : flow.fin.at;
};

test.each([
  ['recv()', recv],
  ['select()', select],
])(
  '[MODEL5] a socket closed during a %s of another thread ends its stream when the call returns',
  (_, call) => {
    const asleep = after(connected, enters(901, call));
    const closed = after(asleep, enters(902, { name: 'close', ...on }), returns(902, 0));
    expect(closed.sockets[socket]?.closed).toBe(true);
    expect(endOf(closed)).toBeNull();
    expect(endOf(after(closed, returns(901, 0)))).toBe(7);
  },
);

test('[MODEL5] the last of several calls that returns releases a closed socket', () => {
  const asleep = after(connected, enters(901, recv), enters(903, select));
  const closed = after(asleep, enters(902, { name: 'close', ...on }), returns(902, 0));
  const one = after(closed, returns(903, 0));
  expect(endOf(one)).toBeNull();
  expect(endOf(after(one, returns(901, 0)))).toBe(7);
});
