import { describe, expect, test } from 'vitest';
import { experiment } from '../support/experiment.ts';
import { lacks } from '../support/machine.ts';
import { compareRandomPrograms } from '../support/random-python-runs.ts';

const missing = lacks('python3', 'random programs compared with python3');
const noStrace = lacks('strace', 'system calls of random programs compared with python3’s');
const noHosts = lacks('two-hosts', 'pairs of programs over sockets compared with python3');
/** Two thousand programs with sockets, in pairs, and the others without. */
const PAIRS = Number(process.env['PAIRS'] ?? 1000);
const PAIRS_EACH = 200;
const PROGRAMS = 8000;
const seed = Number(process.env['SEED'] ?? 1);
const BATCH = 1000;

describe.skipIf(missing !== undefined)('[PROG1] random programs', () => {
  test('print what python3 prints, unless a lab refuses them', { timeout: 600_000 }, async () => {
    let total = 0;
    for (let batch = 0; batch < PROGRAMS / BATCH; batch += 1) {
      const { compared, different } = await compareRandomPrograms(BATCH, seed * PROGRAMS + batch);
      expect(different.slice(0, 3)).toEqual([]);
      total += compared;
    }
    console.log(`programs compared with python3: ${total} of ${PROGRAMS}, 0 different`);
    expect(total).toBeGreaterThan(0.9 * PROGRAMS);
  });

  test.skipIf(noHosts !== undefined)(
    'over sockets, in pairs, print and raise in a lab what they do under python3 on the hosts of a lab',
    { timeout: 3_600_000 },
    async () => {
      const beganAt = performance.now();
      let compared = 0;
      // Each batch has a process of its own, so that no lab's log grows without end.
      for (let batch = 0; batch < PAIRS / PAIRS_EACH; batch += 1) {
        const env = { PAIRS: String(PAIRS_EACH), SEED: String(seed * PAIRS + batch) };
        const { different, refused } = await experiment('randomConversations', { env, limitMs: 900_000 });
        expect(different).toEqual([]);
        compared += PAIRS_EACH - refused;
      }
      const minutes = ((performance.now() - beganAt) / 60_000).toFixed(1);
      console.log(`pairs compared with python3: ${compared} of ${PAIRS} in ${minutes} min, 0 different`);
      expect(compared).toBeGreaterThan(0.8 * PAIRS);
    },
  );

  test.skipIf((noHosts ?? noStrace) !== undefined)(
    'over sockets, in pairs, make the system calls of python3, in the same order and with the same results',
    { timeout: 900_000 },
    async () => {
      const env = { PAIRS: String(PAIRS_EACH), SEED: String(seed), TRACED: '1' };
      const { different, refused } = await experiment('randomConversations', { env, limitMs: 890_000 });
      expect(different).toEqual([]);
      console.log(`pairs whose system calls strace told: ${PAIRS_EACH - refused}, 0 different`);
      expect(refused).toBeLessThan(0.2 * PAIRS_EACH);
    },
  );
});
