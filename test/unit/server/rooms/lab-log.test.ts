import { expect, test } from 'vitest';
import { LabLog } from '../../../../server/rooms/lab-log.ts';

test('[PROTO3] a snapshot tells the lab’s clock, also where the newest event is long past', () => {
  let nowMs = 100;
  const log = new LabLog('e', () => nowMs, 10);
  log.append([{ type: 'at-rest', seq: 1, at: 5000, source: 'derived' }]);
  nowMs += 60_000;
  expect(JSON.parse(log.snapshot().frame)).toMatchObject({ now: 60_005_000 });
});
