import { describe, expect, test } from 'vitest';
import { indentationError } from '../../../../client/features/composer/python/indentation.ts';
import { readPython } from '../../../../client/features/composer/python/python.ts';

/** The line, counted from 1, and the message: what `compile` of CPython 3.11 gives for the same text. */
function told(text: string): string | null {
  const error = indentationError(text);
  if (error === null) return null;
  return `${text.slice(0, error.place.from).split('\n').length} ${error.message}`;
}
const TABS = 'inconsistent use of tabs and spaces in indentation';
const UNEVEN = 'unindent does not match any outer indentation level';

describe('an IndentationError, as Python has it', () => {
  test.each([
    ['s = 1\n  s.close()\n', '2 unexpected indent'],
    ['  a()', '1 unexpected indent'],
    ['if x:\n    a()\n        b()\n', '3 unexpected indent'],
    ['if x: a()\n    b()\n', '2 unexpected indent'],
    ["x = 'if:'\n  a()", '2 unexpected indent'],
    ['x = 1 # if:\n  a()', '2 unexpected indent'],
    ['if x:\npass\n', "2 expected an indented block after 'if' statement on line 1"],
    ['if x:\n  a()\nelse:\nb()\n', "4 expected an indented block after 'else' statement on line 3"],
    ['while x:\n', "1 expected an indented block after 'while' statement on line 1"],
    ['def f():\n# c\n\nx=1\n', '4 expected an indented block after function definition on line 1'],
    [
      'try:\n a()\nexcept OSError as e:\nb()',
      "4 expected an indented block after 'except' statement on line 3",
    ],
    ['class A:\nx=1', '2 expected an indented block after class definition on line 1'],
    ['if x:\n    a()\n  b()\n', `3 ${UNEVEN}`],
    ['if x:\n    a()\n\tb()\n', `3 ${TABS}`],
    ['if x:\n\ta()\n        b()\n', `3 ${TABS}`],
  ])('%j: %s', (text, expected) => {
    expect(told(text)).toBe(expected);
  });

  test.each([
    'if x:\n    a()\n    # hi\n  # low\n\n    b()\nc()\n',
    's.connect((1,\n     2))\nb()\n',
    "x = ('''\n  if:\n''')\ny = 1\n",
    'x = 1 + \\\n    2\ny = 1',
    'if x:\n\ta()\n\tif y:\n\t\tb()\nc()',
    'if x:\n  a()\nelse:\n        b()',
    's.send(\n  b()\n',
  ])('%j has none', (text) => {
    expect(told(text)).toBeNull();
  });

  test('makes no program, is told once, and hides nothing about other lines', () => {
    const codes = (text: string): string[] => readPython(text).findings.map(({ code }) => code);
    expect(codes('s = 1\n  s.close()\n')).toEqual(['unexpected-indent']);
    expect(codes('if x:\n    a()\n\tb()\n')).toEqual(['mixed-tabs']);
    expect(codes('try:\n  a()\nexcept:\n  b()\n   c()\n')).toEqual(['unexpected-indent']);
    expect(codes('a()\nif x:\n')).toEqual(['missing-block']);
    expect(codes('if x:\npass')).toEqual(['missing-block']);
    expect(codes('if x:\npass\ns.send(\n')).toEqual(['syntax', 'missing-block']);
    expect(readPython('s = 1\n  s.close()\n').program).toBeNull();
  });
});
