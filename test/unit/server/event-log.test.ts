import { expect, test } from 'vitest';
import { EventLog } from '../../../server/lab-host/event-log.ts';
import { SERVER_LIMITS } from '../../../server/limits.ts';

test('what writes without end waits until the reader has come near', async () => {
  const reads: (() => void)[] = [];
  const log = new EventLog(() => new Promise<void>((resolve) => void reads.push(resolve)));
  for (let i = 0; i < 2 * SERVER_LIMITS.eventsUnread; i += 1)
    log.append({ type: 'at-rest', source: 'derived' });
  log.flush();
  let wentOn = false;
  const waiting = log.readerCameNear()!.then(() => (wentOn = true));
  const half = Math.floor(reads.length / 2) - 1;
  for (const read of reads.splice(0, half)) read();
  await Promise.resolve();
  expect(wentOn).toBe(false);
  for (const read of reads.splice(0)) read();
  await waiting;
  expect(log.readerCameNear()).toBeNull();
});

test('without a reader nothing waits', () => {
  const log = new EventLog(() => {});
  for (let i = 0; i < 2 * SERVER_LIMITS.eventsUnread; i += 1)
    log.append({ type: 'at-rest', source: 'derived' });
  log.flush();
  expect(log.readerCameNear()).toBeNull();
});
