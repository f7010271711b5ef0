import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const filesIn = (room: string): string[] =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((path) => `${room}/${path}`);
const files = ['client', 'server', 'shared', 'test', 'docs'].flatMap(filesIn);
const sources = files.filter((path) => /\.tsx?$/.test(path));
const text = (path: string): string => readFileSync(join(root, path), 'utf8');

const RULE = /\[[A-Z]+\d+\]/g;
const rules = [...text('shared/SPEC.md').matchAll(/^- \*\*(\[[A-Z]+\d+\])\*\*/gm)].map(([, rule]) => rule);

test('every rule that a test quotes is in SPEC.md', () => {
  expect(rules.length).toBeGreaterThan(40);
  expect(new Set(rules).size).toBe(rules.length);
  const quoted = sources
    .filter((path) => path.startsWith('test/'))
    .flatMap((path) => text(path).match(/^\s*(?:test|describe|T)\b.*\[[A-Z]+\d+\].*/gm) ?? [])
    .flatMap((title) => title.match(RULE) ?? []);
  expect(quoted.length).toBeGreaterThan(15);
  expect([...new Set(quoted)].filter((rule) => !rules.includes(rule))).toEqual([]);
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
