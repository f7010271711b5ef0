import { describe, expect, test } from 'vitest';
import { experiment } from '../support/experiment.ts';
import { lacks } from '../support/machine.ts';
import { median, table } from './figures.ts';

/**
 * A lab that writes more than a burst to its log has fewer turns [PROG7], and 96 MB write more. Only what it costs to observe
 * them is measured.
 */
const mutation = {
  file: 'server/limits.ts',
  find: 'logBurstBytes: 4 * 1024 * 1024',
  replace: 'logBurstBytes: Number.MAX_SAFE_INTEGER',
};

const missing = lacks('two-hosts', 'the wire’s speed');

describe.skipIf(missing !== undefined)('the wire at full speed', () => {
  test('everything observed, beside the bare pump', { timeout: 300_000 }, async () => {
    const { rounds } = await experiment('wireSpeed', { mutation });
    const of = (way: 'bare' | 'observed', what: 'megabytesPerSecond' | 'segmentsPerSecond'): number =>
      median(rounds.map((round) => round[way][what]));
    const ratio = median(
      rounds.map(({ bare, observed }) => observed.megabytesPerSecond / bare.megabytesPerSecond),
    );
    console.info(
      table(`96 MB, median of ${rounds.length} pairs`, [
        [
          'bare pump',
          `${of('bare', 'megabytesPerSecond').toFixed(0)} MB/s`,
          perSecond(of('bare', 'segmentsPerSecond')),
        ],
        [
          'everything observed',
          `${of('observed', 'megabytesPerSecond').toFixed(0)} MB/s`,
          perSecond(of('observed', 'segmentsPerSecond')),
        ],
        ['observed / bare', ratio.toFixed(2), ''],
        ['events in the log', String(median(rounds.map(({ observed }) => observed.events))), ''],
      ]),
    );
    expect(
      rounds.flatMap(({ bare, observed }) => [bare.dropped, observed.dropped]).every((n) => n === 0),
    ).toBe(true);
  });

  test('the same in lab hosts that have just started', { timeout: 600_000 }, async () => {
    const ratios: number[] = [];
    for (let pair = 0; pair < PAIRS_AT_START; pair += 1) {
      // Each experiment is a process of its own.
      const { bare, observed } = await experiment('wireSpeedAtStart', { mutation });
      ratios.push(observed.megabytesPerSecond / bare.megabytesPerSecond);
    }
    console.info(
      table(`96 MB, the first in a process, ${ratios.length} pairs`, [
        ['observed / bare, median', median(ratios).toFixed(2)],
        ['of each pair', ratios.map((ratio) => ratio.toFixed(2)).join(' ')],
      ]),
    );
    expect(ratios).toHaveLength(PAIRS_AT_START);
  });
});

const PAIRS_AT_START = 7;
const perSecond = (segments: number): string => `${Math.round(segments / 1000)} k segments/s`;
