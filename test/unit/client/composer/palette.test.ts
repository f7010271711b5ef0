import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findingsIn } from '../../../../client/features/composer/draft.ts';
import {
  insertion,
  PALETTE,
  snippet,
  type PaletteItem,
} from '../../../../client/features/composer/palette.ts';
import { readPython } from '../../../../client/features/composer/python/python.ts';
import { SOCKET_CALLS } from '../../../../shared/programs/socket-vocabulary.ts';
import type { Statement } from '../../../../shared/programs/tree.ts';

const ITEMS = Object.values(PALETTE).flat() as PaletteItem[];
const SIDES = ['client', 'server'] as const;

describe('the palette', () => {
  test.each(SIDES)('has statements that can be run, for the %s', (side) => {
    // A thread runs a function, which has to exist.
    const before = `${snippet('handler', side)}
`;
    for (const item of ITEMS) {
      const found = findingsIn(before + snippet(item, side));
      expect(
        found.filter(({ severity }) => severity === 'error'),
        item,
      ).toEqual([]);
    }
  });

  test('has every kind of statement, and every call of a socket', () => {
    const text = ITEMS.map((item) => snippet(item, 'server')).join('\n');
    const kinds = new Set<string>();
    const visit = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      if ('is' in value) kinds.add(String(value.is));
      for (const inner of Object.values(value)) visit(inner);
    };
    visit(readPython(`${text}\nsrv.connect(('', 1))`).program);
    const statements: Statement['is'][] = [
      'do',
      'assign',
      'if',
      'while',
      'for',
      'def',
      'return',
      'break',
      'try',
    ];
    expect([...kinds]).toEqual(expect.arrayContaining(statements));
    for (const method of [...SOCKET_CALLS, 'sendall']) expect(text).toContain(`.${method}(`);
  });

  test('puts a statement below the cursor’s line, inside where that opens a block, in place of a blank line', () => {
    const put = (text: string, code = 'x = 1'): string => {
      const cursor = text.indexOf('|');
      const plain = text.replace('|', '');
      const { from, to, insert, cursor: after } = insertion(plain, cursor, code);
      const next = plain.slice(0, from) + insert + plain.slice(to);
      return `${next.slice(0, after)}|${next.slice(after)}`;
    };
    expect(put('a|\nb')).toBe('a\nx = 1|\nb');
    expect(put('while True:|\n    b')).toBe('while True:\n    x = 1|\n    b');
    expect(put('if a:\n    b|')).toBe('if a:\n    b\n    x = 1|');
    expect(put('a\n|\nb')).toBe('a\nx = 1|\nb');
    expect(put('|')).toBe('x = 1|');
    expect(put('    |', 'if a:\n    b')).toBe('    if a:\n        b|');
  });

  test('whatever was put in, and wherever, nothing of the text is lost', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ITEMS)), fc.nat(), (items, at) => {
        let text = '';
        for (const item of items) {
          const { from, to, insert } = insertion(text, at % (text.length + 1), snippet(item, 'client'));
          expect(text.slice(from, to).trim()).toBe('');
          text = text.slice(0, from) + insert + text.slice(to);
          expect(() => findingsIn(text)).not.toThrow();
        }
      }),
      { numRuns: 50 },
    );
  });
});
