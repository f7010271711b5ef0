import { describe, expect, test } from 'vitest';
import { type SocketFact, socketFacts } from '../../../../client/features/inspector/socket/socket-facts.ts';
import type { Observation } from '../../../../shared/log/events.ts';
import type { LabState } from '../../../../shared/model/lab-state.ts';
import { Conversation } from '../stage/conversation.ts';

function facts(state: LabState, previous: LabState, id: string): Map<string, SocketFact> {
  const groups = socketFacts(state, previous, id) ?? [];
  return new Map(groups.flatMap((group) => group.facts.map((fact) => [fact.name, fact])));
}

/** The kernel's counters of an open connection, as far as these tests need them. */
const OPEN: Observation = {
  caState: 'OPEN',
  sndCwnd: 10,
  rttMicros: 21_402,
  rttvarMicros: 10_701,
  rtoMicros: 224_000,
  wscale: [10, 7],
  timestamps: true,
  sndWnd: 65_160,
  bytesSent: 0,
};

describe('the facts of a socket', () => {
  test('carry ss’s name, the source and the unit; times are milliseconds as ss prints them', () => {
    const talk = new Conversation().listen().connect();
    talk.observe('10', 'client', OPEN);
    const found = facts(talk.state, talk.state, '10');
    expect(found.get('sndCwnd')).toMatchObject({
      ss: 'cwnd',
      source: 'TCP_INFO',
      value: { is: 'text', text: '10', unit: 'MSS' },
    });
    expect(found.get('rttMicros')?.value).toMatchObject({ text: '21.402 ms' });
    expect(found.get('sndWnd')?.value).toMatchObject({ text: '65\u202f160', unit: 'B' });
    expect(found.get('sndWscale')?.value).toMatchObject({ text: '10' });
    expect(found.get('rcvWscale')?.value).toMatchObject({ text: '7' });
  });

  test('what was not read is not observed; what the kernel has not set yet is none', () => {
    const talk = new Conversation().listen().connect();
    expect(facts(talk.state, talk.state, '10').get('sndSsthresh')?.value).toEqual({ is: 'unobserved' });
    talk.observe('10', 'client', OPEN);
    const found = facts(talk.state, talk.state, '10');
    expect(found.get('sndSsthresh')?.value).toEqual({ is: 'none' });
    expect(found.get('minRttMicros')?.value).toEqual({ is: 'none' });
    expect(found.get('backoff')?.value).toEqual({ is: 'unobserved' });
  });

  test('a round trip of 0 µs was never measured', () => {
    const talk = new Conversation().listen().connect();
    talk.observe('10', 'client', { ...OPEN, rttMicros: 0 });
    expect(facts(talk.state, talk.state, '10').get('rttMicros')?.value).toEqual({ is: 'none' });
  });

  test('mark what the event shown has changed, with what it was', () => {
    const talk = new Conversation().listen().connect();
    talk.observe('10', 'client', OPEN);
    const before = talk.state;
    talk.observe('10', 'client', { sndCwnd: 11 });
    const found = facts(talk.state, before, '10');
    expect(found.get('sndCwnd')?.was).toMatchObject({ text: '10' });
    expect([...found.values()].filter(({ was }) => was !== null)).toHaveLength(1);
  });

  test('in TIME_WAIT nothing is claimed that the kernel no longer keeps', () => {
    const talk = new Conversation().listen().connect();
    talk.observe('10', 'client', OPEN);
    talk.observe('10', 'client', {
      state: 'TIME_WAIT',
      timer: { kind: 'time-wait', dueAt: 60_000_000, retransmits: 0 },
    });
    const found = facts(talk.state, talk.state, '10');
    expect(found.get('sndCwnd')?.value).toEqual({ is: 'unobserved' });
    expect(found.get('rcvbuf')?.value).toEqual({ is: 'unobserved' });
    expect(found.get('timer')?.value).toEqual({ is: 'timer', kind: 'time-wait', dueAt: 60_000_000 });
  });

  test('in FIN_WAIT2, too, once only a time-wait socket is left of the orphan', () => {
    const talk = new Conversation().listen().connect();
    talk.observe('10', 'client', OPEN);
    talk.observe('10', 'client', {
      state: 'FIN_WAIT2',
      timer: { kind: 'time-wait', dueAt: 60_000_000, retransmits: 0 },
    });
    expect(facts(talk.state, talk.state, '10').get('sndCwnd')?.value).toEqual({ is: 'unobserved' });
  });

  test('what changes as time passes bears the time at which it was read', () => {
    const talk = new Conversation().listen().connect();
    talk.observe('10', 'client', { ...OPEN, busyMicros: 0 });
    const readAt = talk.state.at;
    talk.send('nihaoma');
    const found = facts(talk.state, talk.state, '10');
    expect(found.get('busyMicros')).toMatchObject({ readAt });
    expect(found.get('sndCwnd')).toMatchObject({ readAt: null });
    expect(talk.state.at).toBeGreaterThan(readAt);
  });

  test('a listener counts connections, and has no windows or round trips', () => {
    const talk = new Conversation().listen();
    const listener = Object.values(talk.state.sockets).find(({ state }) => state === 'LISTEN')!;
    talk.observe(listener.socket, 'server', { rqueue: 1, wqueue: 128 });
    const found = facts(talk.state, talk.state, listener.socket);
    expect(found.get('wqueue')?.value).toEqual({ is: 'text', text: '128', unit: '' });
    expect(found.has('sndCwnd')).toBe(false);
  });

  test('a socket that does not exist has none', () => {
    const talk = new Conversation();
    expect(socketFacts(talk.state, talk.state, '99')).toBeNull();
  });
});
