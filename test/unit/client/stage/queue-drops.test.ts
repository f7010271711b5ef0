import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Ladder } from '../../../../client/stage/model/ladder.ts';
import { QueueDrops } from '../../../../client/stage/model/queue-drops.ts';
import { segmentFate } from '../../../../client/stage/model/segment-arrival.ts';
import type { EventOf, LabEvent, SegmentId } from '../../../../shared/log/events.ts';
import { EMPTY_LAB_STATE, type LabState } from '../../../../shared/model/lab-state.ts';
import { applyEvent } from '../../../../shared/model/reducer/apply-event.ts';
import { Conversation } from './conversation.ts';

function thrownAway(events: readonly LabEvent[]): SegmentId[] {
  const drops = new QueueDrops();
  return events.flatMap((event) => drops.see(event));
}

const full = (talk: Conversation, dropped = 1) =>
  talk.add({ type: 'listen-overflow', host: 'server', dropped });

describe('what a full accept queue cost', () => {
  test('a SYN that arrived, was counted and got no answer', () => {
    const talk = new Conversation().listen();
    const syn = talk.segment('client', ['SYN'], 0, 0);
    talk.deliver(syn);
    expect(thrownAway(full(talk).events)).toEqual([syn]);
    expect(
      new Ladder(EMPTY_LAB_STATE).sceneAt(talk.events, talk.events.length - 1, talk.state).arrows,
    ).toMatchObject([{ fate: 'delivered' }]);
    expect(
      new Ladder(EMPTY_LAB_STATE).sceneAt(talk.events, talk.events.length, talk.state).arrows,
    ).toMatchObject([{ fate: 'overflowed', row: 0, endRow: 1 }]);
  });

  test('not the SYN of a handshake that goes on, whatever is counted', () => {
    expect(thrownAway(full(new Conversation().listen().connect()).events)).toEqual([]);
  });

  test('the last ACK of a handshake, where its socket stays in SYN_RECV', () => {
    const talk = new Conversation().listen().connect();
    const established = talk.events.findLastIndex(
      (event) => event.type === 'socket-observed' && event.changed.state === 'ESTABLISHED',
    );
    talk.events.splice(established);
    const ack = talk.events.findLast((event) => event.type === 'segment-sent');
    expect(thrownAway(full(talk).events)).toEqual([ack?.segment]);
  });

  test('none, where more came than were counted: which of them it was is not known', () => {
    const talk = new Conversation().listen();
    const syns = [talk.segment('client', ['SYN'], 0, 0), talk.segment('client', ['SYN'], 0, 0)];
    for (const syn of syns) talk.deliver(syn);
    expect(thrownAway([...talk.events, ...full(new Conversation()).events.slice(-1)])).toEqual([]);
    expect(thrownAway(full(talk, 2).events)).toEqual(syns);
  });

  test('nothing that was known to be without effect before the counter was last read', () => {
    const talk = new Conversation().listen();
    talk.deliver(talk.segment('client', ['SYN'], 0, 0)).add({ type: 'at-rest' });
    expect(thrownAway(full(talk).events)).toEqual([]);
  });

  test('a SYN sent again after it was thrown away has a row of its own', () => {
    const talk = new Conversation().listen();
    talk.deliver(talk.segment('client', ['SYN'], 0, 0));
    full(talk).segment('client', ['SYN'], 0, 0);
    expect(
      new Ladder(EMPTY_LAB_STATE).sceneAt(talk.events, talk.events.length, talk.state).arrows,
    ).toMatchObject([
      { fate: 'overflowed', copies: 0 },
      { fate: 'held', copy: true },
    ]);
  });
});

describe('the shipped recording of L8', () => {
  const events = readFileSync(
    join(import.meta.dirname, '../../../../client/public/recordings/L8.ndjson'),
    'utf8',
  )
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => JSON.parse(line) as LabEvent);
  const stateAt = (seq: number): LabState => events.slice(0, seq).reduce(applyEvent, EMPTY_LAB_STATE);
  const sent = (id: SegmentId) =>
    events.find((e): e is EventOf<'segment-sent'> => e.type === 'segment-sent' && e.segment === id)!;

  test('names as many SYNs as its kernel counted, and the inspector says so of each', () => {
    const counted = events.reduce((sum, e) => sum + (e.type === 'listen-overflow' ? e.dropped : 0), 0);
    const found = thrownAway(events);
    expect(counted).toBeGreaterThan(0);
    expect(found).toHaveLength(counted);
    for (const id of found) {
      expect(sent(id).headers.flags).toEqual(['SYN']);
      expect(segmentFate(events, sent(id), id, stateAt)).toMatchObject({ is: 'delivered', overflowed: true });
    }
    const first = events.find((e) => e.type === 'segment-sent')!;
    expect(segmentFate(events, first, first.segment, stateAt)?.overflowed).toBe(false);
  });
});
