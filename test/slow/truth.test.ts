import { describe, expect, test } from 'vitest';
import { experiment, whyNoTwoHosts } from '../support/in-namespace.ts';

const missing = await whyNoTwoHosts();
if (missing !== undefined) console.warn(`Skipped: random runs on the real kernel (${missing})`);

/** `TRUTH_RUNS=500 TRUTH_SEED=1 npm run verify:truth` */
describe.skipIf(missing !== undefined)('random programs on random wires', () => {
  test(
    'conservation at every event, model and kernel agree at every rest',
    { timeout: 3_600_000 },
    async () => {
      const { runs, seed, totals, counterexample } = await experiment('randomRuns');
      const { events, rests, compared, segments, dropped, bytes } = totals;
      console.info(
        [
          `${runs} runs from seed ${seed}: ${events} events, ${segments} segments (${dropped} dropped), ${bytes} bytes.`,
          `Conservation was checked at every event; ${compared} pairs of model and kernel figures at ${rests} rests.`,
          `${counterexample === null ? 0 : counterexample.faults.length} differed.`,
        ].join('\n'),
      );
      expect(counterexample === null ? [] : [counterexample.run, ...counterexample.faults]).toEqual([]);
    },
  );
});
