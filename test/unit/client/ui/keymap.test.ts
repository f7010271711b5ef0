import { describe, expect, test } from 'vitest';
import { messages as en } from '../../../../client/features/help/messages.en.ts';
import { messages as zh } from '../../../../client/features/help/messages.zh.ts';
import { capsOf, KEYMAP, type KeyRow } from '../../../../client/ui/keymap.ts';

const rows = Object.keys(KEYMAP) as KeyRow[];

describe('the keymap', () => {
  test('no key has two meanings', () => {
    const keys = Object.values(KEYMAP).flat();
    expect(keys).toEqual([...new Set(keys)]);
  });

  test.each([
    ['en', en],
    ['zh', zh],
  ])('the help in %s tells all rows and no others', (_, { keys }) => {
    expect(Object.keys(keys).toSorted()).toEqual(rows.toSorted());
    expect(Object.values(keys)).not.toContain('');
  });

  test('the help shows the caps of the keys', () => {
    const caps = (row: KeyRow): string => capsOf(row, 'Space').join(' ');
    expect(caps('primary')).toBe('Space');
    expect(caps('step')).toBe('C S');
    expect(caps('moment')).toBe('Shift ← →');
    expect(caps('ends')).toBe('Home End');
    expect(caps('close')).toBe('Esc');
  });
});
