import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pythonBytes, pythonString } from '../../../shared/programs/string-literals.ts';
import { unescaped } from '../../../shared/programs/unescaped.ts';

/* The expected values are those of CPython 3.11. */

describe('a literal as Python’s repr writes it', () => {
  test.each([
    ["it's", '"it\'s"'],
    ['a\'b"c', "'a\\'b\"c'"],
    ['\\ \n \t \u0001 你', "'\\\\ \\n \\t \\x01 你'"],
    ['\u007F\u0085\u00A0', "'\\x7f\\x85\\xa0'"],
    ['\u2028\u200B\u3000', "'\\u2028\\u200b\\u3000'"],
    ['😀', "'😀'"],
    ['\u{E0001}', "'\\U000e0001'"],
  ])('text %j', (text, literal) => {
    expect(pythonString(text)).toBe(literal);
  });

  test.each([
    ['a\r\n', "b'a\\r\\n'"],
    ['\0ÿ\\', "b'\\x00\\xff\\\\'"],
    ["'", 'b"\'"'],
  ])('bytes %j', (bytes, literal) => {
    expect(pythonBytes(bytes)).toBe(literal);
  });
});

describe('what stands between the quotes', () => {
  test.each([
    ['\\a\\b\\f\\n\\r\\t\\v\\\\\\\'\\"', '\u0007\b\f\n\r\t\v\\\'"'],
    ['\\x41\\u4f60\\U0001F600', 'A你😀'],
    ['\\0\\101\\777\\08', '\0Aǿ\u00008'],
    ['\\d\\8', '\\d\\8'],
    ['a\\\nb', 'ab'],
    ['\\\\n', '\\n'],
  ])('of text, %j', (inner, value) => {
    expect(unescaped(inner, 'text')).toEqual({ ok: true, value });
  });

  test.each([
    ['\\xff\\r\\n', 'ÿ\r\n'],
    ['\\u4f60\\N{X}', '\\u4f60\\N{X}'],
    ['\\777', 'ÿ'],
  ])('of bytes, %j', (inner, value) => {
    expect(unescaped(inner, 'bytes')).toEqual({ ok: true, value });
  });

  test.each([
    ['text', 'a\\x4', 1, '\\x4'],
    ['text', '\\u12g', 0, '\\u12'],
    ['text', '\\U00110000', 0, '\\U00110000'],
    ['text', '\\N{DEGREE SIGN}!', 0, '\\N{DEGREE SIGN}'],
    ['text', 'a\\', 1, '\\'],
    ['bytes', '\\xg', 0, '\\x'],
    ['bytes', 'aé', 1, 'é'],
  ] as const)('of %s, %j is refused', (of, inner, at, found) => {
    expect(unescaped(inner, of)).toEqual({ ok: false, at, found });
  });

  test('of what repr wrote is what it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(unescaped(pythonString(text).slice(1, -1), 'text')).toEqual({ ok: true, value: text });
      }),
    );
  });
});
