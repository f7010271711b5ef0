import { expect, test } from 'vitest';
import { experiment } from '../support/experiment.ts';
import { lacks } from '../support/machine.ts';

const missing = lacks('two-hosts', 'the primary button after random hands');

/** Seeds of `npm run verify:guide` that once led nowhere. */
const ONCE_FAILED = [1173, 1194, 5475];

/** `npm run verify:guide` makes thousands of these walks. */
const WALKS = 36;

test.skipIf(missing !== undefined)(
  '[LESSON9] wherever random hands have come to, the primary button leads on, and does what it says',
  { timeout: 120_000 },
  async () => {
    const seeds = [...ONCE_FAILED, ...Array.from({ length: WALKS }, (_, i) => i + 1)];
    const env = { GUIDE_SEEDS: seeds.join(' '), UV_THREADPOOL_SIZE: '256' };
    const { failed, walks } = await experiment('guidedWalks', { env, limitMs: 110_000 });
    expect(walks).toBe(seeds.length);
    expect(failed).toEqual([]);
  },
);
