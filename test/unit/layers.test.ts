import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { importedNames, problemsOfLayers, readSources } from '../../scripts/layers.mjs';

const root = join(import.meta.dirname, '../..');
const sources = readSources(root);

/** Returns what the check says of the real sources with these files put among them. */
function withPlanted(planted: Readonly<Record<string, string>>): string[] {
  const files = Object.entries(planted).map(([path, text]) => [path, importedNames(path, text)] as const);
  return problemsOfLayers(new Map([...sources, ...files]));
}

/** Returns the circles only: a dynamic import outside an entry is refused for itself, too. */
function circlesWithPlanted(planted: Readonly<Record<string, string>>): string[] {
  return withPlanted(planted).filter((problem) => problem.includes('in a circle'));
}

/** The ways in which one file can depend on another. */
const ways: Readonly<Record<string, (to: string) => string>> = {
  'an import': (to) => `import { x } from '${to}'; export const y = x;`,
  'an import of a type': (to) => `import type { X } from '${to}'; export type Y = X;`,
  'an import for its effect': (to) => `import '${to}';`,
  'a dynamic import': (to) => `export const y = () => import('${to}');`,
  'a type query': (to) => `export type Y = import('${to}').X;`,
  'a re-export': (to) => `export { x } from '${to}';`,
  'a re-export of a type': (to) => `export type { X } from '${to}';`,
  'a re-export of all': (to) => `export * from '${to}';`,
};

describe('the sources', () => {
  test('keep to their layers', () => {
    expect(sources.size).toBeGreaterThan(300);
    expect(problemsOfLayers(sources)).toEqual([]);
  });
});

describe.each(Object.entries(ways))('%s', (_, written) => {
  test.each([
    ['client/stage/model/planted.ts', 'client/features/home/home-page.tsx'],
    ['client/ui/planted.ts', 'client/app/app.tsx'],
    ['client/lab/planted.ts', 'server/limits.ts'],
    ['shared/tcp/planted.ts', 'shared/log/events.ts'],
    ['server/web/planted.ts', 'server/lab-host/lab.ts'],
    ['server/lab-host/kernel/planted.ts', 'server/lab-host/networks/wire.ts'],
  ])('of %s upward to %s is refused', (from, to) => {
    const path = `${'../'.repeat(from.split('/').length - 1)}${to}`;
    expect(withPlanted({ [from]: written(path) })).toContain(
      `${from} may not import ${to}: it is not in a room below.`,
    );
  });

  test('in a circle of files is refused', () => {
    const problems = circlesWithPlanted({
      'client/ui/one.ts': written('./two.ts'),
      'client/ui/two.ts': written('./three.ts'),
      'client/ui/three.ts': written('./one.ts'),
    });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^Files import each other in a circle: .*two\.ts/);
  });

  test('in a circle of features is refused, though no files are in a circle', () => {
    const problems = circlesWithPlanted({
      'client/features/first/a.ts': written('../second/a.ts'),
      'client/features/first/b.ts': '',
      'client/features/second/a.ts': '',
      'client/features/second/b.ts': written('../first/b.ts'),
    });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^Rooms import each other in a circle: .*features\/second/);
  });
});

test.each([
  ['server/lab-host/kernel/planted.ts', 'koffi'],
  ['server/rooms/planted.ts', 'ws'],
  ['client/features/home/planted.ts', 'framer-motion/m'],
  ['shared/model/planted.ts', 'node:fs'],
  ['shared/model/planted.ts', 'react'],
])('%s may not use %s', (path, name) => {
  expect(withPlanted({ [path]: `import type { X } from '${name}'; export type Y = X;` })).toEqual([
    `${path} may not import ${name}.`,
  ]);
});

test.each([
  ['client/features/home/planted.ts', false],
  ['client/stage/view/planted.tsx', false],
  ['server/web/index.ts', false],
  ['client/features/planted/index.ts', true],
  ['client/stage/view/planted/index.ts', true],
])('import() in %s is allowed: %s', (from, allowed) => {
  const part = join(dirname(from), 'part.ts');
  const lazily = `export const load = () => import('./part.ts');`;
  expect(withPlanted({ [from]: lazily, [part]: '' })).toEqual(
    allowed ? [] : [`${from} may not use import(): that is for the entries of layers.mjs.`],
  );
});

test('a file outside the declared rooms is refused', () => {
  expect(withPlanted({ 'client/utilities/planted.ts': '' })).toEqual([
    'client/utilities/planted.ts belongs to no room of layers.mjs.',
  ]);
});

test('an import whose name is computed is refused', () => {
  const planted = 'export const load = (name: string) => import(`./${name}.ts`);';
  expect(withPlanted({ 'client/ui/index.ts': planted })).toEqual([
    'client/ui/index.ts imports a module whose name is no plain text.',
  ]);
});

describe('the command', () => {
  let copy = '';
  afterEach(() => rmSync(copy, { recursive: true, force: true }));

  /** Runs the command on a small tree of its own, and returns its exit code. */
  function exitCodeOn(files: Readonly<Record<string, string>>): number {
    copy = mkdtempSync(join(tmpdir(), 'layers-'));
    for (const folder of ['shared', 'server', 'client']) mkdirSync(join(copy, folder));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      writeFileSync(join(copy, path), text);
    }
    try {
      execFileSync(process.execPath, [join(root, 'scripts/layers.mjs'), copy], { stdio: 'pipe' });
      return 0;
    } catch (error) {
      return (error as { status: number }).status;
    }
  }

  test('succeeds where all is well', () => {
    expect(exitCodeOn({ 'client/ui/a.ts': '', 'client/app/b.ts': `import '../ui/a.ts';` })).toBe(0);
  });

  test('fails on a planted upward import', () => {
    expect(exitCodeOn({ 'client/ui/a.ts': `import '../app/b.ts';`, 'client/app/b.ts': '' })).toBe(1);
  });

  test('fails on a planted circle', () => {
    expect(exitCodeOn({ 'client/ui/a.ts': `import './b.ts';`, 'client/ui/b.ts': `import './a.ts';` })).toBe(
      1,
    );
  });
});
