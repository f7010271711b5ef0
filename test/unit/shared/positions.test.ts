import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conservationFaults } from '../../../shared/model/conservation.ts';
import type { EventOf, LabEvent, LabEventBody } from '../../../shared/log/events.ts';
import { EMPTY_LAB_STATE, type LabState, type SocketState } from '../../../shared/model/lab-state.ts';
import { applyEvent } from '../../../shared/model/reducer/apply-event.ts';
import { newFlow } from '../../../shared/model/reducer/flows.ts';
import { applyPositions } from '../../../shared/model/reducer/positions.ts';

/**
 * One direction of a connection whose segments nobody sees. `written` is the number of bytes that its program
 * has sent.
 */
function uncaptured(written: number): LabState {
  const flow = newFlow({
    flow: 'f',
    from: 'client',
    to: 'server',
    source: { host: '127.0.0.1', port: 1 },
    destination: { host: '127.0.0.1', port: 2 },
    isn: 0,
  });
  const end = (socket: string, ways: Pick<SocketState, 'out' | 'in'>): SocketState =>
    ({ socket, ...ways }) as SocketState;
  return {
    ...EMPTY_LAB_STATE,
    sockets: { client: end('client', { out: 'f', in: null }), server: end('server', { out: null, in: 'f' }) },
    flows: { f: { ...flow, written: { min: written, max: written } } },
  };
}

const positions = (is: Omit<EventOf<'positions-counted'>, 'seq' | 'at' | 'source' | 'type'>) =>
  ({ seq: 1, at: 0, source: 'kernel', type: 'positions-counted', ...is }) as const;

/**
 * The kernel's true positions in the course of time. Each step moves one of them, at most as far as the one
 * before it.
 */
const truth = fc.array(fc.tuple(fc.constantFrom('sent', 'received', 'acked'), fc.nat(20)), { maxLength: 60 });

test('[MODEL4] ends that are read one after the other never contradict each other', () => {
  fc.assert(
    fc.property(truth, fc.array(fc.boolean(), { maxLength: 60 }), (steps, looks) => {
      const written = 1000;
      const at = { sent: 0, received: 0, acked: 0 };
      let state = uncaptured(written);
      for (const [i, [what, by]] of steps.entries()) {
        const most = { sent: written, received: at.sent, acked: at.received }[what];
        at[what] = Math.min(most, at[what] + by);
        // Only one end is read before the kernels go on.
        const event = looks[i]
          ? positions({ socket: 'client', sent: at.sent, acked: at.acked })
          : positions({ socket: 'server', received: at.received });
        state = applyPositions(state, event);
        expect(conservationFaults(state)).toEqual([]);
      }
    }),
  );
});

test('[MODEL4] a send counts before the kernel’s counters of its socket have been read', () => {
  const [local, remote] = [
    { host: '127.0.0.2', port: 8080 },
    { host: '127.0.0.1', port: 50_000 },
  ];
  const accepted = { ok: true, value: 9, socket: '20', fd: 4, realFd: 9, ends: { local, remote } } as const;
  const call = { source: 'syscall', thread: 'server/main', line: 1 } as const;
  const bytes = { length: 2, head: '6f6b' };
  const log: readonly LabEventBody[] = [
    {
      type: 'lab-opened',
      source: 'kernel',
      lesson: 'L1',
      grade: 'loopback',
      capture: 'counters',
      isolated: false,
      kernel: 'test',
      timers: 'kernel',
      hosts: [],
    },
    {
      type: 'program-loaded',
      source: 'program',
      program: 'server',
      host: 'server',
      run: 1,
      tree: { statements: [] },
    },
    { type: 'thread-started', source: 'program', thread: 'server/main', program: 'server', name: 'main' },
    { ...call, type: 'call-entered', call: 1, name: 'accept', socket: '9' },
    { type: 'call-returned', source: 'syscall', call: 1, result: accepted },
    { ...call, type: 'call-entered', call: 2, name: 'send', socket: '20', bytes },
    { type: 'socket-observed', source: 'kernel', socket: '20', host: 'server', changed: { local, remote } },
    { type: 'positions-counted', source: 'kernel', socket: '20', sent: 2 },
  ];
  const state = log.reduce(
    (before, body) => applyEvent(before, { ...body, seq: before.seq + 1, at: 0 } as LabEvent),
    EMPTY_LAB_STATE,
  );
  expect(conservationFaults(state)).toEqual([]);
  expect(state.flows[state.sockets['20']!.out!]).toMatchObject({ written: { min: 0, max: 2 }, sent: 2 });
});
