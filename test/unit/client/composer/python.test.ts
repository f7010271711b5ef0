import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPython } from '../../../../client/features/composer/python/python.ts';
import { LESSONS } from '../../../../shared/lessons/index.ts';
import { varied } from '../../../../shared/lessons/lesson.ts';
import { lineText, listing } from '../../../../shared/programs/listing.ts';
import { pythonScript, pythonText } from '../../../../shared/programs/python-text.ts';
import { standaloneScript } from '../../../../shared/programs/standalone.ts';
import { parametersOf } from '../../../../shared/programs/params.ts';
import type { Program } from '../../../../shared/programs/tree.ts';
import { sourceLesson } from '../../../support/source-lesson.ts';

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
  return readPython(text).findings.map(
    ({ code, about, instead }) =>
      `${`${code} ${about}`.trim()}${instead === undefined ? '' : ` → ${instead}`}`,
  );
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

test('a last line without a line’s end is read as with one', () => {
  for (const line of ['print', '(print)', 'x = print', 'print # a remark'])
    expect(readPython(line)).toEqual(readPython(`${line}\n`));
  expect(readPython('print').program).not.toBeNull();
  for (const broken of ['def f(try:   ', 'if x:', 'x = (', 'while True:\n    pass'])
    for (const { to } of readPython(broken).findings) expect(to).toBeLessThanOrEqual(broken.length);
});

describe('a script that was saved, read back', () => {
  test.each(programs)('%s is the same listing, at the lab’s own addresses', (name, program) => {
    const script = standaloneScript({
      program,
      name: 'client',
      title: name,
      outside: ['wire'],
      language: 'en',
    });
    const { program: read, findings } = readPython(script);
    expect(lines(read!)).toEqual(lines(program));
    const told = findings.map(({ severity, code, about }) => `${severity} ${code} ${about}`.trim());
    expect(told.every((one) => one.startsWith('info lab-address '))).toBe(true);
    const named = lines(program).some((line) => line.includes('192.168.127.1'));
    expect(told.includes("info lab-address SERVER = '192.168.127.1'")).toBe(named);
  });

  test('also with another server’s address at its top, but not as a variable that changes', () => {
    const saved = "SERVER = '10.0.0.5'  # 192.168.127.1\ns.connect((SERVER, 80))";
    expect(lines(readPython(saved).program!)).toEqual(["s.connect(('192.168.127.1', 80))"]);
    const changed = `${saved}\nSERVER = '10.0.0.6'`;
    expect(lines(readPython(changed).program!)[1]).toBe('s.connect((SERVER, 80))');
  });
});

describe('what is read', () => {
  test.each([
    ['a = not b and c == 1 or d', 'a = not b and c == 1 or d'],
    ['a = not (b and c)', 'a = not (b and c)'],
    ['a = 1 + 2 * 3', 'a = 1 + 2 * 3'],
    ['a = (1 + 2) * 3', 'a = (1 + 2) * 3'],
    ['a = 1 - (2 - 3)', 'a = 1 - (2 - 3)'],
    ['a = (1 == 2) < (3 < 4)', 'a = (1 == 2) < (3 < 4)'],
    [
      'import socket\ns = socket.socket(socket.AF_INET, socket.SOCK_STREAM)',
      'import socket\ns = socket.socket(socket.AF_INET, socket.SOCK_STREAM)',
    ],
    ['import socket, threading', 'import socket\nimport threading'],
    ['from socket import (AF_INET, socket)', 'from socket import AF_INET, socket'],
    ['b = "a".encode(encoding="utf-8")', 'b = "a".encode(encoding="utf-8")'],
    ["s.send(b'GET / HTTP/1.0\\r\\n\\r\\n')", "s.send(b'GET / HTTP/1.0\\r\\n\\r\\n')"],
    ['s.send(b"\\xff\\0")', 's.send(b"\\xff\\x00")'],
    ["x = '\\x41\\u4f60\\U0001F600\\101'", "x = 'A你😀A'"],
    ['x = "it\'s"', 'x = "it\'s"'],
    ['s.send(b"\\"\'")', 's.send(b"\\"\'")'],
    ["x = r'a\\n'", "x = 'a\\\\n'"],
    ["x = Rb'\\xff'", "x = b'\\\\xff'"],
    ["x = u'a'", "x = 'a'"],
    ['n = 0x10', 'n = 16'],
    ['n += 1 # more', 'n += 1  # more'],
    ['while n:\n    continue', 'while n:\n    continue'],
    ['f(-1, a=- 2)', 'f(-1, a=-2)'],
    ['s.send("it\'s \\u4f60\\n".encode())', `s.send("it's 你\\n".encode())`],
    ['try:\n  f()\nexcept:\n  pass', 'try:\n    f()\nexcept Exception:\n    pass'],
    ['x = 0<n <= 10 in y', 'x = 0 < n <= 10 in y'],
    ['x = 1|2 + (3|4)', 'x = 1 | 2 + (3 | 4)'],
    ['x = [a+b for a,b in y if a]', 'x = [a + b for a, b in y if a]'],
    ['for a,b in y: pass', 'for a, b in y:\n    pass'],
    ['for (a, b) in y: pass', 'for a, b in y:\n    pass'],
    ['a , = y', 'a, = y'],
    ['for a , in y: pass', 'for a, in y:\n    pass'],
    ['for (a,) in y: pass', 'for a, in y:\n    pass'],
    ['for a, b, in y: pass', 'for a, b in y:\n    pass'],
    ['x = [a for a, in y]', 'x = [a for a, in y]'],
    ['x = [a for (a, b) in y]', 'x = [a for a, b in y]'],
    [
      "def f(a, b = 1, c='x'):\n  global n,m\n  del a,b[0]",
      "def f(a, b=1, c='x'):\n    global n, m\n    del a, b[0]",
    ],
    ["d = { 'a':1, b'x' : [2], 3: {}, }", "d = {'a': 1, b'x': [2], 3: {}}"],
    ['d = {}\nd[k] += 1\ndel d[k]', 'd = {}\nd[k] += 1\ndel d[k]'],
    [
      "names = dict(a=1)\nnames.update(b=2)\nx = names.get('a', 0)",
      "names = dict(a=1)\nnames.update(b=2)\nx = names.get('a', 0)",
    ],
    ["x = f'{d or {}} {d[1]}'", "x = f'{d or {}} {d[1]}'"],
    ['x = {1: 2}[1] in {}', 'x = {1: 2}[1] in {}'],
    ['x = 5.', 'x = 5.'],
    ['x = 1 # why\n\n# and\ny = 2; z = 3', 'x = 1  # why\n\n# and\ny = 2\nz = 3'],
  ])('%s', (text, listed) => {
    const { program } = readPython(text);
    expect(program === null ? null : lines(program).join('\n')).toBe(listed);
  });
});

describe('a line without code', () => {
  test.each([
    ['# one\n\n\nx = 1\n\n\n# end\n\n', '# one\n\n\nx = 1\n\n\n# end'],
    ['if x:  # why\n    # in\n    pass\n    # still in\n# out\ny = 1', null],
    ['if x:\n    pass\n    # in\n\n# out\ny = 1', null],
    ['if x:\n    pass\n    # in', null],
    [
      'if x:\n    pass\n# before\nelse: # c\n    pass',
      'if x:\n    pass\n    # before\nelse:\n    # c\n    pass',
    ],
    ['def f():\n    while x:\n        pass\n        # a\n    # b\n    pass', null],
    ["x = '# none'  # one", null],
    ['f(1,  # one\n  2)  # two', '# one\nf(1, 2)  # two'],
  ])('%j stays where it is', (text, listed) => {
    expect(pythonText(readPython(text).program!)).toBe(listed ?? text);
  });

  test('is no block by itself', () => {
    expect(codes('# nothing\n')).toEqual(['empty']);
    expect(codes('x = # why\n')).toEqual(['syntax']);
  });
});

describe('the source lesson', () => {
  test.each(Object.entries(sourceLesson()))(
    '%s is read as it stands, comments and blank lines included',
    (_name, text) => {
      const { program, findings } = readPython(text);
      expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
      // Spaces at the end of a line and around a comma or a comment are the listing's own.
      const plain = (of: string): string =>
        of
          .replaceAll(/[ \t]+$/gm, '')
          .replace(', )', ',)')
          .replaceAll(/ +#/g, ' #');
      const indented = (of: string): string => of.replaceAll(/^ +(?=#)/gm, '');
      expect(indented(plain(pythonText(program!)))).toBe(indented(plain(text.trim())));
    },
  );
});

describe('what is refused', () => {
  test.each([
    ['', 'empty'],
    ['s.send(', 'syntax'],
    ['whlie True:\n    pass', 'syntax → while'],
    ['if x\n    pass', 'syntax'],
    ['x /= 1', 'other-way division'],
    ['continue', 'outside-loop continue'],
    ['class A: pass', 'other-way class'],
    ['x = [i for i in y for j in i]', 'one-loop'],
    ['x = (i for i in y)', 'other-way generator'],
    ['x = sum(i for i in range(3))', 'other-way generator'],
    ["x = s.send(b'x' for i in y)", 'other-way generator'],
    ['for (i, a.b) in y:\n  pass', 'unsupported for (i, a.b) in y:'],
    ['x = [i for a.b in y]', 'unsupported [i for a.b in y]'],
    ['x = a[1, 2]', 'unsupported a[1, 2]'],
    ['x = 1 < 2 is None', 'unsupported is'],
    ['x = 1 / 2', 'other-way division'],
    ['x = 1_0e3', 'unsupported 1_0e3'],
    ['x = 1 if y else 2', 'other-way conditional'],
    ['x = {1, 2}', 'other-way set'],
    ['x = {i for i in y}', 'other-way set'],
    ['x = {i: 1 for i in y}', 'other-way dict-comprehension'],
    ['x = {**y}', 'unsupported {**y}'],
    ['x = {1: 2, **y}', 'unsupported {1: 2, **y}'],
    ['names.add(1)', 'other-way set'],
    ['x = dict(**y)', 'unsupported **'],
    ['names.get(key=1)', 'unsupported key='],
    ['x[1:2] += y', 'unsupported x[1:2] += y'],
    ['a.b += 1', 'unsupported a.b'],
    ["x = f'{ {1: 2} }'", "in-f-string f'{ {1: 2} }'"],
    ['x = lambda: 1', 'other-way lambda'],
    ['assert y', 'other-way assert'],
    ['x = 2 ** 3', 'other-way power'],
    ['x |= 2', 'other-way union'],
    ['x[0], = y', 'unsupported x[0], = y'],
    ['x = (y := 2)', 'other-way named-expression'],
    ['x = y = 2', 'unsupported x = y = 2'],
    ['a, b', 'unsupported a, b'],
    ['async def f():\n  pass', 'unsupported async def f():'],
    ["raise ValueError('a') from None", 'raise-from'],
    ['with s as a.b:\n  pass', 'syntax'],
    ['break', 'outside-loop break'],
    ['while a:\n  def f():\n    break', 'outside-loop break'],
    ['return 1', 'outside-function'],
    ['变量 = 1', 'bad-name 变量'],
    ['s.setsockopt(SOL_SOCKET, SO_BROADCAST, 1)', 'unsupported SO_BROADCAST'],
    ['s = socket(AF-INET, SOCK_STREAM)', 'unknown-constant AF-INET → AF_INET'],
    ['s = socket(AF_INET, SOCK-STERAM)', 'unknown-constant SOCK-STERAM → SOCK_STREAM'],
    ['s = socket(AF_INT, SOCK_STREAM)', 'unknown-constant AF_INT → AF_INET'],
    ['s = socket(AF_INET, SOCK_STERAM)', 'unknown-constant SOCK_STERAM → SOCK_STREAM'],
    ['import socket\ns = socket.sokcet(AF_INET, SOCK_STREAM)', 'unknown-method sokcet → socket'],
    ['s.linsten(5)', 'unknown-method linsten → listen'],
    ["x = 'a'.ecnode()", 'unknown-method ecnode → encode'],
    ['import os', 'unknown-module os'],
    ['import scoket', 'unknown-module scoket → socket'],
    ['import socket as s', 'unsupported as'],
    ['from socket import gethostbyname', 'unsupported socket.gethostbyname'],
    ['s = socket.socket(AF_INET, SOCK_STREAM)', 'not-imported socket → import socket'],
    ['import socket\nt = threading.Thread(target=f)', 'not-imported threading → import threading'],
    ["x.encode(encodings='utf-8')", 'unsupported encodings= → encoding='],
    ["print(x, end='')", 'other-way print-end'],
    ['t = Thread(traget=f)', 'unsupported traget= → target='],
    ['x = 007', 'unsupported 007'],
    ['s.close', 'unsupported s.close → s.close()'],
    ['pass\n'.repeat(101), 'too-large'],
    ['while a:\n  pass\nelse:\n  pass', 'loop-else while'],
    ['s.sendto(b"x")', 'datagrams sendto → sendall'],
    ['s.frob(b"x")', 'unknown-method frob'],
    ["s.send(b'é')", 'not-ascii é'],
    ["x = 'a\\x4'", 'bad-escape \\x4'],
    ["x = '\\N{DEGREE SIGN}'", 'bad-escape \\N{DEGREE SIGN}'],
    ["x = '\\ud800'", 'lone-surrogate'],
    [`x = '${'x'.repeat(8193)}'`, 'too-long 8192'],
    ["x = '''a'''", "string-form '''"],
    ["x = rf'a'", "string-form rf''"],
    ["x = 'a' 'b'", 'other-way strings-in-a-row'],
    ['try:\n  f()\nexcept StopIteration:\n  pass', 'unknown-exception StopIteration'],
    ['try:\n  f()\nexcept OsErorr:\n  pass', 'unknown-exception OsErorr → OSError'],
    ['s.recv(99999999999)', 'out-of-range 0–16777216'],
    ["s.connect(('127.0.0.1', 70000))", 'out-of-range 0–65535'],
    ["s.connect(('example.org', 80))", 'no-name-service example.org'],
    ["s.connect(('localhost', 80))", 'no-name-service localhost'],
    ["s.bind(('256.1.1.1', 80))", 'not-an-address 256.1.1.1'],
    ["s.bind(('fd00:::1', 80))", 'not-an-address fd00:::1'],
    ["x.encode('ebcdic')", 'unknown-encoding ebcdic'],
    ["x.encode('utf8')", "unknown-encoding utf8 → 'utf-8'"],
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
    expect(codes('x /= 1\nwhile True:\n    s.send(\nclass A: pass')).toEqual([
      'other-way division',
      'syntax',
      'other-way class',
    ]);
    expect(codes('s.frob(\n')).toEqual(['syntax']);
    expect(codes('x /= 1\nif a\n    b()\ny -= 1')).toContain('syntax');
  });

  test('each finding lies in the text, and all are named, not only the first', () => {
    const text = 's = socket(AF_INET, SOCK_STREAM)\ns.frob()\nx /= 1\n';
    const { findings } = readPython(text);
    expect(findings.map(({ from, to }) => text.slice(from, to))).toEqual(['frob', 'x /= 1']);
  });
});
