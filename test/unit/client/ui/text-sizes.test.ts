import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const client = join(import.meta.dirname, '../../../../client');

/**
 * This finds a font size in a fixed unit, in a style sheet or in a style object. Zero and multiples of em are
 * relative and may stand.
 */
const literal = /\bfont(?:-size|Size)?\s*:[^;\n]*?\b\d*\.?\d+(?:px|pt|rem)\b/g;

const sources = readdirSync(client, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.(css|tsx?)$/.test(file),
);
const tokens = readFileSync(join(client, 'ui/styles/tokens.css'), 'utf8');

describe('text sizes', () => {
  test.each([
    ['a { font-size: 13px; }', 1],
    ["{ fontSize: '15px' }", 1],
    ['a { font: 600 12.5px/1.4 sans-serif; }', 1],
    ['a { --own: 13px; font-size: var(--own, 13px); }', 1],
    ['a { font-size: var(--text-small); }', 0],
    ['a { font-size: 0.94em; }', 0],
    ['a { font-size: 0; padding: 4px; }', 0],
  ])('are found in %s', (text, count) => {
    expect(text.match(literal) ?? []).toHaveLength(count);
  });

  test('stand in tokens.css alone', () => {
    const found = sources.flatMap((file) =>
      (readFileSync(join(client, file), 'utf8').match(literal) ?? []).map((text) => `${file}: ${text}`),
    );
    expect(found).toEqual([]);
  });

  test('are declared and used, each of them', () => {
    const declared = new Set([...tokens.matchAll(/(--text-[a-z]+):/g)].map(([, name]) => name));
    const used = new Set(
      sources.flatMap((file) =>
        [...readFileSync(join(client, file), 'utf8').matchAll(/var\((--text-[a-z]+)/g)].map(
          ([, name]) => name,
        ),
      ),
    );
    expect(used).toEqual(declared);
  });
});
