import { describe, expect, test } from 'vitest';
import { experiment } from '../support/experiment.ts';
import { lacks } from '../support/machine.ts';

const missing = lacks('two-hosts', '12 MB on the real kernel');

describe.skipIf(missing !== undefined)('12 MB at full speed', () => {
  test(
    'arrive whole, every segment accounted for, in a log that stays small',
    { timeout: 120_000 },
    async () => {
      const { report, read, ended, runs, notices, nics, copied, logBytes } = await experiment('fullSpeed');
      expect(report.faults).toEqual([]);
      expect(ended).toEqual(['finished', 'finished']);
      expect(Math.max(...read)).toBe(12_000_000);
      // Every byte is told once, and the bytes that the kernel sends again are told as copies.
      expect(report.bytes - copied).toBe(12_000_000);
      expect(notices).toContain('segments-folded');
      // One by one, each segment would be two events and its payload twice as long in hex.
      expect(report.events).toBeLessThan(report.segments);
      expect(logBytes).toBeLessThan(report.bytes / 2);
      expect(nics.map((nic) => nic?.overflowed)).toEqual([0, 0]);
      expect(runs).toBeGreaterThan(0);
    },
  );
});
