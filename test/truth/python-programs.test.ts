import { describe, expect, test } from 'vitest';
import { lacks } from '../support/machine.ts';
import { compareRandomPrograms } from '../support/random-python-runs.ts';

const missing = lacks('python3', '10,000 random programs compared with python3');
const PROGRAMS = 10_000;
const BATCH = 1000;

describe.skipIf(missing !== undefined)('[PROG1] 10,000 random programs', () => {
  test('print what python3 prints, unless a lab refuses them', { timeout: 600_000 }, async () => {
    const seed = Number(process.env['SEED'] ?? 1);
    let total = 0;
    for (let batch = 0; batch < PROGRAMS / BATCH; batch += 1) {
      const { compared, different } = await compareRandomPrograms(BATCH, seed * PROGRAMS + batch);
      expect(different.slice(0, 3)).toEqual([]);
      total += compared;
    }
    console.log(`programs compared with python3: ${total} of ${PROGRAMS}, 0 different`);
    expect(total).toBeGreaterThan(0.9 * PROGRAMS);
  });
});
