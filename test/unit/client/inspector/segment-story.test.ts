import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { segmentFate } from '../../../../client/stage/model/segment-arrival.ts';
import type { EventOf, LabEvent } from '../../../../shared/log/events.ts';
import { EMPTY_LAB_STATE, type LabState } from '../../../../shared/model/lab-state.ts';
import { applyEvent } from '../../../../shared/model/reducer/apply-event.ts';
import { SegmentCauses, type SegmentCause } from '../../../../shared/model/segment-cause.ts';

const recording = readFileSync(
  join(import.meta.dirname, '../../../../client/public/recordings/L1.ndjson'),
  'utf8',
);
const events = recording
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => JSON.parse(line) as LabEvent);

const stateAt = (seq: number): LabState => events.slice(0, seq).reduce(applyEvent, EMPTY_LAB_STATE);

function sent(segment: number): EventOf<'segment-sent'> {
  const event = events.find((e) => e.type === 'segment-sent' && e.segment === segment);
  if (event?.type !== 'segment-sent') throw new Error(`no segment ${segment}`);
  return event;
}

function causeOf(segment: number): SegmentCause {
  const causes = new SegmentCauses();
  const departure = sent(segment);
  const state = stateAt(departure.seq);
  for (const event of events.slice(0, departure.seq)) causes.see(event, state);
  return causes.of(departure, stateAt(departure.seq - 1), state);
}

describe('a segment of the shipped recording', () => {
  test('the handshake: connect(), the answer to its SYN, the acknowledgement of that', () => {
    expect(causeOf(1)).toMatchObject({ is: 'calls', calls: [{ name: 'connect', line: 2 }] });
    expect(causeOf(2)).toMatchObject({ is: 'answers-syn', answers: 1 });
    expect(causeOf(3)).toMatchObject({ is: 'acknowledges', answers: 2 });
  });

  test('of two connects whose sockets have no address yet, nobody knows whose SYN it is', () => {
    const syn = sent(1);
    const connect = events.find((e) => e.type === 'call-entered' && e.name === 'connect')!;
    const causes = new SegmentCauses();
    const state = stateAt(connect.seq);
    for (const event of events.slice(0, connect.seq)) causes.see(event, state);
    // The kernel sends the SYNs of several connects in any order.
    causes.see({ ...connect, call: 999, socket: 'another' } as LabEvent, state);
    causes.see(syn, state);
    expect(causes.of(syn, state, state)).toMatchObject({ is: 'calls', calls: [null] });
  });

  test('data comes from a send(), its acknowledgement from its arrival, a FIN from close()', () => {
    expect(causeOf(4)).toMatchObject({ is: 'calls', calls: [{ name: 'send', line: 3 }], copy: false });
    expect(causeOf(5)).toMatchObject({ is: 'acknowledges', answers: 4, reader: null });
    const fin = events.find((e) => e.type === 'segment-sent' && e.headers.flags.includes('FIN'));
    if (fin?.type !== 'segment-sent') throw new Error('no FIN');
    expect(causeOf(fin.segment)).toMatchObject({ is: 'calls', calls: [{ name: 'close' }] });
  });

  test('the SYN’s arrival makes a socket; the SYN+ACK’s one establishes and wakes connect()', () => {
    const syn = segmentFate(events, sent(1), 1, stateAt);
    expect(syn?.kernel).toContainEqual(
      expect.objectContaining({ field: 'state', from: null, to: 'SYN_RECV' }),
    );
    expect(syn?.answers.map(({ segment }) => segment)).toEqual([2]);
    const answer = segmentFate(events, sent(2), 2, stateAt);
    expect(answer?.kernel).toContainEqual(expect.objectContaining({ from: 'SYN_SENT', to: 'ESTABLISHED' }));
    expect(answer?.woke).toMatchObject([{ name: 'connect' }]);
  });

  test('data becomes readable on arrival, and its acknowledgement frees the sender’s buffer', () => {
    const data = segmentFate(events, sent(4), 4, stateAt);
    expect(data).toMatchObject({ is: 'delivered', received: { from: 0, to: 7 }, acked: null });
    expect(data?.kernel).toContainEqual(expect.objectContaining({ field: 'rqueue', from: '0', to: '7' }));
    const ack = segmentFate(events, sent(5), 5, stateAt);
    expect(ack).toMatchObject({ received: null, acked: { from: 0, to: 7 } });
    expect(ack?.kernel).toContainEqual(expect.objectContaining({ field: 'wqueue', from: '7', to: '0' }));
  });

  test('on the wire it has changed nothing; dropped, it never will', () => {
    const departure = sent(4);
    expect(segmentFate(events.slice(0, departure.seq), departure, 4, stateAt)).toBeNull();
    const dropped: LabEvent[] = [
      ...events.slice(0, departure.seq),
      {
        type: 'segment-dropped',
        segment: 4,
        cause: 'learner',
        source: 'derived',
        seq: departure.seq + 1,
        at: 1,
      },
    ];
    expect(segmentFate(dropped, departure, 4, stateAt)).toMatchObject({
      is: 'dropped',
      cause: 'learner',
      kernel: [],
    });
  });
});
