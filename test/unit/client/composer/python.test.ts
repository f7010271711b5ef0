import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPython } from '../../../../client/features/composer/python/python.ts';
import { LESSONS } from '../../../../shared/lessons/index.ts';
import { varied } from '../../../../shared/lessons/lesson.ts';
import { lineText, listing, pythonScript } from '../../../../shared/programs/listing.ts';
import { parametersOf } from '../../../../shared/programs/params.ts';
import type { Program } from '../../../../shared/programs/tree.ts';

const lines = (program: Program): string[] =>
  listing(program).map((line) => '    '.repeat(line.indent) + lineText(line));

const programs = LESSONS.flatMap((lesson) =>
  [lesson, ...lesson.variations.map(({ id }) => varied(lesson, id)!)].flatMap((one) =>
    Object.entries(one.programs).map(
      ([name, program]) => [`${lesson.id} ${one.variation ?? ''} ${name}`, program] as const,
    ),
  ),
);

function codes(text: string): string[] {
  return readPython(text).findings.map(({ code, about }) => `${code} ${about}`.trim());
}

describe('a listing read back', () => {
  test.each(programs)('%s is the same listing, with the same literals to edit', (_name, program) => {
    const { program: read, findings } = readPython(pythonScript(program));
    expect(findings).toEqual([]);
    expect(lines(read!)).toEqual(lines(program));
    const ids = parametersOf(read!).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    // A literal that a lesson lets the learner edit can be edited in the text too.
    const kinds = (of: Program): string[] =>
      parametersOf(of).map(({ value }) => `${typeof value} ${String(value)}`);
    expect(kinds(read!)).toEqual(expect.arrayContaining(kinds(program)));
  });
});

describe('what is read', () => {
  test.each([
    ['a = not b and c == 1 or d', 'a = not b and c == 1 or d'],
    ['a = not (b and c)', 'a = not (b and c)'],
    ['a = 1 + 2 * 3', 'a = 1 + 2 * 3'],
    ['a = (1 + 2) * 3', 'a = (1 + 2) * 3'],
    ['a = 1 - (2 - 3)', 'a = 1 - (2 - 3)'],
    ['s = socket.socket(AF_INET, SOCK_STREAM)', 's = socket(AF_INET, SOCK_STREAM)'],
    ['s = socket.socket(socket.AF_INET)', null],
    ['n = 0x10', 'n = 16'],
    ['s.send("it\'s \\u4f60\\n".encode())', `s.send("it's 你\\n".encode())`],
    ['try:\n  f()\nexcept:\n  pass', 'try:\n    f()\nexcept Exception:\n    pass'],
    ['x = 1 # why\n\n# and\ny = 2; z = 3', 'x = 1\ny = 2\nz = 3'],
  ])('%s', (text, listed) => {
    const { program } = readPython(text);
    expect(program === null ? null : lines(program).join('\n')).toBe(listed);
  });
});

describe('a comment', () => {
  test('is said once to stay in the draft, and keeps nothing from running', () => {
    const text = '# one\ns = socket(AF_INET, SOCK_STREAM)\nif s:\n    pass # two\n';
    const { program, findings } = readPython(text);
    expect(lines(program!)).toHaveLength(3);
    expect(findings).toEqual([{ from: 0, to: 5, severity: 'info', code: 'comment', about: '' }]);
    expect(codes('s = socket(AF_INET, SOCK_STREAM)\nif s:\n    pass # two\n')).toEqual(['comment']);
    expect(codes("x = '# none'\n")).toEqual([]);
    expect(codes('x = # why\n')).toEqual(['syntax', 'comment']);
  });
});

describe('what is refused', () => {
  test.each([
    ['', 'empty'],
    ['s.send(', 'syntax'],
    ['if x:\npass', 'syntax'],
    ['x += 1', 'unsupported x += 1'],
    ['class A: pass', 'unsupported class A: pass'],
    ['x = [1]', 'unsupported [1]'],
    ['x = 1 < 2 < 3', 'unsupported <'],
    ['x = 1 / 2', 'unsupported /'],
    ['x = 1e3', 'unsupported 1e3'],
    ['x = 1, 2', 'unsupported x = 1, 2'],
    ['a, b', 'unsupported a, b'],
    ['async def f():\n  pass', 'unsupported async def f():'],
    ['with s:\n  pass', 'unsupported with s:'],
    ['break', 'outside-loop'],
    ['while a:\n  def f():\n    break', 'outside-loop'],
    ['return 1', 'outside-function'],
    ['变量 = 1', 'bad-name 变量'],
    ['s.setsockopt(SOL_SOCKET, SO_LINGER, 1)', 'unsupported SO_LINGER'],
    ['pass\n'.repeat(101), 'too-large'],
    ['if a:\n  pass\nelif b:\n  pass', 'unsupported elif'],
    ['s.sendto(b"x")', 'unknown-method sendto'],
    ['s.send(b"\\xff")', 'not-ascii'],
    ['try:\n  f()\nexcept KeyError:\n  pass', 'unknown-exception KeyError'],
    ['s.recv(99999999999)', 'bad-value 0–16777216'],
    ["s.connect(('127.0.0.1', 70000))", 'bad-value 0–65535'],
    ["s.connect(('example.org', 80))", 'bad-value 45'],
    ["x.encode('ebcdic')", 'bad-value'],
  ])('%j: %s', (text, code) => {
    expect(readPython(text).program).toBeNull();
    expect(codes(text)).toEqual([code]);
  });

  test('nothing written in pieces of Python makes it throw', () => {
    const words =
      's x = ( ) , : . ; [ * ** -> @ == < + not and or if elif else while for in def try except as finally return ' +
      "break lambda None True 1 1.5 'a' b'a' f'a' async with await import # class yield x.recv( global ...";
    const word = fc.constantFrom(...words.split(' '), '\n', '\n    ', '\n        ');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 14 }), (chosen) => {
        const text = chosen.join(' ');
        const { program, findings } = readPython(text);
        expect(program === null).toBe(findings.some(({ severity }) => severity === 'error'));
        for (const { from, to } of findings) expect(0 <= from && from <= to && to <= text.length).toBe(true);
        if (program !== null)
          expect(lines(readPython(pythonScript(program)).program!)).toEqual(lines(program));
      }),
      { numRuns: 500 },
    );
  });

  test('a line that is no Python hides nothing that is to be said of the others', () => {
    expect(codes('x += 1\nwhile True:\n    s.send(\nclass A: pass')).toEqual([
      'unsupported x += 1',
      'syntax',
      'unsupported class A: pass',
    ]);
    expect(codes('s.frob(\n')).toEqual(['syntax']);
    expect(codes('x += 1\nif a\n    b()\ny -= 1')).toContain('syntax');
  });

  test('each finding lies in the text, and all are named, not only the first', () => {
    const text = 's = socket(AF_INET, SOCK_STREAM)\ns.frob()\nx += 1\n';
    const { findings } = readPython(text);
    expect(findings.map(({ from, to }) => text.slice(from, to))).toEqual(['frob', 'x += 1']);
  });
});
