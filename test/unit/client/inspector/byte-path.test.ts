import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bytePath } from '../../../../client/features/inspector/byte/byte-path.ts';
import type { LabEvent } from '../../../../shared/log/events.ts';
import { EMPTY_LAB_STATE, type FlowState, type LabState } from '../../../../shared/model/lab-state.ts';
import { applyEvent } from '../../../../shared/model/reducer/apply-event.ts';
import { Conversation } from '../stage/conversation.ts';

const recording = readFileSync(
  join(import.meta.dirname, '../../../../client/public/recordings/L1.ndjson'),
  'utf8',
);
const shipped = recording
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => JSON.parse(line) as LabEvent);

const fold = (events: readonly LabEvent[]): LabState => events.reduce(applyEvent, EMPTY_LAB_STATE);

function flowFrom(state: LabState, from: 'client' | 'server'): FlowState {
  const flow = Object.values(state.flows).find((one) => one.from === from);
  if (flow === undefined) throw new Error('no flow');
  return flow;
}

describe('where is my byte?', () => {
  const head = fold(shipped);

  test.each(['client', 'server'] as const)(
    'the shipped recording: every byte of the %s goes the whole way',
    (from) => {
      const { flow, written } = flowFrom(head, from);
      expect(written.max).toBeGreaterThan(0);
      for (let offset = 0; offset < written.max; offset += 1) {
        const path = bytePath(shipped, head.seq, head, flow, offset);
        const steps = path?.steps ?? [];
        expect(new Set(steps.map((step) => step.is))).toEqual(
          new Set(['program', 'copied', 'sent', 'delivered', 'acknowledged', 'read', 'variable']),
        );
        expect(steps.every((step) => step.reached && step.seq !== null)).toBe(true);
        const seqs = steps.map((step) => step.seq ?? 0);
        expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
        expect(steps[0]).toMatchObject({ is: 'program', index: offset, of: written.max });
        expect(steps.find((step) => step.is === 'variable')).toMatchObject({ name: 'data', index: offset });
        expect(path?.places).toEqual(['variable']);
      }
    },
  );

  test('each step names an event of its kind', () => {
    const { flow } = flowFrom(head, 'client');
    const types = bytePath(shipped, head.seq, head, flow, 0)?.steps.map(
      ({ is, seq }) => `${is} ${shipped[(seq ?? 0) - 1]?.type}`,
    );
    expect(types?.toSorted()).toEqual([
      'acknowledged segment-delivered',
      'copied call-returned',
      'delivered segment-delivered',
      'program call-entered',
      'read call-returned',
      'sent segment-sent',
      'variable variable-set',
    ]);
  });

  test('at every cursor it lies where the folded state says', () => {
    const { flow } = flowFrom(head, 'client');
    for (let cursor = 1; cursor <= shipped.length; cursor += 1) {
      const now = fold(shipped.slice(0, cursor)).flows[flow];
      const places = bytePath(shipped, cursor, head, flow, 3)?.places ?? [];
      if (now === undefined) continue;
      expect(places.includes('recv'), `event ${cursor}`).toBe(now.received > 3 && now.read <= 3);
      expect(places.includes('variable'), `event ${cursor}`).toBe(now.read > 3);
      expect(places.includes('wire'), `event ${cursor}`).toBe(now.sent > 3 && now.received <= 3);
    }
  });

  test('a dropped segment, its copy, and what has not happened yet', () => {
    const talk = new Conversation().listen().connect();
    const first = talk.send('你好');
    talk.add({ type: 'segment-dropped', segment: first, cause: 'learner' });
    const copy = talk.segment('client', ['PSH', 'ACK'], 1, 1, 6);
    const { flow } = flowFrom(talk.state, 'client');
    const path = bytePath(talk.events, talk.events.length, talk.state, flow, 4);
    expect(path?.steps.map(({ is, reached }) => `${is} ${reached}`)).toEqual([
      'program true',
      'sent true',
      'copied true',
      'dropped true',
      'sent true',
      'delivered false',
      'acknowledged false',
      'read false',
      'variable false',
    ]);
    expect(path?.steps[4]).toMatchObject({ segment: copy, copy: 1, index: 4, of: 6 });
    expect(path?.places).toEqual(['send', 'wire']);
  });

  test('a byte behind a gap is delivered first and readable later', () => {
    const talk = new Conversation().listen().connect();
    const first = talk.send('ab', 1);
    const second = talk.send('cd', 3);
    talk.deliver(second).deliver(first);
    const { flow } = flowFrom(talk.state, 'client');
    const steps = bytePath(talk.events, talk.events.length, talk.state, flow, 2)?.steps ?? [];
    expect(steps.filter((step) => step.reached).map((step) => step.is)).toEqual([
      'program',
      'sent',
      'copied',
      'delivered',
      'in-order',
    ]);
    expect(steps.find((step) => step.is === 'in-order')).toMatchObject({ segment: first });
  });

  test('it names sendall() and recv_into(), whose bytes come into a bytearray and no variable of their own', () => {
    const talk = new Conversation().listen().connect();
    const bytes = { length: 2, head: '6162' };
    const call = talk.enter('client', 3, 'send', '10', { bytes, sendall: true });
    const segment = talk.segment('client', ['PSH', 'ACK'], 1, 1, 2);
    talk.leave(call, 2).deliver(segment);
    const { flow } = flowFrom(talk.state, 'client');
    const steps = () => bytePath(talk.events, talk.events.length, talk.state, flow, 0)?.steps ?? [];
    expect(steps().map(({ is }) => is)).toContain('variable');
    talk.leave(talk.enter('server', 7, 'recv', '20', { max: 2, into: true }), 2, { bytes });
    expect(steps().flatMap((step) => ('name' in step ? [`${step.is} ${step.name}`] : []))).toEqual([
      'program sendall',
      'copied sendall',
      'read recv_into',
    ]);
  });

  test('nothing is said of a byte that nobody wrote', () => {
    const { flow, written } = flowFrom(head, 'client');
    expect(bytePath(shipped, head.seq, head, flow, written.max)).toBeNull();
    expect(bytePath(shipped, head.seq, head, 'no such flow', 0)).toBeNull();
  });
});
