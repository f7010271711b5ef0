import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** All imports of a folder, from the text of its sources: no linter or compiler setting can hide one. */
const imports = ['shared', 'server', 'client'].flatMap((folder) => sourcesIn(folder).flatMap(importsOf));

/** Which folders a module of a folder may import from. */
const folders: Record<string, string[]> = {
  shared: ['shared'],
  server: ['server', 'shared'],
  client: ['client', 'shared'],
};

/** Which packages a folder may use; in all others these are refused. */
const packages: { name: RegExp; only: string }[] = [
  { name: /^koffi(\/|$)/, only: 'server/lab-host/libc/' },
  { name: /^ws(\/|$)/, only: 'server/web/' },
  { name: /^sirv(\/|$)/, only: 'server/' },
  { name: /^node:/, only: 'server/' },
  { name: /^framer-motion(\/|$)/, only: 'client/stage/' },
  { name: /^(react|react-dom|zustand|uplot)(\/|$)/, only: 'client/' },
];

describe('the sources', () => {
  test('are seen by this test', () => {
    expect(imports.length).toBeGreaterThan(20);
    expect(
      importsOfText(
        `import a from 'x'; export * from "y"; import 'z'; await import('v'); type T = import('w').T;`,
      ),
    ).toEqual(['x', 'y', 'z', 'v', 'w']);
  });

  test('import client → shared ← server, and nothing from outside these', () => {
    const wrong = imports
      .filter(({ to }) => to.startsWith('.'))
      .filter(({ from, to }) => {
        const target = join(dirname(from), to).split(sep).join('/');
        // One fact comes from the package itself: its version.
        if (target === 'package.json') return from.startsWith('shared/');
        return !folders[topOf(from)]?.includes(topOf(target));
      });
    expect(wrong).toEqual([]);
  });

  test('use each package only where it belongs', () => {
    const wrong = imports.filter(({ from, to }) =>
      packages.some(({ name, only }) => name.test(to) && !from.startsWith(only)),
    );
    expect(wrong).toEqual([]);
  });

  test('of the gateway and the rooms leave the lab host alone', () => {
    const wrong = imports.filter(
      ({ from, to }) => /^server\/(gateway|rooms)\//.test(from) && /(^|\/)lab-host\//.test(to),
    );
    expect(wrong).toEqual([]);
  });

  test('import Node’s modules by their node: names', () => {
    const bare = imports.filter(({ to }) =>
      /^(fs|path|net|http|os|url|crypto|events|child_process)$/.test(to),
    );
    expect(bare).toEqual([]);
  });
});

describe('the lockfile', () => {
  const lockfile = readFileSync(join(root, 'package-lock.json'), 'utf8');

  test('names versions and checksums, never the place they were fetched from', () => {
    const { packages } = JSON.parse(lockfile) as { packages: Record<string, Record<string, unknown>> };
    const withAddresses = Object.entries(packages).filter(([, { funding: _, ...rest }]) =>
      /https?:/.test(JSON.stringify(rest)),
    );
    expect(withAddresses).toEqual([]);
  });

  test('pins what package.json asks for, exactly', () => {
    const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const wanted = ['dependencies', 'optionalDependencies', 'devDependencies'].flatMap((kind) =>
      Object.entries((manifest as Record<string, Record<string, string>>)[kind] ?? {}),
    );
    expect(wanted.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});

function topOf(path: string): string {
  return path.split('/')[0] ?? '';
}

function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

function importsOf(from: string): { from: string; to: string }[] {
  return importsOfText(readFileSync(join(root, from), 'utf8')).map((to) => ({ from, to }));
}

function importsOfText(text: string): string[] {
  return [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*(['"])([^'"\n]+)\1/g)].map((match) => match[2] ?? '');
}
