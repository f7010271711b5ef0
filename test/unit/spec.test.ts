import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const filesIn = (room: string): string[] =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((path) => `${room}/${path}`);
const files = ['client', 'server', 'shared', 'test', 'docs'].flatMap(filesIn);
const sources = files.filter((path) => /\.tsx?$/.test(path));
const text = (path: string): string => readFileSync(join(root, path), 'utf8');

const rules = [...text('shared/SPEC.md').matchAll(/^- \*\*(\[[A-Z]+\d+\])\*\*/gm)].map(([, rule]) => rule);

/** Returns the rules with which the titles of a test file begin. */
const quotedIn = (source: string): string[] =>
  (source.match(/(?<=(?:test|describe)[^\n]*\(\n?\s*['`])(?:\[[A-Z]+\d*\] )+/g) ?? []).flatMap((title) =>
    title.trim().split(' '),
  );

test('each rule of SPEC.md is quoted by the title of a test, and each rule that is quoted is there', () => {
  expect(rules.length).toBeGreaterThan(40);
  expect(new Set(rules).size).toBe(rules.length);
  const tests = files.filter((path) => path.endsWith('.test.ts') && path !== 'test/unit/spec.test.ts');
  const quoted = new Set(tests.map(text).flatMap(quotedIn));
  expect({
    without: rules.filter((rule) => !quoted.has(rule!)),
    unknown: [...quoted].filter((rule) => !rules.includes(rule)),
  }).toEqual({ without: [], unknown: [] });
});

test('a rule is quoted where it begins the title of a test, whether its line is broken or not', () => {
  const source = `
    test('[WIRE1] [WIRE2] a held segment is a copy', () => {});
    test.skipIf(missing !== undefined)(
      '[OBS1] a blocked call',
    describe.skipIf(missing).each([1])('[PROG1] %i', () => {
    // SPEC.md [PROG2]
    test('a title about [PROG3]', () => {
      expect(said('[PROG4] a text'));`;
  expect(quotedIn(source)).toEqual(['[WIRE1]', '[WIRE2]', '[OBS1]', '[PROG1]']);
});

test('every source file that a comment or SPEC.md names is there', () => {
  const known = [...files, ...readdirSync(root)];
  const isThere = (name: string): boolean => known.some((path) => path === name || path.endsWith(`/${name}`));
  const gone = [...sources.filter((path) => !path.startsWith('test/')), 'shared/SPEC.md'].flatMap((path) => {
    const prose = path.endsWith('.md') ? [text(path)] : (text(path).match(/\/\*[\s\S]*?\*\/|\/\/ .*/g) ?? []);
    return prose
      .flatMap((comment) => comment.match(/(?<![\w/.@-])[\w-][\w/.-]*\.(?:tsx?|mjs|md)\b/g) ?? [])
      .filter((name) => !isThere(name))
      .map((name) => `${path}: ${name}`);
  });
  expect(gone).toEqual([]);
});
