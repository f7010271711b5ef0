import { describe, expect, test } from 'vitest';
import { lacks } from '../support/machine.ts';
import { compareRandomPrograms } from '../support/random-python-runs.ts';

const missing = lacks('python3', 'random programs compared with python3');

describe.skipIf(missing !== undefined)('[PROG1] random programs', () => {
  test('print what python3 prints, unless a lab refuses them', async () => {
    const { compared, different } = await compareRandomPrograms(500, 13);
    expect(different.slice(0, 3)).toEqual([]);
    expect(compared).toBeGreaterThan(450);
  });
});
