import { describe, expect, test } from 'vitest';
import { readPython } from '../../../../client/features/composer/python/python.ts';
import type { Value } from '../../../../server/lab-host/python/values.ts';
import { MemoryAccount } from '../../../../server/lab-host/python/memory-account.ts';
import { dryRun } from '../../../support/dry-run.ts';

const MIB = 1024 * 1024;
const BEYOND = 'MemoryError: the programs of a lab hold at most 8 MiB';

/** Runs a program with 8 MiB. Many of these go on for ever if nothing stops them. */
const run = (text: string): Promise<string> => {
  const { program, findings } = readPython(text);
  if (program === null) throw new Error(JSON.stringify(findings));
  return dryRun(program, { memory: new MemoryAccount(8 * MIB) });
};

describe('[PROG8] what a lab’s programs hold is bounded', () => {
  test.each([
    ['variables', "a = b'x' * 3000000\nb = b'x' * 3000000\nc = b'x' * 3000000"],
    ['values in a tuple', "a = (b'x' * 3000000, b'x' * 3000000, b'x' * 3000000)"],
    ['arguments', "def f(a, b, c):\n    print(1)\nf(b'x' * 3000000, b'x' * 3000000, b'x' * 3000000)"],
    ['a bytearray that grows', "a = bytearray(b'x')\nwhile True:\n    a += bytes(a)"],
    ['a dict that grows', "a = {}\nn = 0\nwhile True:\n    n += 1\n    a[n] = b'x' * 100000"],
    ['small dicts', 'a = []\nwhile True:\n    d = dict(enumerate(range(4000)))\n    a.append(d)'],
    ['keys of dicts', "a = {}\nfor n in range(4000):\n    a[('x' * 30000, n)] = n"],
    ['text of two bytes a character', "a = '中' * 3000000\nb = '中' * 2000000"],
    ['a list that grows', "a = []\nwhile len(a) < 4000:\n    a.append(b'x' * 100000)"],
    ['lists in lists', 'a = []\nwhile True:\n    a = [a, list(range(4000))]'],
    [
      'a list that another list extends',
      'a = []\nwhile True:\n    b = []\n    b.extend(range(4000))\n    a.append(b)',
    ],
    ['a text that is split', "a = []\nwhile True:\n    a.append(('x' * 2000 + ',').split(','))"],
    ['local names of a recursion', "def f(n):\n    a = b'x' * 500000\n    f(n + 1)\nf(0)"],
    [
      'names that a closure sees',
      "def f(n):\n    a = b'x' * 500000\n    def g():\n        return a\n    return g\nl = []\nwhile True:\n    l.append(f(0))",
    ],
    [
      'default values of functions',
      `f = 0\nfor i in range(30000):\n    def f(${Array.from({ length: 30 }, (_, i) => `a${i}=f`).join(', ')}):\n        pass`,
    ],
    [
      'what is given back through finally',
      "def f(n):\n    try:\n        return b'x' * 500000\n    finally:\n        if n < 30:\n            f(n + 1)\nf(0)",
    ],
    ['what a loop goes over', "def f(n):\n    for x in b'x' * 500000:\n        f(n + 1)\nf(0)"],
    [
      'exceptions that are handled',
      "def f(n):\n    try:\n        raise ValueError('x' * 500000)\n    except ValueError:\n        f(n + 1)\nf(0)",
    ],
    ['a value on its way into a list', "l = [0]\ndef f(n):\n    l[f(n + 1)] = b'x' * 500000\nf(0)"],
    [
      'threads that do not begin',
      "def f(a):\n    print(a)\nl = []\nwhile True:\n    l.append(Thread(target=f, args=(b'x' * 500000,)))",
    ],
    [
      'slices of texts that are gone',
      "l = []\nwhile True:\n    l.append(('x' * 20000)[1:2000])\n    l = [l]",
    ],
    ['items that += replaces', "b = b'x' * 1000000\nl = [b] * 20\nfor i in range(20):\n    l[i] += b'y'"],
    [
      'what += makes on its way into a list',
      "b = b'x' * 1000000\nl = [b] * 20\nfor i in range(20):\n    x = b\n    x += b'y'\n    l[i] = x",
    ],
    [
      'values of a dict that += replaces',
      "d = dict(enumerate([b'x' * 1000000] * 20))\nfor i in d:\n    d[i] += b'y'",
    ],
    [
      'bytearrays that *= lengthens',
      'l = [bytearray(1), bytearray(1), bytearray(1)]\nfor x in l:\n    x *= 4000000',
    ],
    [
      'dicts that names alone fill',
      'l = []\nfor i in range(30):\n    l.append({})\nr = range(1000)\nfor d in l:\n    for i in r:\n        d[i] = i',
    ],
  ])('%s', async (_what, text) => {
    expect(await run(text)).toBe(BEYOND);
  });

  test.each([
    ['values that are gone', "for i in range(100):\n    a = b'x' * 3000000\nprint(len(a))", '3000000'],
    [
      'one value of many names',
      "a = b'x' * 3000000\nb = a\nc = [a] * 1000\nd = (a, b, c)\nprint(len(d))",
      '3',
    ],
    [
      'unfinished expressions',
      "print(len(b'x' * 3000000) + len(b'x' * 3000000) + len(b'x' * 3000000))",
      '9000000',
    ],
    [
      'local names of calls that are over',
      "def f():\n    a = b'x' * 3000000\n    return len(a)\nprint(f() + f() + f() + f())",
      '12000000',
    ],
    [
      'arguments whose parameters have got other values',
      "def f(n, a):\n    a = 0\n    if n > 0:\n        f(n - 1, b'x' * 500000)\nf(50, 0)\nprint(1)",
      '1',
    ],
    [
      'what += replaces again and again',
      "a = [b'x' * 2500000]\nb = a[0]\nfor i in range(20):\n    b += b'y'\n    a[0] += b'y'\n    b = a[0]\nprint(len(b))",
      '2500020',
    ],
    ['constants', `l = []\nwhile len(l) < 4000:\n    l.append('${'x'.repeat(8000)}')\nprint(len(l))`, '4000'],
  ])('%s count once at most', async (_what, text, printed) => {
    expect(await run(text)).toBe(printed);
  });

  test('a program may catch MemoryError, and go on with what it lets go', async () => {
    const text = `a = b'x' * 6000000
try:
    b = b'x' * 6000000
except MemoryError as e:
    a = 0
    b = b'x' * 7000000
    print(e, len(b))`;
    expect(await run(text)).toBe('the programs of a lab hold at most 8 MiB 7000000');
  });
});

describe('[PROG8] what the programs hold at a rest', () => {
  const bytes = (length: number): Value => ({ is: 'bytes', bytes: Buffer.alloc(length) });

  function accountOf(values: readonly Value[]): { memory: MemoryAccount; close: () => void } {
    const memory = new MemoryAccount(8 * MIB);
    const close = memory.open(() => values);
    for (const value of values) memory.add(value);
    return { memory, close };
  }

  test('is counted exactly where few values take much, once for all who refer to them, and is nothing after their end', () => {
    const large = bytes(3_000_000);
    const { memory, close } = accountOf([large, large, bytes(1000)]);
    expect(memory.heldAtMost()).toBeGreaterThan(3_001_000);
    expect(memory.heldAtMost()).toBeLessThan(3_002_000);
    close();
    expect(memory.heldAtMost()).toBe(0);
  });

  test('is no less than is told where there are too many values to count', () => {
    const { memory } = accountOf(Array.from({ length: 30_000 }, () => bytes(100)));
    expect(memory.heldAtMost()).toBeGreaterThan(3_000_000);
  });
});
