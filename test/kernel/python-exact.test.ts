import { describe, expect, test } from 'vitest';
import { findingsIn } from '../../client/features/composer/draft.ts';
import { readPython } from '../../client/features/composer/python/python.ts';
import type { Program } from '../../shared/programs/tree.ts';
import { dryRun } from '../support/dry-run.ts';
import { experiment } from '../support/experiment.ts';
import { checkLog } from '../support/log-checks.ts';
import { lacks } from '../support/machine.ts';
import { outcomesOf, Script } from '../support/python-outcomes.ts';
import { printedByPython } from '../support/python-text-runs.ts';

const noPython = lacks('python3', 'the cases of exact programs compared with python3');
const noLab = lacks('two-hosts', 'wrong arguments of socket calls in a lab');

/** Each accepted program, with what CPython 3.11 prints. */
const EXACT: readonly (readonly [string, string])[] = [
  ['for i in range(1, 4):\n    print(i)', '1\n2\n3'],
  ['for i in range(0, 10, 3):\n    print(i)', '0\n3\n6\n9'],
  ['for i in range(3, 0, 0 - 2):\n    print(i)', '3\n1'],
  [
    "l = [3, 1, 2, 1]\nprint(sorted(l), sorted('banana'), sorted([(1, 'b'), (0, 'c')], reverse=True), l)",
    "[1, 1, 2, 3] ['a', 'a', 'a', 'b', 'n', 'n'] [(1, 'b'), (0, 'c')] [3, 1, 2, 1]",
  ],
  ["print(sorted([1, 'a', 2]))", "TypeError: '<' not supported between instances of 'str' and 'int'"],
  ["print(sorted(['b', 'a', 1]))", "TypeError: '<' not supported between instances of 'int' and 'str'"],
  ['sorted()', 'TypeError: sorted expected 1 argument, got 0'],
  ["sorted([], reverse='x')", "TypeError: 'str' object cannot be interpreted as an integer"],
  [
    "for i, x in enumerate('ab', 5):\n    print(i, x)\nprint(list(enumerate([0], start=-1)), enumerate)",
    "5 a\n6 b\n[(-1, 0)] <class 'enumerate'>",
  ],
  [
    'e = enumerate([1, 2, 3])\nfor i, x in e:\n    break\nprint(list(e), list(e), sum([i for i, x in e]))',
    '[(1, 2), (2, 3)] [] 0',
  ],
  ['l = [1]\nfor i, x in enumerate(l):\n    if i < 3:\n        l.append(x * 2)\nprint(l)', '[1, 2, 4, 8]'],
  [
    'e = enumerate([1, 2, 3])\ntry:\n    sum(e)\nexcept TypeError as x:\n    print(x, list(e))',
    "unsupported operand type(s) for +: 'int' and 'tuple' [(1, 2), (2, 3)]",
  ],
  ['d = {}\ne = enumerate(d)\nd.clear()\nfor x in e:\n    print(x)\nprint(1)', '1'],
  ["import struct\nn, = struct.unpack('!H', b'\\x01\\x02')\nprint(n)", '258'],
  ["for x, in [(1,), 'b']:\n    print(x, [y for (y,) in [[2]]])", '1 [2]\nb [2]'],
  ['x, = 1, 2', 'ValueError: too many values to unpack (expected 1)'],
  ["x, = ''", 'ValueError: not enough values to unpack (expected 1, got 0)'],
  ['x, = 5', 'TypeError: cannot unpack non-iterable int object'],
  ['enumerate(1)', "TypeError: 'int' object is not iterable"],
  ['enumerate()', "TypeError: enumerate() missing required argument 'iterable'"],
  ["enumerate([], 'a')", "TypeError: 'str' object cannot be interpreted as an integer"],
  ['enumerate([])[0]', "TypeError: 'enumerate' object is not subscriptable"],
  ['len(enumerate([]))', "TypeError: object of type 'enumerate' has no len()"],
  [
    "buf = bytearray(8)\nbuf[0] = 104\nbuf += b'!'\nbuf.extend([1, 2])\nprint(buf, len(buf), bytes(buf[:2]), buf[:1].decode(), buf == bytes(buf))",
    String.raw`bytearray(b'h\x00\x00\x00\x00\x00\x00\x00!\x01\x02') 11 b'h\x00' h True`,
  ],
  [
    'b = bytearray()\nc = b\nc += b"it\'s"\nprint(b, [b], f"{b}")',
    String.raw`bytearray(b"it\'s") [bytearray(b"it\'s")] bytearray(b"it\'s")`,
  ],
  [
    'bytearray(b"\\xff").decode()',
    "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte",
  ],
  ['b = bytearray(b"a")\nb += b', 'BufferError: Existing exports of data: object cannot be re-sized'],
  ['print(range(1, 5, 2), len(range(1, 5, 2)), range(0) == range(2, 1))', 'range(1, 5, 2) 2 True'],
  [
    'for i in range(5):\n    if i == 1:\n        continue\n    if i == 3:\n        break\n    print(i)',
    '0\n2',
  ],
  ['n = 0\nwhile n < 4:\n    n += 1\n    if n == 2:\n        continue\n    print(n)', '1\n3\n4'],
  ["a = 'x'\na += 'y'\na *= 2\nn = 5\nn -= 7\nprint(a, n)", 'xyxy -2'],
  ["n = 1\nn += 'a'", "TypeError: unsupported operand type(s) for +=: 'int' and 'str'"],
  ["n = 'a'\nn -= 1", "TypeError: unsupported operand type(s) for -=: 'str' and 'int'"],
  ['n *= x', "NameError: name 'n' is not defined"],
  [
    'n = 1\ndef f():\n    n += 1\nf()',
    "UnboundLocalError: cannot access local variable 'n' where it is not associated with a value",
  ],
  ['print(-1, 2 - -3, -7 * -1, (-1,))', '-1 5 7 (-1,)'],
  ['for i in range(3, 0, -2):\n    print(i)', '3\n1'],
  ["print(1, 'a', sep='-')", '1-a'],
  ["print(1, 2, sep='')", '12'],
  ['print(1, sep=2)', 'TypeError: sep must be None or a string, not int'],
  [
    "def f(a, b=1, c='x'):\n    return a, b, c\nprint(f(1), f(1, 2), f(1, c=3), f(b=2, a=1))",
    "(1, 1, 'x') (1, 2, 'x') (1, 1, 3) (1, 2, 'x')",
  ],
  ['def f(a, b=1):\n    pass\nf()', "TypeError: f() missing 1 required positional argument: 'a'"],
  [
    'def f(a, b=1):\n    pass\nf(1, 2, 3)',
    'TypeError: f() takes from 1 to 2 positional arguments but 3 were given',
  ],
  ['def f(l=[]):\n    l.append(1)\n    return l\nf()\nprint(f())', '[1, 1]'],
  [
    'def out(a):\n    def inner(b, c):\n        return a\n    return inner(1)\nout(2)',
    "TypeError: out.<locals>.inner() missing 1 required positional argument: 'c'",
  ],
  ['n = 0\ndef f():\n    global n\n    n += 1\nf()\nf()\nprint(n)', '2'],
  [
    'def out():\n    x = 1\n    def mid():\n        global x\n        def inner():\n            return x\n        return inner()\n    return mid()\nout()',
    "NameError: name 'x' is not defined",
  ],
  ['print(0 < 1 < 2, 0 < 1 > 2, 1 < 2 == 2 in [2], (1 < 2) < 3, 1 < (2 < 3))', 'True False True True False'],
  [
    "def g(x):\n    print(x)\n    return x\nprint(g(1) < g(0) < g(5))\nprint(1 < 2 < 'a')",
    "1\n0\nFalse\nTypeError: '<' not supported between instances of 'int' and 'str'",
  ],
  [
    'for a, b in [(1, 2), (3, 4), (5,)]:\n    print(a + b)',
    '3\n7\nValueError: not enough values to unpack (expected 2, got 1)',
  ],
  ['a = [1, 2, 3]\ndel a[0], a[-1]\nprint(a)\ndel a\nprint(a)', "[2]\nNameError: name 'a' is not defined"],
  [
    'def f():\n    x = 1\n    del x\n    return x\nf()',
    "UnboundLocalError: cannot access local variable 'x' where it is not associated with a value",
  ],
  ['del (1, 2)[0]', "TypeError: 'tuple' object doesn't support item deletion"],
  ['a = 5\ndel a[0]', "TypeError: 'int' object does not support item deletion"],
  ['del print', "NameError: name 'print' is not defined"],
  [
    'print([i * 2 for i in range(5) if i % 2 == 0], [a + b for a, b in [(1, 2)]], [[j for j in range(i)] for i in range(3)])\nprint(i)',
    "[0, 4, 8] [3] [[], [0], [0, 1]]\nNameError: name 'i' is not defined",
  ],
  [
    'def f():\n    r = [x for i in range(2)]\n    x = 1\nf()',
    "NameError: cannot access free variable 'x' where it is not associated with a value in enclosing scope",
  ],
  [
    'print(MSG_PEEK | MSG_DONTWAIT, (MSG_PEEK | MSG_DONTWAIT,), 5 | 2, True | False, 1 | 2 + 4 == 7, MSG_PEEK in MSG_PEEK | MSG_DONTWAIT)',
    '66 (<MsgFlag.MSG_PEEK|MSG_DONTWAIT: 66>,) 7 True True True',
  ],
  ["'a' | 1", "TypeError: unsupported operand type(s) for |: 'str' and 'int'"],
  [
    "print(min(3, 1, 2), max([1, 5, 2]), min('bca'), max(1, 1.0), sum([1, 2.5], 3), sum([[1], [2]], []), abs(-3), abs(-0.5))",
    '1 5 a 1 6.5 [1, 2] 3 0.5',
  ],
  ['min([])', 'ValueError: min() arg is an empty sequence'],
  ["max(1, 'a')", "TypeError: '>' not supported between instances of 'str' and 'int'"],
  ["sum(['a'])", "TypeError: unsupported operand type(s) for +: 'int' and 'str'"],
  ["sum('a', '')", "TypeError: sum() can't sum strings [use ''.join(seq) instead]"],
  ["abs('a')", "TypeError: bad operand type for abs(): 'str'"],
  ['def f(a, b):\n    return a - b\nprint(f(b=1, a=5), f(5, b=1))', '4 4'],
  ['def f(a):\n    pass\nf(b=1)', "TypeError: f() got an unexpected keyword argument 'b'"],
  ['def f(a):\n    pass\nf(1, a=1)', "TypeError: f() got multiple values for argument 'a'"],
  ['def f(a, b):\n    pass\nf(b=1)', "TypeError: f() missing 1 required positional argument: 'a'"],
  [
    'for x in range(4):\n    if x == 1:\n        print(1)\n    elif x == 2:\n        print(2)\n    elif not x:\n        print(0)\n    else:\n        print(3)',
    '0\n1\n2\n3',
  ],
  ['x = None\nprint(x is None, x is not None, x == None, None == 0, not x)', 'True False True False True'],
  ['print(1 is True, True is True, (1, 2) is None)', 'False True False'],
  ['x = 3\nprint(-x, --x, -x - -x, -(x + 1), -x * 2, not -x, -True, -AF_INET)', '-3 3 0 -4 -6 False -1 -2'],
  ["-'a'", "TypeError: bad operand type for unary -: 'str'"],
  ['print(-7 // 2, 7 // -2, -7 % 3, 7 % -3, True // 1)', '-4 -4 2 -2 1'],
  ["print(-1.5, 2.0 in range(3), (1.5,) < (2,), f'{1.5} {1.5!r:>5}')", '-1.5 True True 1.5   1.5'],
  ['1 // 0', 'ZeroDivisionError: integer division or modulo by zero'],
  ['1 % 0', 'ZeroDivisionError: integer modulo by zero'],
  ["print(1 in (1, 2), 'a' in 'abc', 97 in b'a', 6 in range(0, 9, 3))", 'True True True True'],
  ["print('d' not in 'abc', not 1 in (1, 2), 'a' in range(3))", 'True False False'],
  ["5 in 'a'", "TypeError: 'in <string>' requires string as left operand, not int"],
  ["300 in b''", 'ValueError: byte must be in range(0, 256)'],
  ['1 in 5', "TypeError: argument of type 'int' is not iterable"],
  [
    "x = 5\ny = 'ab'\nprint(f'a{x}b{y!r}{{z}}\\n{x:04d}|{y:>4}|{y:*^6}|{x + 1}')",
    "a5b'ab'{z}\n0005|  ab|**ab**|6",
  ],
  ["x = 'é'\nprint(f\"it's {x!s:>3} {x!r}\")", "it's   é 'é'"],
  [
    "print(f'{5:<05} {255:#06x} {1234567:,} {1234:010,} {1234:#_b} {12345678:012,} {True:3} {AF_INET}')",
    '50000 0x00ff 1,234,567 00,001,234 0b100_1101_0010 0,012,345,678   1 2',
  ],
  [
    "x = 2.5\nprint(f'{x:.0f} {x:.2f} {x:>8} {x:08.3f} {1234567.891:,.2f} {0.125:.1%} {-0.001:.1f} {5:.2f} {1e16:>7} {x:#.0f} {1.005:.2f}')",
    '2 2.50      2.5 0002.500 1,234,567.89 12.5% -0.0 5.00   1e+16 2. 1.00',
  ],
  ["x = 1e308 * 10\nprint(f'{x:010,f} {-x:+8.1f} {x - x:F} {-0.0:5}|')", '0000000inf     -inf NAN  -0.0|'],
  ["x = 'a'\nf'{x:.2f}'", "ValueError: Unknown format code 'f' for object of type 'str'"],
  ["x = 1.5\nf'{x:d}'", "ValueError: Unknown format code 'd' for object of type 'float'"],
  ['x = 5.\nprint(x, [5., 6], 5.e3, -5.)', '5.0 [5.0, 6] 5000.0 -5.0'],
  ['print(1, 2, 3, 4, 5, 6, 7, 8, 9)', '1 2 3 4 5 6 7 8 9'],
  ["f'{None:5}'", 'TypeError: unsupported format string passed to NoneType.__format__'],
  ["f'{(1,):d}'", 'TypeError: unsupported format string passed to tuple.__format__'],
  ["x = 'a'\nf'{x:d}'", "ValueError: Unknown format code 'd' for object of type 'str'"],
  ["f'{5:.2}'", 'ValueError: Precision not allowed in integer format specifier'],
  ["f'{5:,x}'", "ValueError: Cannot specify ',' with 'x'."],
  ['def f():\n    return 1, 2\na, b = f()\na, b = b, a\nc = a,\nprint(a, b, c)', '2 1 (2,)'],
  [
    'a = [1, 2]\nb = a\nb += [3]\na.append((4,))\na[0] = None\nprint(b, a == b, a is None, a[-1], a[1:3], a[::-1])',
    '[None, 2, 3, (4,)] True False (4,) [2, 3] [(4,), 3, 2, None]',
  ],
  ['a = [1]\na.append(a)\nprint(a, len(a), a == a)', '[1, [...]] 2 True'],
  [
    'a = [1, 2, 3]\nfor x in a:\n    if x < 10:\n        a.append(x + 5)\nprint(a)',
    '[1, 2, 3, 6, 7, 8, 11, 12, 13]',
  ],
  [
    "a = [3]\na += 'xy'\na += (1,)\na += b'a'\nprint(a, a.index('y'), a.pop(), a.pop(0))",
    "['x', 'y', 1] 2 97 3",
  ],
  [
    'a = []\na.insert(5, 1)\na.insert(-9, 0)\na.extend(a)\na.remove(1)\na.reverse()\nprint(a, a.count(0))',
    '[1, 0, 0] 2',
  ],
  ['a = [1]\na += 5', "TypeError: 'int' object is not iterable"],
  ['a = [1]\na[1] = 2', 'IndexError: list assignment index out of range'],
  ['a = (1,)\na[0] = 2', "TypeError: 'tuple' object does not support item assignment"],
  ['[].pop()', 'IndexError: pop from empty list'],
  ['[1].index(2)', 'ValueError: 2 is not in list'],
  ['[1] + (1,)', 'TypeError: can only concatenate list (not "tuple") to list'],
  ["print([1] < [1, 2], [1] == (1,), [0] * 3, 'a' in ['a'])", 'True False [0, 0, 0] True'],
  ["'abc'['a']", "TypeError: string indices must be integers, not 'str'"],
  ["b'abc'[3]", 'IndexError: index out of range'],
  ['(1,)[1]', 'IndexError: tuple index out of range'],
  ['5[0]', "TypeError: 'int' object is not subscriptable"],
  ["'abc'[::0]", 'ValueError: slice step cannot be zero'],
  [
    "t = '你好😀 abc'\nprint(t[2], t[1:3], t[::-1], t.find('a'), t.rfind('c'), t.count(''), t.replace('', '-', 2))",
    '😀 好😀 cba 😀好你 4 6 8 -你-好😀 abc',
  ],
  [
    "head, body = b'GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\nbody'.split(b'\\r\\n\\r\\n', 1)\nfor line in head.split(b'\\r\\n')[1:]:\n    print(line.decode().split(': '), body.upper(), head.split()[0].hex())",
    "['Host', 'a'] b'BODY' 474554",
  ],
  [
    "print(' a b\\t'.strip(), 'a b c'.split(maxsplit=1), ','.join(['a', 'b']), b''.join([b'x', b'y']))",
    "a b ['a', 'b c'] a,b b'xy'",
  ],
  [
    "print('abc'.startswith(('x', 'ab')), b'abc'.endswith(b'c'), 'a=b'.partition('='), 'STRASSE'.lower(), 'ß'.upper())",
    "True True ('a', '=', 'b') strasse SS",
  ],
  ["','.join([1])", 'TypeError: sequence item 0: expected str instance, int found'],
  ["'a'.split('')", 'ValueError: empty separator'],
  ["b'a'.find('a')", "TypeError: argument should be integer or bytes-like object, not 'str'"],
  [
    "print(str([1, 'a']), repr('a'), int(' 42 ') + 1, list('ab'), tuple(b'ab'), bytes([65]))",
    "[1, 'a'] 'a' 43 ['a', 'b'] (97, 98) b'A'",
  ],
  ["int('x')", "ValueError: invalid literal for int() with base 10: 'x'"],
  ['def f(l):\n    l.append(len(l))\na = []\nf(a)\nf(a)\nprint(a)', '[0, 1]'],
  [
    "try:\n    len(1)\nexcept (ValueError, TypeError) as e:\n    print(repr(e))\nelse:\n    print('else')\nfinally:\n    print('finally')\nprint(e)",
    "TypeError(\"object of type 'int' has no len()\")\nfinally\nNameError: name 'e' is not defined",
  ],
  [
    'try:\n    print(1)\nexcept OSError:\n    print(2)\nelse:\n    print(3)\nfinally:\n    print(4)',
    '1\n3\n4',
  ],
  ["try:\n    x = [][0]\nfinally:\n    print('f')", 'f\nIndexError: list index out of range'],
  [
    "def f():\n    for i in range(3):\n        try:\n            if i == 1:\n                continue\n            print(i)\n        finally:\n            if i == 2:\n                return 'out'\nprint(f())",
    '0\n2\nout',
  ],
  ["def f():\n    try:\n        raise ValueError('a')\n    finally:\n        return 5\nprint(f())", '5'],
  ["raise ValueError('bad')", 'ValueError: bad'],
  ['raise 5', 'TypeError: exceptions must derive from BaseException'],
  ['raise', 'RuntimeError: No active exception to reraise'],
  [
    "try:\n    raise OSError('x')\nexcept OSError as e:\n    print(e, e.errno, e.strerror, (e,))\n    raise",
    "x None None (OSError('x'),)\nOSError: x",
  ],
  [
    "try:\n    try:\n        raise IndexError('i')\n    except LookupError as e:\n        raise e\nexcept IndexError as again:\n    print(repr(again))",
    "IndexError('i')",
  ],
  [
    'try:\n    len(1)\nexcept TypeError as e:\n    e.errno',
    "AttributeError: 'TypeError' object has no attribute 'errno'",
  ],
  [
    'ValueError = 5\ntry:\n    len(1)\nexcept ValueError:\n    print(1)',
    'TypeError: catching classes that do not inherit from BaseException is not allowed',
  ],
  ['with 5:\n    pass', "TypeError: 'int' object does not support the context manager protocol"],
  ['range(1, 2, 0)', 'ValueError: range() arg 3 must not be zero'],
  ["print('\\101', '\\012', len('\\a'), '\\U0001F600')", 'A \n 1 😀'],
  ["for b in b'ab':\n    print(b)", '97\n98'],
  ["for c in 'a😀':\n    print(c)", 'a\n😀'],
  ["for x in (1, 'b'):\n    print(x)", '1\nb'],
  ['for x in 5:\n    pass', "TypeError: 'int' object is not iterable"],
  ["a, b = 'xy'\nprint(b, a)", 'y x'],
  ['a, b = 1', 'TypeError: cannot unpack non-iterable int object'],
  ["a, b = 'xyz'", 'ValueError: too many values to unpack (expected 2)'],
  [
    'print(AF_INET == 2, SHUT_RD + 1, AF_INET, SO_REUSEADDR, (AF_INET, SOCK_STREAM))',
    'True 1 2 2 (<AddressFamily.AF_INET: 2>, <SocketKind.SOCK_STREAM: 1>)',
  ],
  [
    'print((1, 2) < (1, 3), (1,) < (1, 2), (2,) <= (1, 9), (1, 2) * 2, 2 * (0,))',
    'True True False (1, 2, 1, 2) (0, 0)',
  ],
  ["print((1, 'a') < (1, 2))", "TypeError: '<' not supported between instances of 'str' and 'int'"],
  ["print('😀' < '\\uffff', 'a' < 'B', 'a' < 'ab')", 'False False True'],
  ["print('a' * 'b')", "TypeError: can't multiply sequence by non-int of type 'str'"],
  ['print(print())', '\nNone'],
  [
    'n = 9007199254740991\nprint(n + 2, n * n, n - n * 3)',
    '9007199254740993 81129638414606663681390495662081 -18014398509481982',
  ],
  ['def out(a):\n    def inner(b):\n        return a + b\n    return inner(2)\nprint(out(1))', '3'],
  [
    'def out():\n    def inner():\n        return x\n    y = inner()\n    x = 1\n    return y\nout()',
    "NameError: cannot access free variable 'x' where it is not associated with a value in enclosing scope",
  ],
  ['def f(n):\n    if n == 0:\n        return 0\n    return 1 + f(n - 1)\nprint(f(40))', '40'],
  [
    'try:\n    len(1)\nexcept TypeError as e:\n    print(e)\nprint(e)',
    "object of type 'int' has no len()\nNameError: name 'e' is not defined",
  ],
  [
    'e = 1\ntry:\n    len(1)\nexcept TypeError as e:\n    pass\nprint(e)',
    "NameError: name 'e' is not defined",
  ],
  [
    "print('aé'.encode('ascii', 'ignore'), 'aé'.encode('ascii', 'replace'), 'é'.encode(errors='ignore', encoding='ascii'))",
    "b'a' b'a?' b''",
  ],
  ["print('a'.encode('ascii', 'foo'), b'a'.decode('utf-8', 'foo'))", "b'a' a"],
  ["'é'.encode('ascii', 'foo')", "LookupError: unknown error handler name 'foo'"],
  [
    "'é'.encode('ascii')",
    "UnicodeEncodeError: 'ascii' codec can't encode character '\\xe9' in position 0: ordinal not in range(128)",
  ],
  ["b'\\xff'.decode('utf-8', 'ignore')", ''],
  ["'a'.encode(1)", "TypeError: encode() argument 'encoding' must be str, not int"],
  ["'a'.encode('ascii', 'strict', 1)", 'TypeError: encode() takes at most 2 arguments (3 given)'],
  [
    "'a'.encode('ascii', encoding='ascii')",
    "TypeError: argument for encode() given by name ('encoding') and position (1)",
  ],
  ['len = 3\nprint(len)', '3'],
  ["len = 3\nlen('a')", "TypeError: 'int' object is not callable"],
  ['AF_INET = 7\nprint(AF_INET)', '7'],
  ["if __name__ == '__main__':\n    print('main')", 'main'],
  ['def f(a):\n    pass\nf()', "TypeError: f() missing 1 required positional argument: 'a'"],
  [
    'def f(a, b, c):\n    pass\nf()',
    "TypeError: f() missing 3 required positional arguments: 'a', 'b', and 'c'",
  ],
  ['def f(a, b):\n    pass\nf()', "TypeError: f() missing 2 required positional arguments: 'a' and 'b'"],
  ['def f(a):\n    pass\nf(1, 2)', 'TypeError: f() takes 1 positional argument but 2 were given'],
  ['def f():\n    pass\nf(1)', 'TypeError: f() takes 0 positional arguments but 1 was given'],
  ['len(1)', "TypeError: object of type 'int' has no len()"],
  ['len()', 'TypeError: len() takes exactly one argument (0 given)'],
  ["range('a')", "TypeError: 'str' object cannot be interpreted as an integer"],
  ["x = 'a'\nx.decode(y)", "AttributeError: 'str' object has no attribute 'decode'"],
  [
    "print((5).to_bytes(4, 'big'), (5).to_bytes(2, 'little'), (7).to_bytes(), True.to_bytes(1, 'big'))",
    "b'\\x00\\x00\\x00\\x05' b'\\x05\\x00' b'\\x07' b'\\x01'",
  ],
  ["(256).to_bytes(1, 'big')", 'OverflowError: int too big to convert'],
  ["(1).to_bytes(1, 'x')", "ValueError: byteorder must be either 'little' or 'big'"],
  [
    "print(int.from_bytes(b'ab', 'little'), int.from_bytes(b''), int.from_bytes(b'\\xff' * 9, 'big'))",
    '25185 0 4722366482869645213695',
  ],
  ["int.from_bytes('a', 'big')", "TypeError: cannot convert 'str' object to bytes"],
  ['import socket\nprint(socket.SHUT_WR, socket.AF_INET6)', '1 10'],
  ['import socket\nprint(AF_INET)', "NameError: name 'AF_INET' is not defined"],
  ['import threading\nsocket()', "NameError: name 'socket' is not defined"],
  ['def f():\n    pass\nprint(f == f, print, int)', "True <built-in function print> <class 'int'>"],
  [
    "try:\n    b'\\xff'.decode()\nexcept ValueError as e:\n    print(e)",
    "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte",
  ],
  [
    'try:\n    len(1)\nexcept TypeError as e:\n    print((e,))',
    '(TypeError("object of type \'int\' has no len()"),)',
  ],
  [
    'print(1e16, 123456789012345680.0, 1e-5, 0.0001, .5)\nprint(5.0, 1.5e-7, 1e308 * 10, 0.1 + 0.2, 1E3)',
    '1e+16 1.2345678901234568e+17 1e-05 0.0001 0.5\n5.0 1.5e-07 inf 0.30000000000000004 1000.0',
  ],
  [
    'print(1 + 0.5, 2 * 1.5, 1 - 0.5, 1.0 == 1, True == 1.0, 1.5 < 2)\nprint(9007199254740991 + 2 == 9007199254740992.0)',
    '1.5 3.0 0.5 True True True\nFalse',
  ],
  ["'a' * 1.5", "TypeError: can't multiply sequence by non-int of type 'float'"],
  ["1.5 + 'a'", "TypeError: unsupported operand type(s) for +: 'float' and 'str'"],
  ["1.5 < 'a'", "TypeError: '<' not supported between instances of 'float' and 'str'"],
  ['range(1.5)', "TypeError: 'float' object cannot be interpreted as an integer"],
  ["if 0.0:\n    print(1)\nelse:\n    print((1.5,), len('a') * 0.5)", '(1.5,) 0.5'],
  ['import time\ntime.sleep()', 'TypeError: time.sleep() takes exactly one argument (0 given)'],
  ['from time import sleep\nsleep(1, 2)', 'TypeError: time.sleep() takes exactly one argument (2 given)'],
  ['sleep(1)', "NameError: name 'sleep' is not defined"],
  [
    "from struct import *\nprint(pack('!HI', 1, 2), pack('ii', 1, 0), pack('bh', 1, 2), pack('<2l', -1, 5))\nprint(pack('ll', 1, 0), calcsize('bi'), calcsize('=bi'), unpack('!Hb2x', b'ab\\xffzz'))",
    "b'\\x00\\x01\\x00\\x00\\x00\\x02' b'\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00' b'\\x01\\x00\\x02\\x00' b'\\xff\\xff\\xff\\xff\\x05\\x00\\x00\\x00'\nb'\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00' 8 5 (24930, -1)",
  ],
  ["import struct\nstruct.pack('!H', 70000)", "error: 'H' format requires 0 <= number <= 65535"],
  ["import struct\nstruct.pack('!H', -1)", 'error: argument out of range'],
  ["import struct\nstruct.pack('B', 256)", 'error: ubyte format requires 0 <= number <= 255'],
  ["import struct\nstruct.pack('I', -1)", 'error: argument out of range'],
  [
    "import struct\nstruct.pack('i', 2147483648)",
    "error: 'i' format requires -2147483648 <= number <= 2147483647",
  ],
  ["import struct\nn = 9007199254740991\nstruct.pack('!q', n * n)", 'error: int too large to convert'],
  ["import struct\nstruct.pack('ii', 1)", 'error: pack expected 2 items for packing (got 1)'],
  ["import struct\nstruct.pack('i', 'a')", 'error: required argument is not an integer'],
  ["import struct\nstruct.pack('z', 1)", 'error: bad char in struct format'],
  [
    'import struct\nstruct.pack(1, 1)',
    'TypeError: Struct() argument 1 must be a str or bytes object, not int',
  ],
  ["import struct\nstruct.unpack('!I', b'abc')", 'error: unpack requires a buffer of 4 bytes'],
  ["import struct\nstruct.unpack('i')", 'TypeError: unpack expected 2 arguments, got 1'],
  ['print(MSG_PEEK, (MSG_PEEK,), MSG_PEEK + 1, SO_LINGER)', '2 (<MsgFlag.MSG_PEEK: 2>,) 3 13'],
];

/** Operations on values that are divided into pieces (server/lab-host/python/long-work.ts), which must meet no seam. */
const LONG: readonly (readonly [names: string, ...printed: string[]])[] = [
  ...["'a' + '你' * 300000", "'ab' + '😀' * 200000", "'é' * 600000"].map(
    (text) =>
      [
        `t = ${text}\nb = t.encode()`,
        'len(b)',
        'b.decode() == t',
        'len(t)',
        't[-1]',
        'b[200001:200009]',
      ] as const,
  ),
  [
    "t = 'a' + '中文' * 150000\nb = t.encode('gbk')",
    'len(b)',
    "b.decode('gbk') == t",
    'b[-3:]',
    "t.encode('ascii', 'ignore')",
    "len(t.encode('ascii', 'replace'))",
  ],
  ["t = 'é' * 300000\nb = t.encode('latin-1')", 'len(b)', "b.decode('latin-1') == t"],
  ["t = ('x' * 300000 + '你你' + 'x').encode('ascii')", 't'],
  ["t = ('x' * 300000 + '😀你').encode('gbk')", 't'],
  ["t = ('x' * 300000 + '你' * 300000).encode('latin-1')", 't'],
  ["t = (b'x' * 262143 + '😀'.encode() * 3 + b'\\xf0\\x9f').decode()", 't'],
  ["t = (b'x' * 262142 + b'\\xe4\\xbd' + b'x' * 300000).decode()", 't'],
  ["t = (b'a' * 400000 + b'\\x80').decode('ascii')", 't'],
  [
    "b = b'x' * 262143 + b'\\xe4\\xbd\\xff' * 90000",
    "len(b.decode('utf-8', 'replace'))",
    "len(b.decode('utf-8', 'ignore'))",
    "len(b.decode('ascii', 'replace'))",
  ],
  [
    "t = 'ab' * 300000 + 'c' + 'ab' * 300000",
    "t.find('bca')",
    "t.rfind('bca')",
    "t.count('ba')",
    "t.count('aba')",
    "t.find('abc', 7)",
    "t.rfind('ab', 0, 600002)",
    "len(t.replace('ba', 'x'))",
    "t.replace('c', 'dd')[599999:600004]",
  ],
  [
    "p = 'ab' * 200 + 'c'\nt = 'ab' * 400000 + 'c' + p * 3",
    't.find(p)',
    't.rfind(p)',
    't.count(p)',
    'p in t',
    "'b' * 100 in t",
    't.partition(p)[0][-3:]',
    'len(t.split(p))',
    "t.replace(p, '')[-3:]",
    't.index(p, 800000)',
  ],
  [
    "t = '😀a' * 200000",
    'len(t)',
    't[300001]',
    't[5:300001:70000]',
    't[::-100000]',
    't[399990:]',
    "t.find('a', 250000)",
    "t.rfind('😀')",
    "t.count('a😀', 3, 300001)",
    "len(t.replace('', '-'))",
    "t.strip('😀')[:2]",
    "len(t.lstrip('a😀'))",
  ],
  [
    "t = 'x' * 700000",
    "t + '\\uffff' < t + '😀'",
    "t + 'a' > t + 'x'",
    "b'a' * 700000 < b'a' * 700001",
    "t.lstrip('x')",
    "(' ' * 600000 + 'a b' + ' ' * 600000).strip()",
    "(' ' * 300000 + 'a').split()",
    "('é' + t).upper().lower() == 'é' + t",
  ],
  [
    "b = b'abc' * 500000",
    "b[1:1400000:3] == b'b' * 466667",
    'b[::-1][:4]',
    'len(b * 3)',
    '(b * 3)[2000001:2000007]',
    '(b + b[1:])[1499998:1500003]',
    'b.upper()[-2:]',
    "b.find(b'cc')",
    "b.count(b'ca')",
    "b'ba' in b",
  ],
  [
    'b = bytes(range(256)) * 9000',
    "b.decode('latin-1').encode('latin-1') == b",
    "len(b.split(b'\\x00\\x01\\x02', 5))",
    "b.replace(b'\\xff\\x00', b'')[:3]",
    'b.hex()[-4:]',
    "len(b' '.join([b, b]))",
    "len(str([b'\\x00' * 3000] * 9))",
    'len(bytes(700000))',
    '([1] * 4000).count(1)',
  ],
];

/** Each program that a lab would run in another way, and what is said where it stands. */
const REFUSED: readonly (readonly [string, string])[] = [
  ["print(1, end='')", 'other-way print-end'],
  ["x = '''a'''", "string-form '''"],
  ['x = 007', 'unsupported 007'],
  ['x = 1__0', 'unsupported 1__0'],
  ['s = socket(proto=0)', 'unsupported proto='],
  ['s = socket()\ns.recv(1, 2)', 'unsupported 2'],
  ['s = socket()\ns.send(b"", 1)', 'unsupported 1'],
  ['def f(a):\n    pass\nf(a=1, a=2)', 'syntax '],
  ['def f(a):\n    pass\nf(a=1, 2)', 'syntax '],
  ['for i in range(3):\n    pass\nelse:\n    pass', 'loop-else for'],
  ['while False:\n    pass\nelse:\n    pass', 'loop-else while'],
  ['x = 1\nprint(x is 1)', 'identity is'],
  ['x = 1\nprint(x is not x)', 'identity is not'],
  ["x = f'{1!a}'", 'unsupported {1!a}'],
  ["x = f'{1:.2e}'", 'format-spec .2e'],
  [`print(${'1, '.repeat(33)})`, 'too-many 32'],
  ['try:\n    pass\nexcept socket.timeout:\n    pass', 'unknown-exception socket.timeout'],
  ["x = f'{1:{1}}'", 'format-spec {1}'],
  ['x = f\'{"\\n"}\'', 'in-f-string f\'{"\\n"}\''],
  ["x = f'''a'''", "string-form f'''"],
  ['x = +1', 'unsupported +1'],
  ['def f(a, b=1, c):\n    pass', 'default-order c'],
  ['def f(a, a):\n    pass', 'twice a'],
  ['def f(*a):\n    pass', 'unsupported *'],
  ['def f():\n    x = 1\n    global x', 'global-place x'],
  ['def f(a):\n    global a', 'global-place a'],
  ['def f():\n    nonlocal x', 'nonlocal nonlocal x'],
  ['x = [i for i in range(3) for j in range(2)]', 'one-loop '],
  ['x = [1, 2]\ndel x[0:1]', 'unsupported del x[0:1]'],
  ['b = memoryview(bytearray(5))', 'no-memoryview memoryview'],
  ["b = bytearray(5)\nb[0:2] = b'ab'", "unsupported b[0:2] = b'ab'"],
  ['b = bytearray(5)\ndel b[0:2]', 'unsupported del b[0:2]'],
  ['s = socket()\ns.recv_into(bytearray(5), nbytes=3)', 'unsupported nbytes='],
  ['s = socket()\ns.recv_into(bytearray(5), 3, 2)', 'unsupported 2'],
  ['n /= 2', 'other-way division'],
  ['t = Thread(target=print)', 'unknown-function print'],
  ['x = 99999999999999999999', 'unsupported 99999999999999999999'],
  ['import os', 'unknown-module os'],
  ['s = socket(AF_INET, SOCK_DGRAM)', 'datagrams SOCK_DGRAM'],
  ['import socket\ns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)', 'datagrams SOCK_DGRAM'],
  ["s = socket()\ns.sendto(b'', ('192.168.127.1', 53))", 'datagrams sendto'],
  ['import time\ntime.sleep(secs=1)', 'unsupported secs='],
  ['import selectors', 'no-selectors selectors'],
  ['s = socket()\ns.recv(1, MSG_WAITALL)', 'waitall MSG_WAITALL'],
  ["s = socket()\ns.send(b'', MSG_PEEK)", 'unsupported MSG_PEEK'],
  ['x = 1_0.5', 'unsupported 1_0.5'],
];

describe('[PROG1] a program is exact or refused', () => {
  test.each(EXACT)('%j', async (text, printed) => {
    expect(await dryRun(accepted(text))).toBe(printed);
  });

  test.each(REFUSED)('%j is refused', (text, code) => {
    const errors = findingsIn(text).filter(({ severity }) => severity === 'error');
    expect(errors.map((one) => `${one.code} ${one.about}`)).toEqual([code]);
  });

  test.skipIf(noPython !== undefined)('python3 prints the same', () => {
    expect(printedByPython(EXACT.map(([text]) => text))).toEqual(EXACT.map(([, printed]) => printed));
  });

  test.skipIf(noPython !== undefined)('long values have no seams', async () => {
    const texts = LONG.map(([names, ...printed]) =>
      [names, ...printed.map((one) => `print(${one})`)].join('\n'),
    );
    const here: string[] = [];
    for (const text of texts) here.push(await dryRun(accepted(text)));
    expect(here).toEqual(printedByPython(texts));
  });
});

function accepted(text: string): Program {
  const { program, findings } = readPython(text);
  if (program === null) throw new Error(`${text}: ${JSON.stringify(findings)}`);
  return program;
}

/** Calls that Python refuses before any system call, and some whose text it makes with system calls. */
const CALLS = [
  's.listen(9999999999)',
  "s.listen('a')",
  's.recv()',
  "s.recv('a')",
  's.recv(0 - 1)',
  's.recv(None)',
  's.recv_into()',
  "s.recv_into(b'abc')",
  's.recv_into(None)',
  's.recv_into(bytearray(3), 4)',
  's.recv_into(bytearray(3), 0 - 1)',
  's.recv_into(bytearray(3), 1.5)',
  's.recv_into(bytearray())',
  's.recv_into(bytearray(3))',
  's.sendall(bytearray(3))',
  's.send()',
  "s.send('a')",
  's.sendall(1)',
  "s.connect('a')",
  's.connect((1, 1))',
  "s.connect(('127.0.0.1', '1'))",
  "s.connect(('127.0.0.1', 9999999999))",
  's.bind()',
  's.accept(1)',
  's.close(1)',
  's.shutdown()',
  "s.shutdown('a')",
  's.shutdown(1)',
  's.setsockopt(1)',
  "s.setsockopt(1, 2, 'a')",
  "s.setsockopt('a', 2, 3)",
  's.setsockopt(1, 2, 1)',
  's.getsockopt(1, 2)',
  "s.getsockopt('a', 1)",
  's.setblocking()',
  "s.setblocking('a')",
  's.getsockname(1)',
  's + 1',
  's()',
];

describe.skipIf(noLab !== undefined)('[PROG1] a socket call with wrong arguments', () => {
  test('raises and prints in a lab what it does under python3', { timeout: 120_000 }, async () => {
    const text = [
      's = socket(family=AF_INET6, type=SOCK_STREAM)',
      'print(s)',
      's = socket()',
      ...CALLS.filter((call) => accepts(call)).map(
        (call) => `try:\n    print(${call})\nexcept Exception as e:\n    print(e, (e,))`,
      ),
      's.close()',
      'print(s, (s,))',
    ];
    // A program has at most 100 statements.
    const [first, second] = [text.slice(0, 22), ['s = socket()', ...text.slice(22)]].map((part) =>
      part.join('\n'),
    );
    for (const part of [first!, second!]) {
      const programs = { client: accepted(part), server: accepted('pass') };
      const { events } = await experiment('pasted', { env: { PROGRAMS: JSON.stringify(programs) } });
      expect(checkLog(events).faults).toEqual([]);
      const { client } = outcomesOf(events, ['client']);
      if (noPython !== undefined) continue;
      expect(client).toEqual(await new Script('client', `from socket import *\n${part}\n`).outcome);
    }
  });
});

function accepts(call: string): boolean {
  return readPython(call).program !== null;
}
