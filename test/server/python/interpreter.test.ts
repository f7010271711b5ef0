import { describe, expect, test } from 'vitest';
import {
  assign,
  call,
  literal,
  method,
  name,
  parameter,
  perform,
  tuple,
  type Statement,
} from '../../../shared/programs/tree.ts';
import { execute, type Machine, type Names } from '../../../server/lab-host/python/interpreter.ts';
import { repr, type Value } from '../../../server/lab-host/python/values.ts';

interface Ran {
  readonly names: Names;
  readonly printed: string[];
  readonly calls: string[];
}

/** Executes statements with a socket that records what is asked of it. */
async function run(...statements: Statement[]): Promise<Ran> {
  const ran: Ran = { names: new Map(), printed: [], calls: [] };
  const machine: Machine = {
    print: (text) => ran.printed.push(text),
    socket: () => Promise.resolve<Value>({ is: 'socket', socket: { fd: 3 } }),
    method: (_socket, called, args) => {
      ran.calls.push(`${called}(${args.map(repr).join(', ')})`);
      return Promise.resolve<Value>({ is: 'bytes', bytes: Buffer.from('你好').subarray(0, 4), call: 9 });
    },
    assigned: () => {},
  };
  for (const statement of statements) await execute(statement, ran.names, machine);
  return ran;
}

const s = name('s');
const socket = assign('s', call('socket'));

describe('expressions', () => {
  test('encode gives UTF-8 bytes, three for a Chinese character', async () => {
    const { calls } = await run(socket, perform(method(s, 'send', method(literal('你a'), 'encode'))));
    expect(calls).toEqual(["send(b'\\xe4\\xbd\\xa0a')"]);
  });

  test('arguments are evaluated left to right, tuples unpacked into names', async () => {
    const { names } = await run(assign(['a', 'b'], tuple(literal('x'), parameter('port', 'port', 80))));
    expect([...names].map(([key, value]) => `${key}=${repr(value)}`)).toEqual(["a='x'", 'b=80']);
  });

  test('print joins with spaces and shows text bare, everything else as repr', async () => {
    const { printed } = await run(
      perform(call('print', literal('at'), tuple(literal('h'), literal(1)), method(literal('é'), 'encode'))),
    );
    expect(printed).toEqual(["at ('h', 1) b'\\xc3\\xa9'"]);
  });

  test('len counts code points of text and bytes of bytes', async () => {
    const { names } = await run(
      assign('chars', call('len', literal('你好😀'))),
      assign('bytes', call('len', method(literal('你好😀'), 'encode'))),
    );
    expect(repr(names.get('chars') ?? { is: 'none' })).toBe('3');
    expect(repr(names.get('bytes') ?? { is: 'none' })).toBe('10');
  });
});

describe('exceptions carry Python’s own names and messages', () => {
  test.each<[string, Statement[], string]>([
    ['an unknown name', [perform(name('data'))], "NameError: name 'data' is not defined"],
    [
      'half a character',
      [socket, assign('d', method(s, 'recv', literal(4))), perform(method(name('d'), 'decode'))],
      "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xe5 in position 3: unexpected end of data",
    ],
    [
      'too many values',
      [assign(['a'], literal(1)), assign(['a', 'b'], tuple(literal(1), literal(2), literal(3)))],
      'ValueError: too many values to unpack (expected 2)',
    ],
    [
      'too few values',
      [assign(['a', 'b', 'c'], tuple(literal(1), literal(2)))],
      'ValueError: not enough values to unpack (expected 3, got 2)',
    ],
    [
      'unpacking a number',
      [assign(['a', 'b'], literal(1))],
      'TypeError: cannot unpack non-iterable int object',
    ],
    [
      'a method that is not there',
      [perform(method(literal('x'), 'recv'))],
      "AttributeError: 'str' object has no attribute 'recv'",
    ],
    ['len of a number', [perform(call('len', literal(1)))], "TypeError: object of type 'int' has no len()"],
  ])('%s', async (_what, statements, message) => {
    await expect(run(...statements)).rejects.toThrow(message);
  });
});

test('bytes as CPython’s repr writes them', () => {
  const bytes = (text: string): Value => ({ is: 'bytes', bytes: Buffer.from(text, 'latin1') });
  expect(repr(bytes("a'b"))).toBe('b"a\'b"');
  expect(repr(bytes('a\'b"c'))).toBe("b'a\\'b\"c'");
  expect(repr(bytes('\t\n\r\\\x00\xff'))).toBe("b'\\t\\n\\r\\\\\\x00\\xff'");
});
