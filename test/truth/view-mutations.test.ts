import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ChangedTree } from '../support/changed-tree.ts';
import { SENTENCE_MUTATIONS } from '../support/sentence-mutations.ts';
import { VIEW_MUTATIONS } from '../support/view-mutations.ts';

/** The faults that are caught in the built page come last, so that the others need no build. */
const KINDS = ['unit', 'component'] as const;

/** One fault alone is tried by `npm run verify:views -- -t "part of its name"`. */
describe.each(KINDS)('%s tests', (kind) => {
  const mutations = [...VIEW_MUTATIONS, ...SENTENCE_MUTATIONS].filter(({ tests }) =>
    tests.startsWith(`test/${kind}/`),
  );
  let tree: ChangedTree;
  let passed: ReadonlySet<string>;
  const caught: string[] = [];

  beforeAll(async () => {
    tree = new ChangedTree();
    if (kind === 'component') await tree.build();
    const sound = await tree.test({
      files: [...new Set(mutations.map(({ tests }) => tests))],
      named: mutations.map(({ named }) => named).join('|'),
    });
    expect(sound.failed, 'without a fault').toEqual([]);
    passed = new Set(sound.passed);
  }, 300_000);
  afterAll(() => {
    tree.remove();
    console.info(`${caught.length} of ${mutations.length} faults were caught by ${kind} tests.`);
  });

  test.each(mutations)('catch: $name', { timeout: 180_000 }, async ({ tests, named, name, ...mutation }) => {
    const { failed } = await tree.during(mutation, async () => {
      if (kind === 'component') await tree.build();
      return tree.test({ files: [tests], named });
    });
    expect(failed.length, 'the number of tests that failed').toBeGreaterThan(0);
    // A test that failed without the fault would show nothing.
    expect(failed.filter((one) => !passed.has(one))).toEqual([]);
    caught.push(name);
    console.info(`${name}\n  ${tests}: ${failed[0]}`);
  });
});
