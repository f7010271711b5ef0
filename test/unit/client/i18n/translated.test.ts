import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../../../client');

/** A phrase of ordinary English words, which is not a term of TCP, a name in code, or a key. */
const PHRASE = /^[A-Z]?[a-z]+(?: [a-z]+)+[.…]?$/;

/** Returns every text of a catalogue that takes no values, with its place in it. */
function textsIn(value: unknown, at: string): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[at, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => textsIn(one, `${at}.${key}`));
}

const catalogues = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('messages.zh.ts'),
);

test('there are Chinese catalogues', () => {
  expect(catalogues.length).toBeGreaterThan(20);
});

test.each(catalogues)('%s has no phrase that is still in English', async (file) => {
  const { messages } = (await import(join(root, file))) as { readonly messages: unknown };
  expect(textsIn(messages, file).filter(([, text]) => PHRASE.test(text))).toEqual([]);
});
