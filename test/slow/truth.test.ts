import { describe, expect, test } from 'vitest';
import { experiment, type Facts, whyNoTwoHosts } from '../support/in-namespace.ts';

const missing = await whyNoTwoHosts();
if (missing !== undefined) console.warn(`Skipped: what is drawn compared with the kernel (${missing})`);

/** `TRUTH_RUNS=500 TRUTH_SEED=1 npm run verify:truth` */
describe.skipIf(missing !== undefined)('model, kernel, capture, NICs, tshark and replay agree', () => {
  test('in every lesson', { timeout: 600_000 }, async () => {
    const { lessons, totals, faults } = await experiment('allLessons');
    console.info(told(`${lessons} lessons`, totals, faults.length));
    expect(faults).toEqual([]);
  });

  test('in random programs on random wires', { timeout: 3_600_000 }, async () => {
    const { runs, seed, totals, counterexample } = await experiment('randomRuns');
    console.info(told(`${runs} random runs from seed ${seed}`, totals, counterexample?.faults.length ?? 0));
    expect(counterexample === null ? [] : [counterexample.run, ...counterexample.faults]).toEqual([]);
  });
});

function told(what: string, totals: Facts<'allLessons'>['totals'], differed: number): string {
  const { events, rests, compared, segments, dropped, bytes, received, passages, missed, read, replayed } =
    totals;
  return [
    `${what}: ${events} events, ${segments} segments (${dropped} dropped), ${bytes} bytes of payload.`,
    `Conservation at every event; ${compared} pairs of model and kernel figures at ${rests} rests.`,
    `${passages} passages of segments at NICs as a capture of its own has them, and as the NICs count (${missed} it had no room for).`,
    read > 0 ? `${read} segments as tshark reads them.` : 'tshark is missing: its reading was not compared.',
    `${replayed} states of read-back recordings; ${received} bytes as written and as read.`,
    `${differed} differed.`,
  ].join('\n');
}
