import { describe, expect, test } from 'vitest';
import { experiment } from '../support/experiment.ts';
import { lacks } from '../support/machine.ts';
import { compareRandomPrograms } from '../support/random-python-runs.ts';

const missing = lacks('python3', 'random programs compared with python3');
const noHosts = lacks('two-hosts', 'random conversations compared with python3');

describe.skipIf(missing !== undefined)('[PROG1] random programs', () => {
  test('print what python3 prints, unless a lab refuses them', async () => {
    const { compared, different } = await compareRandomPrograms(500, 13);
    expect(different.slice(0, 3)).toEqual([]);
    expect(compared).toBeGreaterThan(450);
  });

  test.skipIf(noHosts !== undefined)(
    'over sockets print and raise in a lab what they do under python3 on its hosts',
    { timeout: 120_000 },
    async () => {
      const env = { PAIRS: '8', SEED: '7' };
      const { different, refused } = await experiment('randomConversations', { env });
      expect(different).toEqual([]);
      expect(refused).toBeLessThan(3);
    },
  );
});
