import { beforeEach, expect, test, vi } from 'vitest';
import { Deliveries } from '../../../server/lab-host/deliveries.ts';
import { SERVER_LIMITS } from '../../../server/limits.ts';
import { LIMITS } from '../../../shared/limits.ts';
import type { LabEvent } from '../../../shared/log/events.ts';

let posted: number[];
let deliveries: Deliveries;
let seq: number;

const events = (count: number): LabEvent[] =>
  Array.from({ length: count }, () => ({ seq: (seq += 1), at: seq, source: 'derived', type: 'at-rest' }));
/** As many batches as are posted at once. */
function burst(): void {
  for (let i = 0; i < SERVER_LIMITS.batchesAtOnce; i += 1) void deliveries.add(events(2));
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  posted = [];
  seq = 0;
  deliveries = new Deliveries((batch) => posted.push(batch.length));
  return () => vi.useRealTimers();
});

test('what a step brings is posted as it comes, and a flood once a frame', () => {
  burst();
  expect(posted).toEqual(Array.from({ length: SERVER_LIMITS.batchesAtOnce }, () => 2));
  posted = [];
  for (let i = 0; i < 50; i += 1) {
    void deliveries.add(events(1));
    vi.advanceTimersByTime(1);
  }
  vi.advanceTimersByTime(SERVER_LIMITS.batchEveryMs);
  expect(posted.reduce((sum, one) => sum + one, 0)).toBe(50);
  expect(posted.length).toBeLessThanOrEqual(6);
});

test('a whole message waits for no frame, and neither does what is left at the end', () => {
  burst();
  posted = [];
  void deliveries.add(events(LIMITS.eventsPerBatch - 1));
  expect(posted).toEqual([]);
  void deliveries.add(events(1));
  expect(posted).toEqual([LIMITS.eventsPerBatch]);
  void deliveries.add(events(3));
  deliveries.flush();
  vi.advanceTimersByTime(1000);
  expect(posted).toEqual([LIMITS.eventsPerBatch, 3]);
});

test('events are read once the message is that they went with', async () => {
  burst();
  for (let i = 0; i < SERVER_LIMITS.batchesAtOnce; i += 1) deliveries.seen();
  const read: string[] = [];
  void deliveries.add(events(1)).then(() => read.push('first'));
  void deliveries.add(events(1)).then(() => read.push('second'));
  deliveries.flush();
  void deliveries.add(events(1)).then(() => read.push('third'));
  deliveries.flush();
  deliveries.seen();
  await Promise.resolve();
  expect(read).toEqual(['first', 'second']);
  deliveries.seen();
  await Promise.resolve();
  expect(read).toEqual(['first', 'second', 'third']);
});
