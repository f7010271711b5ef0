import { describe, expect, test } from 'vitest';
import { experiment } from '../support/experiment.ts';
import { lacks } from '../support/machine.ts';
import { median, table } from './figures.ts';

const missing = lacks('two-hosts', 'the wire’s speed');

describe.skipIf(missing !== undefined)('the wire at full speed', () => {
  test('everything observed, beside the bare pump', { timeout: 300_000 }, async () => {
    const { rounds } = await experiment('wireSpeed');
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
});

const perSecond = (segments: number): string => `${Math.round(segments / 1000)} k segments/s`;
