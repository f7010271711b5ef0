import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { experiment, type Mutation, whyNoTwoHosts } from '../support/in-namespace.ts';
import { MUTATIONS } from '../support/mutations.ts';

const missing = await whyNoTwoHosts();
if (missing !== undefined) console.warn(`Skipped: mutations (${missing})`);

const all = Object.entries(MUTATIONS).flatMap(([kind, list]) => list.map((mutation) => ({ kind, mutation })));

/** What noticed it, or null. A bundle that dies has been noticed too. */
async function caughtBy(kind: string, mutation: Mutation): Promise<string | null> {
  const changed = { mutation, env: { TRUTH_RUNS: '120', TRUTH_SHRINK: 'no' } };
  try {
    const { faults } = await experiment('allLessons', 'namespace', changed);
    if (faults.length > 0) return faults[0] ?? '';
    const odd = await experiment('oddCases', 'namespace', changed);
    if (odd.faults.length > 0) return odd.faults[0] ?? '';
    if (kind === 'folding') {
      const { fault } = await experiment('headerPrediction', 'bare', changed);
      if (fault !== null) return fault;
      const { report, nics, read } = await experiment('fullSpeed', 'namespace', changed);
      const [client, server] = nics;
      if (report.faults.length > 0) return report.faults[0] ?? '';
      if (client?.sent !== server?.received || Math.max(...read) !== 12_000_000) return 'the totals';
      return null;
    }
    const { counterexample } = await experiment('randomRuns', 'namespace', changed);
    return counterexample === null ? null : (counterexample.faults[0] ?? 'a failure');
  } catch (error) {
    return (error as Error).message.split('\n')[0] ?? '';
  }
}

test('each mutation still stands where it says', () => {
  for (const { mutation } of all) {
    const text = readFileSync(new URL(`../../${mutation.file}`, import.meta.url), 'utf8');
    expect(text.split(mutation.find), `${mutation.file}: ${mutation.find}`).toHaveLength(2);
  }
});

test.skipIf(missing !== undefined)('each mutation is caught', { timeout: 3_600_000 }, async () => {
  const missed: string[] = [];
  for (const { kind, mutation } of all) {
    const caught = await caughtBy(kind, mutation);
    if (caught === null) missed.push(`${kind}: ${mutation.file}: ${mutation.find} → ${mutation.replace}`);
  }
  console.info(`${all.length - missed.length} of ${all.length} mutations were caught.`);
  expect(missed).toEqual([]);
});
