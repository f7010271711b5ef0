import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { LANGUAGES } from '../../shared/languages.ts';

const root = join(import.meta.dirname, '../..');
const codes = LANGUAGES.join('|');

/** A code in quotes is a comparison, a case, or a type that a further language would have to widen. */
const LITERAL = new RegExp(String.raw`(['"\`])(?:${codes})\1`);
/** This is a text chosen by whether the language is a certain one. */
const CHOICE = /\[\s*[\w.]*lang(?:uage)?\s*[!=]==?/i;
/** This is a text read in one language, whatever the reader's language is. */
const READ = new RegExp(String.raw`\.(?:${codes})\b(?!\.ts)`);
/** These are texts in every language beside each other. */
const TEXTS = new RegExp(String.raw`[{,]\s*(?:${codes})\s*:`);

/** Lessons and content are data in every language; the texts of the page and the terminal are catalogues. */
const REFUSED: Readonly<Record<string, readonly RegExp[]>> = {
  client: [LITERAL, CHOICE, READ, TEXTS],
  server: [LITERAL, CHOICE, READ, TEXTS],
  shared: [LITERAL, CHOICE, READ],
};

const firstRefused = (source: string, refused: readonly RegExp[]): string | undefined =>
  refused.map((pattern) => pattern.exec(source)?.[0]).find((found) => found !== undefined);

test.each(Object.entries(REFUSED))('no file of %s/ knows which languages there are', (room, refused) => {
  const files = readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(room, name))
    .filter((name) => name !== join('shared', 'languages.ts'));
  const found = files.flatMap((file) => {
    const words = firstRefused(readFileSync(join(root, file), 'utf8'), refused);
    return words === undefined ? [] : [`${file}: ${words}`];
  });
  expect(found).toEqual([]);
});

test('each room of the page has its texts in every language', () => {
  const names = readdirSync(join(root, 'client'), { recursive: true, encoding: 'utf8' });
  const rooms = names.filter((name) => basename(name) === 'messages.ts').map((name) => dirname(name));
  expect(rooms.length).toBeGreaterThan(20);
  const lacking = rooms.flatMap((room) =>
    LANGUAGES.map((language) => join(room, `messages.${language}.ts`)).filter(
      (file) => !names.includes(file),
    ),
  );
  expect(lacking).toEqual([]);
});

test.each([
  [`const text = language === 'zh' ? '键' : 'Keys';`, true],
  ['switch (language) { case "en": return 1; }', true],
  [`function say(language: 'zh' | 'en') {}`, true],
  ['const text = [english, chinese][language === second ? 1 : 0];', true],
  ['const text = texts[settings.language === second ? 1 : 0];', true],
  ['<li key={option.text.en}>', true],
  [`const TITLE = { zh: '键', en: 'Keys' };`, true],
  [`import type { Messages } from './messages.en.ts';`, false],
  [`const address = language === undefined ? '' : language;`, false],
  ['export const TEXTS: Record<Language, Texts> = { en, zh };', false],
])('%s', (source, isRefused) => {
  expect(firstRefused(source, REFUSED['client']!) !== undefined).toBe(isRefused);
});
