import { expect, test } from 'vitest';
import { LIMITS } from '../../../../shared/limits.ts';
import { readPython } from '../../../../client/features/composer/python/python.ts';
import { keyOf } from '../../../../server/lab-host/python/keys.ts';
import {
  bool,
  float,
  int,
  newSocket,
  str,
  tuple,
  type Value,
} from '../../../../server/lab-host/python/values.ts';
import { view } from '../../../../server/lab-host/python/view.ts';
import { dryRun } from '../../../support/dry-run.ts';

const run = (text: string, own = {}): Promise<string> => dryRun(readPython(text).program!, own);
const key = (value: Value): Promise<string> => keyOf(value, () => null);
const bytes = (text: string): Value => ({ is: 'bytes', bytes: Buffer.from(text, 'latin1') });

test('[PROG1] equal values are one key of a dict, and others are other ones', async () => {
  const [first, second] = [newSocket(3, 'AF_INET'), newSocket(3, 'AF_INET')];
  const long = 'x'.repeat(100_000);
  const same: readonly (readonly Value[])[] = [
    [int(1), bool(true), float(1)],
    [int(0), bool(false), float(-0)],
    [int(2n ** 70n), float(2 ** 70)],
    [
      { is: 'socket', socket: first },
      { is: 'socket', socket: first },
    ],
    [{ is: 'socket', socket: second }],
    [str('1')],
    [str('n')],
    [{ is: 'none' }],
    [bytes('1')],
    [float(1.5)],
    [float(Infinity)],
    [str(long), str(long)],
    [str(`${long}y`)],
    // A cut between the two units of a character must not make two texts one.
    [str('x'.repeat(1024 * 256 - 1) + '😀'.repeat(9))],
    [str('x'.repeat(1024 * 256 - 1) + '😁'.repeat(9))],
    [bytes(long)],
    [
      { is: 'builtin', name: 'len' },
      { is: 'builtin', name: 'len' },
    ],
    [bytes('uiltin len')],
    [int(0xf1)],
    [float(0.1)],
    [tuple(), tuple()],
    [tuple(tuple(), tuple())],
    [tuple(tuple(tuple()))],
    [tuple(int(1), str(long)), tuple(float(1), str(long))],
    [tuple(int(11)), tuple(int(11))],
    [tuple(int(1), int(1)), tuple(bool(true), int(1))],
    [tuple(str('1'), int(1))],
    [tuple(str('1 i1'))],
  ];
  const keys = await Promise.all(same.map((equal) => Promise.all(equal.map(key))));
  for (const equal of keys) expect(new Set(equal).size).toBe(1);
  expect(new Set(keys.flat()).size).toBe(same.length);
  expect(Math.max(...keys.flat().map(({ length }) => length))).toBeLessThan(70);
});

test('[PROG7] a tuple that refers to another one again and again is looked at once', async () => {
  let nested: Value = tuple(int(1));
  for (let i = 0; i < 60; i += 1) nested = tuple(nested, nested);
  let charges = 0;
  await keyOf(nested, () => {
    charges += 1;
    return null;
  });
  expect(charges).toBeLessThan(1000);
});

test.each([
  ['x = 1e999 - 1e999\nd = {x: 1}', 'LabRefusal: nan as a key: each one is another key to Python'],
  [
    'd = {1: 2, 3: 4}\nfor k in d:\n    del d[k]\n    d[5] = 6',
    'LabRefusal: a dict keeps its keys here while a loop goes over it',
  ],
  [
    'print({}.keys() == {}.keys())',
    'LabRefusal: a lab does not compare the views of dicts: compare lists of them',
  ],
  ['print({}.keys() - [1])', 'LabRefusal: - of the views of dicts: a lab has no sets'],
  ['{}[print]', 'KeyError: <built-in function print>'],
  ['def f():\n    pass\n{}[f]', 'LabRefusal: the text of a function is another one at each run'],
  ['def f():\n    pass\ntry:\n    {}[f]\nexcept KeyError:\n    print("caught")', 'caught'],
  [
    'def f():\n    pass\ntry:\n    {}[f]\nexcept KeyError as e:\n    print(e)',
    'LabRefusal: the text of a function is another one at each run',
  ],
  [
    `d = dict(enumerate(range(${LIMITS.listItems})))\nd[0] = 1\ntry:\n    d['x'] = 1\nexcept MemoryError as e:\n    print(e)`,
    `a lab's lists, tuples and dicts hold at most ${LIMITS.listItems} items`,
  ],
])('[PROG1] %j', async (text, printed) => {
  expect(await run(text)).toBe(printed);
});

test('[PROG5] the traceback of a KeyError describes a socket as Python does, and one that is caught does not', async () => {
  let asked = 0;
  const own = {
    socket: () => Promise.resolve<Value>({ is: 'socket', socket: newSocket(3, 'AF_INET') }),
    describe: () => {
      asked += 1;
      return Promise.resolve('<socket.socket fd=3>');
    },
  };
  expect(await run('s = socket()\ntry:\n    {}[s]\nexcept KeyError:\n    print(1)', own)).toBe('1');
  expect(asked).toBe(0);
  expect(await run('s = socket()\n{}[(s, 1)]', own)).toBe('KeyError: (<socket.socket fd=3>, 1)');
  expect(asked).toBe(1);
  expect(await run('s = socket()\ntry:\n    {}[s]\nexcept KeyError as e:\n    print(e)', own)).toBe(
    '<socket.socket fd=3>',
  );
  expect(
    await run('s = socket()\ntry:\n    {}[s]\nexcept KeyError as e:\n    print((e,), repr(e))', own),
  ).toBe('(KeyError(<socket.socket fd=3>),) KeyError(<socket.socket fd=3>)');
});

test('[PROG3] each name that stands for a dict is told when it has changed, a view’s too', async () => {
  const told: string[] = [];
  await run(
    'd = {}\nv = [d.items()]\nd["a"] = 1\nd["a"] += 1\nd.update(b=[])\nd["b"] += "x"\ndel d["a"]\nd.get(1)\nx = 5',
    {
      assigned: (name: string, value: Value) => {
        const shown = view(value, () => null);
        told.push(`${name} ${shown.is === 'other' ? shown.repr : shown.is}`);
      },
    },
  );
  expect(told).toEqual([
    'd {}',
    'v [dict_items([])]',
    ...["'a': 1", "'a': 2", "'a': 2, 'b': []", "'a': 2, 'b': ['x']", "'b': ['x']"].flatMap((inside) => [
      `d {${inside}}`,
      `v [dict_items([${inside === '' ? '' : inside.replaceAll(/('.'): (\d|\[.*?\])/g, '($1, $2)')}])]`,
    ]),
    'x number',
  ]);
});
