import { expect, test } from 'vitest';
import { PressSpans } from '../../../../client/playback/projections/press-spans.ts';
import type { LabEvent } from '../../../../shared/log/events.ts';

/** Returns the first event of each press. */
function begun(events: readonly LabEvent[], held: boolean): number[] {
  const presses = new PressSpans(() => held);
  for (const event of events) presses.see(event);
  const spans = events.map(({ seq }) => presses.at(seq)?.from ?? 0);
  return [...new Set(spans)];
}

const step: LabEvent = {
  type: 'thread-step',
  source: 'program',
  seq: 2,
  at: 2,
  thread: 'client/main',
  line: 1,
};
const delivered: LabEvent = { type: 'segment-delivered', source: 'segment', seq: 3, at: 20_000, segment: 1 };
const rest: LabEvent = { type: 'at-rest', source: 'kernel', seq: 1, at: 1 };

test('a held segment that is handed over right after another event is a press of its own', () => {
  expect(begun([rest, step, delivered], true)).toEqual([1, 2, 3]);
});

test('a segment that the wire itself delivers belongs to the press that sent it', () => {
  expect(begun([rest, step, delivered], false)).toEqual([1, 2]);
});
