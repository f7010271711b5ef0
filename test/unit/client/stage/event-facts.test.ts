import { expect, test } from 'vitest';
import { readable } from '../../../../client/stage/model/event-facts.ts';
import { excerpt, utf8Encode } from '../../../../shared/bytes.ts';

const shown = (text: string, max?: number): string => readable(excerpt(utf8Encode(text)), max);

test.each([
  ['abc', 'abc'],
  ['abc'.repeat(20), 'abcabcabcabcabcabcabcabc…'],
  // The text is longer than an excerpt, whose end falls into the middle of a character.
  ['abc'.repeat(2000), 'abcabcabcabcabcabcabcabc…'],
  ['你'.repeat(2000), '你你你你你你你你你你你你你你你你你你你你你你你你…'],
  ['one\ntwo', 'one\\ntwo'],
])('bytes that are text are shown as text: %#', (text, expected) => {
  expect(shown(text)).toBe(expected);
});

test('a character that was torn apart is shown as the bytes it is', () => {
  expect(readable({ length: 2, head: 'e4bd' })).toBe('e4 bd');
  expect(readable({ length: 3, head: '00ff01' })).toBe('00 ff 01');
});
