import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

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
