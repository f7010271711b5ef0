import { expect, test } from 'vitest';
import type { LabEvent } from '../../../../shared/log/events.ts';
import { LabLog } from '../../../../server/rooms/lab-log.ts';

test('[PROTO3] a snapshot tells the lab’s clock, also where the newest event is long past', () => {
  let nowMs = 100;
  const log = new LabLog(
    'e',
    () => nowMs,
    () => ({ events: 10, bytes: 1e6 }),
  );
  log.append([{ type: 'at-rest', seq: 1, at: 5000, source: 'derived' }]);
  nowMs += 60_000;
  expect(JSON.parse(log.snapshot().frame)).toMatchObject({ now: 60_005_000 });
});

const printed = (seq: number, text: string): LabEvent => ({
  type: 'output',
  seq,
  at: seq,
  source: 'program',
  program: 'client',
  thread: 'client/main',
  text,
});

test('a log keeps what its bounds permit, whichever texts its events have', () => {
  const bounds = { events: 10_000, bytes: 1_000_000 };
  const log = new LabLog(
    'e',
    () => 0,
    () => bounds,
  );
  let seq = 0;
  const write = (texts: number, text: string): void => {
    for (let i = 0; i < texts; i += 1) log.append([printed((seq += 1), text)]);
  };
  const kept = (): number => seq - log.snapshot().position.seq;
  write(1000, 'x');
  expect(kept()).toBe(1000);
  // Half a million Chinese characters take a million bytes.
  write(100, '中'.repeat(10_000));
  expect(kept()).toBeLessThanOrEqual(128);
  // The bounds fall when other rooms come. A log is cut only after every 64 events.
  bounds.bytes = 100_000;
  log.trim();
  expect(kept()).toBeLessThan(128);
});

test('[PROTO3] a snapshot that is shared goes on in its log, also when that has been cut meanwhile', () => {
  const bounds = { events: 1000, bytes: 1e9 };
  const log = new LabLog(
    'e',
    () => 0,
    () => bounds,
  );
  log.append(Array.from({ length: 400 }, (_, i) => printed(i + 1, 'x')));
  const first = log.snapshot();
  expect(log.snapshot()).toBe(first);
  bounds.events = 10;
  log.trim();
  expect(log.continues(first.position)).toBe(false);
  expect(log.continues(log.snapshot().position)).toBe(true);
});

test('a message has no more events than fit, and at least one', () => {
  const log = new LabLog(
    'e',
    () => 0,
    () => ({ events: 1000, bytes: 1e9 }),
  );
  log.append(Array.from({ length: 20 }, (_, i) => printed(i + 1, 'x'.repeat(100_000))));
  expect(log.batch(0).position.seq).toBe(2);
  log.append([printed(21, 'x'.repeat(1_000_000)), printed(22, 'x')]);
  expect(log.batch(20).position.seq).toBe(21);
  expect(log.batch(21).position.seq).toBe(22);
});
