import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LabEvent } from '../../../shared/log/events.ts';
import { readRecording } from '../../../shared/log/recording.ts';
import { Timeline } from '../../../shared/log/timeline.ts';
import { EMPTY_LAB_STATE, type LabState } from '../../../shared/model/lab-state.ts';
import { applyEvent } from '../../../shared/model/reducer/apply-event.ts';

const { events } = readRecording(
  readFileSync(new URL('../../../client/public/recordings/L24.ndjson', import.meta.url), 'utf8'),
);
/** The state after each event, folded from the beginning. */
const states = events.reduce<LabState[]>(
  (all, event) => [...all, applyEvent(all.at(-1)!, event)],
  [EMPTY_LAB_STATE],
);

describe('a timeline', () => {
  test('answers as if it folded the log from its beginning, whatever was asked before', () => {
    const act = fc.oneof(
      fc.record({ is: fc.constant('append' as const), count: fc.nat({ max: 90 }) }),
      fc.record({ is: fc.constant('ask' as const), seq: fc.nat({ max: events.length }) }),
      fc.record({ is: fc.constant('ask-near-head' as const), back: fc.nat({ max: 3 }) }),
      fc.record({ is: fc.constant('forget' as const), keep: fc.nat({ max: 200 }) }),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        const timeline = new Timeline();
        const ask = (seq: number): void => {
          const to = Math.min(Math.max(seq, timeline.base), timeline.head);
          expect(timeline.stateAt(seq)).toEqual(states[to]);
        };
        for (const one of acts)
          if (one.is === 'append') timeline.append(events.slice(timeline.head, timeline.head + one.count));
          else if (one.is === 'forget') timeline.foldOldest(one.keep);
          else ask(one.is === 'ask' ? one.seq : timeline.head - one.back);
        expect(timeline.stateAt(timeline.head)).toBe(timeline.state);
      }),
      { seed: 11, numRuns: 60 },
    );
  });

  test('gives the same state to each view that asks for the head, or for the one before it', () => {
    const timeline = new Timeline();
    timeline.append(events.slice(0, 100));
    expect(timeline.stateAt(100)).toBe(timeline.state);
    const before = timeline.stateAt(99);
    for (const seq of [20, 100, 99]) timeline.stateAt(seq);
    expect(timeline.stateAt(99)).toBe(before);
  });

  test('puts a notice in the place of an event that cannot be read, and goes on', () => {
    const timeline = new Timeline();
    const seen: string[] = [];
    const unknown = { ...events[20]!, type: 'from-the-future' } as unknown as LabEvent;
    const damaged = { seq: 22, at: 0, source: 'kernel', type: 'lab-opened' } as unknown as LabEvent;
    timeline.append([...events.slice(0, 20), unknown, damaged, ...events.slice(22, 30)], (event) =>
      seen.push(event.type === 'notice' ? `${event.code} ${event.detail?.split(':')[0]}` : event.type),
    );
    expect(timeline.head).toBe(30);
    expect(seen.slice(20, 22)).toEqual(['event-unreadable from-the-future', 'event-unreadable lab-opened']);
    expect(timeline.state.at).toBe(events[29]!.at);
  });
});
