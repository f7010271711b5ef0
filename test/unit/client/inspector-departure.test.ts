import { expect, test } from 'vitest';
import { departureOf } from '../../../client/features/inspector/segment/departure.ts';
import type { LabEvent } from '../../../shared/log/events.ts';

const doubled = (seq: number, segment: number, of: number): LabEvent => ({
  type: 'segment-duplicated',
  source: 'derived',
  seq,
  at: 0,
  segment,
  of,
});

test('a duplicate that names itself, or one that comes later, has no departure', () => {
  expect(departureOf([doubled(1, 7, 7)], 7)).toBeNull();
  expect(departureOf([doubled(1, 7, 8), doubled(2, 8, 7)], 8)).toBeNull();
});
