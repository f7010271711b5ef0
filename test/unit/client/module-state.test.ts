import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/**
 * State lives in stores, and in objects that are made in one place, so that a test or another page can have its
 * own. A module's own variable, or a store subscribed as the side effect of an import, is neither.
 */
const client = join(import.meta.dirname, '../../../client');

/** Declarations and calls at the top level stand at a line's beginning, as the formatter leaves them. */
function offences(source: string): string[] {
  return [...source.matchAll(/^(?:export )?(?:let|var)\b.*$|^[\w.]+\.subscribe\(.*$/gm)].map(
    ([line]) => line,
  );
}

/** Each has its reason, and each is to go. */
const allowed: Readonly<Record<string, string>> = {
  'features/composer/store.ts': 'Keeps drafts on the device; it is to become a persisted store.',
};

test('no module of the page has a variable of its own, or subscribes to a store as it is imported', () => {
  const found = readdirSync(client, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .flatMap((name) =>
      offences(readFileSync(join(client, name), 'utf8')).map((line) => ({
        name: name.replaceAll('\\', '/'),
        line,
      })),
    );
  expect(found.filter(({ name }) => !(name in allowed))).toEqual([]);
});

test('a planted one is found', () => {
  const planted =
    'let a = 1;\nexport let b: number;\nusePlayhead.subscribe(hear);\nfunction f() {\n  let c = 2;\n}\n';
  expect(offences(planted)).toEqual(['let a = 1;', 'export let b: number;', 'usePlayhead.subscribe(hear);']);
});
