import { expect, test } from 'vitest';
import { experiment } from '../support/experiment.ts';
import { lacks } from '../support/machine.ts';

const missing = lacks('two-hosts', 'the primary button after random hands');

/** Walks of one process. */
const WALKS_EACH = 500;
const walks = Number(process.env['GUIDE_WALKS'] ?? 2000);
const seed = Number(process.env['GUIDE_SEED'] ?? 1);
const parts = Array.from({ length: Math.ceil(walks / WALKS_EACH) }, (_, i) => ({
  seed: seed + i * WALKS_EACH,
  walks: Math.min(WALKS_EACH, walks - i * WALKS_EACH),
}));

/** `GUIDE_WALKS=2000 GUIDE_SEED=1 npm run verify:guide` */
test.skipIf(missing !== undefined).each(parts)(
  '[LESSON9] the primary button leads on from wherever hands have come to: $walks walks from seed $seed',
  { timeout: 3_600_000 },
  async (part) => {
    const env = {
      GUIDE_WALKS: String(part.walks),
      GUIDE_SEED: String(part.seed),
      UV_THREADPOOL_SIZE: '256',
    };
    const { failed, ...did } = await experiment('guidedWalks', { env, limitMs: 3_590_000 });
    console.info(JSON.stringify(did));
    // A seed is tried again with GUIDE_WALKS=1 GUIDE_SEED=…
    for (const one of failed) console.info(JSON.stringify(one));
    expect(failed.map((one) => `${one.seed} ${one.subject}: ${one.faults.join('; ')}`)).toEqual([]);
  },
);
