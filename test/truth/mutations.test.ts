import { afterAll, describe, expect, test } from 'vitest';
import { experiment, type ExperimentOptions } from '../support/experiment.ts';
import { lacks } from '../support/machine.ts';
import type { Mutation } from '../support/scenario-process.ts';
import { MUTATIONS } from '../support/mutations.ts';

const missing = lacks('two-hosts', 'mutations');

type Kind = keyof typeof MUTATIONS;

/** The examinations that may notice a fault. Each returns its faults, up to the first. */
const LOOKS = {
  lessons: async (changed) => (await experiment('allLessons', changed)).faults,
  odd: async (changed) => (await experiment('oddCases', changed)).faults,
  prediction: async (changed) => {
    const { fault } = await experiment('headerPrediction', { ...changed, privilege: 'bare' });
    return fault === null ? [] : [fault];
  },
  fullSpeed: async (changed) => (await experiment('fullSpeed', changed)).report.faults,
  random: async (changed) => (await experiment('randomRuns', changed)).counterexample?.faults ?? [],
} satisfies Record<string, (changed: ExperimentOptions) => Promise<readonly string[]>>;

/**
 * The order in which a kind is examined: first what is quickest and most likely to notice it. Most faults are
 * noticed in the first second.
 */
const ORDER: Readonly<Record<Kind, readonly (keyof typeof LOOKS)[]>> = {
  reducer: ['odd', 'lessons', 'random'],
  decoder: ['lessons', 'odd', 'random'],
  wire: ['odd', 'lessons', 'random'],
  folding: ['prediction', 'fullSpeed', 'lessons'],
};

const all = (Object.keys(MUTATIONS) as Kind[]).flatMap((kind) =>
  MUTATIONS[kind].map((mutation) => ({
    kind,
    mutation,
    what: `${kind}: ${mutation.file}: ${oneLine(mutation.find)} → ${oneLine(mutation.replace)}`,
  })),
);

function oneLine(code: string): string {
  return code.replaceAll(/\s+/g, ' ');
}

/**
 * A message with these words says that something did not come in time. The cause is a fault of the program or
 * a busy machine.
 */
const TOO_LATE = /not seen within|nothing happened for/;

/** An examination that has not ended by then is killed, which also counts as noticed. */
const LIMIT_MS = 300_000;

/** Returns what noticed the mutation, or null. A bundle that dies has been noticed too. */
async function caughtBy(kind: Kind, mutation: Mutation): Promise<string | null> {
  const env = { TRUTH_RUNS: '120', TRUTH_STOP: 'first' };
  for (const look of ORDER[kind]) {
    const fault = await firstFault(look, { mutation, env, limitMs: LIMIT_MS });
    if (fault === null) continue;
    if (!TOO_LATE.test(fault) || (await firstFault(look, { env, limitMs: LIMIT_MS })) === null)
      return `${look}: ${fault}`;
  }
  return null;
}

async function firstFault(look: keyof typeof LOOKS, changed: ExperimentOptions): Promise<string | null> {
  try {
    return (await LOOKS[look](changed))[0] ?? null;
  } catch (error) {
    const [first = 'it died'] = (error as Error).message.split('\n');
    // Nothing ran, so that nothing was noticed.
    if (first.startsWith('Build failed')) throw error;
    return first;
  }
}

/** One kind alone is examined by `npm run verify:truth -- -t decoder`. */
describe.skipIf(missing !== undefined)('is caught:', () => {
  const results: (string | null)[] = [];
  afterAll(() => {
    const caught = results.filter((fault) => fault !== null);
    console.info(`${caught.length} of ${results.length} mutations were caught.`);
  });

  // They mostly wait for kernels and timers, so that several at once (maxConcurrency) take little longer than
  // one.
  for (const { kind, mutation, what } of all)
    test.concurrent(what, { timeout: 900_000 }, async () => {
      const caught = await caughtBy(kind, mutation);
      results.push(caught);
      console.info(`${what}\n  ${caught ?? 'NOT CAUGHT'}`);
      expect(caught).not.toBeNull();
    });
});
