import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

interface Entry {
  readonly term: string;
  readonly chinese: string;
  readonly meaning: string;
  readonly source: string;
  readonly names: readonly string[];
}

const entries = entriesOf(readFileSync(join(root, 'docs/glossary.md'), 'utf8'));

const sources = ['client', 'server', 'shared']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  )
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => readFileSync(join(root, path), 'utf8'))
  .join('\n');

describe('the glossary', () => {
  test('has a row of five cells for each term', () => {
    expect(entries.length).toBeGreaterThan(60);
    for (const entry of entries) {
      expect(entry.meaning, entry.term).toMatch(/^[A-Z].*\.$/);
      expect(entry.chinese, entry.term).not.toBe('');
      expect(entry.source, entry.term).not.toBe('');
      expect(entry.names, entry.term).not.toEqual([]);
    }
  });

  test('gives one meaning to a word, and one word to a meaning', () => {
    expect(repeated(entries.map(({ term }) => term.toLowerCase()))).toEqual([]);
    expect(repeated(entries.map(({ chinese }) => chinese))).toEqual([]);
    expect(repeated(entries.map(({ meaning }) => meaning))).toEqual([]);
  });

  test('names what stands in the sources', () => {
    const missing = entries.flatMap(({ term, names }) =>
      names.filter((name) => !isInSources(name)).map((name) => `${term}: ${name}`),
    );
    expect(missing).toEqual([]);
    expect(isInSources('noSuchName')).toBe(false);
  });

  test('refers to files that are there', () => {
    const paths = entries.flatMap(({ source }) => codeIn(source)).filter((path) => path.includes('/'));
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect(paths.length).toBeGreaterThan(20);
  });
});

test('texts of both languages write SYN+ACK, as the chip does', () => {
  expect(sources.replaceAll("'SYN-ACK'", '')).not.toMatch(/SYN(-|, ?)ACK/);
});

describe('Chinese texts', () => {
  const page = readFileSync(join(root, 'docs/glossary.md'), 'utf8');
  const replaced = [...page.matchAll(/^- (.+) → (.+)$/gm)].map(([, word = '', by = '']) => ({ word, by }));

  test('use the glossary’s words', () => {
    expect(replaced.length).toBeGreaterThan(20);
    const texts = chineseTexts();
    expect(texts.length).toBeGreaterThan(1500);
    const found = texts.flatMap((text) =>
      replaced.filter(({ word }) => text.includes(word)).map(({ word, by }) => `${word} → ${by}: ${text}`),
    );
    expect(found).toEqual([]);
  });
});

/** Strings and templates with Chinese characters. Aliases are words that only search knows. */
function chineseTexts(): string[] {
  return ['client', 'server', 'shared']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
        join(folder, path),
      ),
    )
    .filter((path) => /\.tsx?$/.test(path))
    .flatMap((path) => readFileSync(join(root, path), 'utf8').split('\n'))
    .filter((line) => !line.includes('aliases'))
    .flatMap((line) => line.match(/(['"`])(?:\\.|(?!\1).)*\1/g) ?? [])
    .filter((text) => /[\u4e00-\u9fff]/.test(text));
}

/** The rows of every table of the page, without headings and rulers. */
function entriesOf(page: string): Entry[] {
  return page
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
    .filter(([term]) => term !== 'term' && !/^-+$/.test(term ?? ''))
    .map((cells) => {
      const [term = '', chinese = '', meaning = '', source = '', code = ''] = cells;
      expect(cells, term).toHaveLength(5);
      return { term, chinese, meaning, source, names: codeIn(code) };
    });
}

function codeIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '');
}

function isInSources(name: string): boolean {
  return new RegExp(String.raw`(?<![\w-])${name}(?![\w-])`).test(sources);
}

function repeated(words: readonly string[]): string[] {
  return words.filter((word, at) => words.indexOf(word) !== at);
}
