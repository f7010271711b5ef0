import { describe, expect, test } from 'vitest';
import {
  assign,
  attempt,
  bytes,
  call,
  define,
  giveBack,
  leaveLoop,
  literal,
  method,
  name,
  operation,
  parameter,
  perform,
  thread,
  tuple,
  when,
  whileLoop,
} from '../../../../shared/programs/build.ts';
import type { Expression, Statement } from '../../../../shared/programs/tree.ts';
import type { Names } from '../../../../server/lab-host/python/names.ts';
import type { Machine } from '../../../../server/lab-host/python/machine.ts';
import { MemoryAccount } from '../../../../server/lab-host/python/memory-account.ts';
import type { Tracer } from '../../../../server/lab-host/python/block-runner.ts';
import { raise } from '../../../../server/lab-host/python/exceptions.ts';
import { Interpreter } from '../../../../server/lab-host/python/interpreter.ts';
import { repr } from '../../../../server/lab-host/python/repr.ts';
import { newSocket, NONE, type PythonThread, type Value } from '../../../../server/lab-host/python/values.ts';
import { dryRun } from '../../../support/dry-run.ts';

interface Ran {
  readonly names: Names;
  /**
   * The trace has the lines in the order in which they ran, the functions entered and the exceptions caught.
   */
  readonly trace: (number | string)[];
  readonly printed: string[];
  readonly calls: string[];
}

/** Executes statements with a socket that records what is asked of it. */
async function run(...statements: Statement[]): Promise<Ran> {
  const ran: Ran = { names: new Map(), trace: [], printed: [], calls: [] };
  const machine: Machine = {
    charge: () => null,
    memory: new MemoryAccount(Infinity),
    print: (text) => ran.printed.push(text),
    input: (prompt) => Promise.resolve(`${prompt}typed`),
    sleep: () => Promise.resolve(),
    select: () => Promise.resolve(NONE),
    createConnection: () => Promise.resolve(NONE),
    createServer: () => Promise.resolve(NONE),
    socket: () => Promise.resolve<Value>({ is: 'socket', socket: newSocket(3, 'AF_INET') }),
    describe: async () => {
      ran.calls.push('describe');
      await Promise.resolve();
      ran.calls.push('described');
      return '<socket>';
    },
    method: (_socket, called, args) => {
      ran.calls.push(`${called}(${args.map((arg) => repr(arg)).join(', ')})`);
      return Promise.resolve<Value>({ is: 'bytes', bytes: Buffer.from('你好').subarray(0, 4), call: 9 });
    },
    dropped: () => {},
    release: () => null,
    assigned: () => {},
    deleted: (name) => ran.trace.push(`deletes ${name}`),
    newThread: (target, args, daemon): PythonThread => ({
      name: 'Thread-1',
      target,
      args,
      daemon,
      id: null,
      ended: false,
    }),
    start: (thread) => ran.calls.push(`start(${thread.target.name}, ${repr(thread.args)})`),
    join: () => Promise.resolve(),
  };
  const tracer: Tracer = {
    line: (line) => Promise.resolve(void ran.trace.push(line)),
    entered: ({ name: entered }) => ran.trace.push(`${entered}(`),
    left: () => ran.trace.push(')'),
    comprehending: (act) => act(),
    caught: (exception) => ran.trace.push(exception.name),
    where: () => null,
  };
  const program = { statements };
  await new Interpreter(() => program, ran.names, machine, tracer).runModule();
  return ran;
}

const s = name('s');
const socket = assign('s', call('socket'));

describe('statements', () => {
  const three = name('n');

  test('while goes round until its test fails or a break leaves it; its head is a line each round', async () => {
    const count = assign('n', operation(three, '-', literal(1)));
    const { trace, names } = await run(
      assign('n', literal(2)),
      whileLoop(operation(three, '>', literal(0)), count),
    );
    expect(trace).toEqual([1, 2, 3, 2, 3, 2]);
    expect(repr(names.get('n')!)).toBe('0');
  });

  test('while True is a line once only, and break ends it', async () => {
    const { trace } = await run(
      assign('n', literal(0)),
      whileLoop(
        literal(true),
        assign('n', operation(three, '+', literal(1))),
        when(operation(three, '==', literal(2)), [leaveLoop]),
      ),
      perform(call('print', three)),
    );
    expect(trace).toEqual([1, 2, 3, 4, 3, 4, 5, 6]);
  });

  test('if goes one way or the other, whose lines are counted past else:', async () => {
    const branch = (test: Expression) =>
      run(when(test, [perform(call('print', literal('yes')))], [perform(call('print', literal('no')))]));
    expect((await branch(bytes('x'))).trace).toEqual([1, 2]);
    const other = await branch(bytes(''));
    expect(other.trace).toEqual([1, 4]);
    expect(other.printed).toEqual(['no']);
  });

  test('a function has names of its own, gives a value back, and sees the program’s', async () => {
    const { trace, names } = await run(
      assign('a', literal(1)),
      define('add', ['b'], assign('c', operation(name('a'), '+', name('b'))), giveBack(name('c'))),
      assign('d', call('add', literal(2))),
    );
    expect(trace).toEqual([1, 2, 5, 'add(', 3, 4, ')']);
    expect([...names.keys()]).toEqual(['a', 'add', 'd']);
    expect(repr(names.get('d')!)).toBe('3');
  });

  test('a name that a function assigns is local in all of it', async () => {
    const early = define('f', [], perform(call('print', name('a'))), assign('a', literal(2)));
    await expect(run(assign('a', literal(1)), early, perform(call('f')))).rejects.toThrow(
      'UnboundLocalError',
    );
  });

  test('global is no line at which a thread stands, and the name is the program’s', async () => {
    const { trace, names } = await run(
      define('f', [], { is: 'global', names: ['n'] }, assign('n', literal(1))),
      perform(call('f')),
    );
    expect(trace).toEqual([1, 4, 'f(', 3, ')']);
    expect(names.get('n')).toEqual({ is: 'int', value: 1n });
  });

  test('except catches its class and those below it; the handler is a line of its own', async () => {
    const wrong = perform(method(literal(1), 'encode'));
    const caught = await run(attempt([wrong], 'Exception', 'e', perform(call('print', name('e')))));
    expect(caught.trace).toEqual([2, 'AttributeError', 3, 4, 'deletes e']);
    expect(caught.printed).toEqual(["'int' object has no attribute 'encode'"]);
    await expect(run(attempt([wrong], 'OSError', 'e', perform(call('print', name('e')))))).rejects.toThrow(
      'AttributeError',
    );
  });

  test('Thread(target, args).start() gives the function and its arguments', async () => {
    const { calls } = await run(
      define('handle', ['c'], { is: 'pass' }),
      perform(method(thread('handle', [literal(7)]), 'start')),
    );
    expect(calls).toEqual(['start(handle, (7,))']);
  });
});

describe('expressions', () => {
  test('bytes are repeated and joined; a length prefix goes there and back', async () => {
    const { names } = await run(
      assign('b', operation(operation(bytes('ab'), '*', literal(2)), '+', bytes('c'))),
      assign('n', method(call('len', name('b')), 'to_bytes', literal(4), literal('big'))),
      assign('m', method(name('int'), 'from_bytes', name('n'), literal('big'))),
    );
    expect([...names.values()].map((value) => repr(value))).toEqual([
      "b'ababc'",
      "b'\\x00\\x00\\x00\\x05'",
      '5',
    ]);
  });

  test('GBK takes two bytes for a Chinese character, and is not UTF-8', async () => {
    const { names } = await run(assign('b', method(literal('你好'), 'encode', literal('gbk'))));
    expect(repr(names.get('b')!)).toBe("b'\\xc4\\xe3\\xba\\xc3'");
    await expect(
      run(perform(method(method(literal('你好'), 'encode', literal('gbk')), 'decode'))),
    ).rejects.toThrow("UnicodeDecodeError: 'utf-8' codec can't decode byte 0xc4 in position 0");
  });

  test('encode gives UTF-8 bytes, three for a Chinese character', async () => {
    const { calls } = await run(socket, perform(method(s, 'send', method(literal('你a'), 'encode'))));
    expect(calls).toEqual(["send(b'\\xe4\\xbd\\xa0a')"]);
  });

  test('arguments are evaluated left to right, tuples unpacked into names', async () => {
    const { names } = await run(assign(['a', 'b'], tuple(literal('x'), parameter('port', 'port', 80))));
    expect([...names].map(([key, value]) => `${key}=${repr(value)}`)).toEqual(["a='x'", 'b=80']);
  });

  test('[PROG1] print asks for one socket after the other, because its text takes system calls', async () => {
    const socket = call('socket', name('AF_INET'), name('SOCK_STREAM'));
    const { printed, calls } = await run(assign('s', socket), perform(call('print', name('s'), name('s'))));
    expect(printed).toEqual(['<socket> <socket>']);
    expect(calls).toEqual(['describe', 'described', 'describe', 'described']);
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

describe('[PROG1] exceptions carry Python’s own names and messages', () => {
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

test('[PROG1] a name that the lab keeps is refused before the block of its except runs', async () => {
  const handled = attempt([perform(name('data'))], 'NameError', 'socket', perform(call('print', literal(1))));
  expect(await dryRun({ statements: [handled] })).toMatch(/^LabRefusal: socket: a lab keeps the names/);
});

test('[PROG3] a function that is entered is left, even if its first parameter cannot be set', async () => {
  const depths: number[] = [];
  const handled = attempt(
    [perform(call('f', literal(1)))],
    'MemoryError',
    'e',
    perform(call('print', name('e'))),
  );
  const printed = await dryRun(
    { statements: [define('f', ['n'], { is: 'pass' }), handled] },
    {
      assigned: (parameter) => {
        if (parameter === 'n') raise('MemoryError', 'no room for n');
      },
      entered: () => depths.push(1),
      left: () => depths.push(-1),
    },
  );
  expect(printed).toBe('no room for n');
  expect(depths).toEqual([1, -1]);
});

test('bytes as CPython’s repr writes them', () => {
  const bytes = (text: string): Value => ({ is: 'bytes', bytes: Buffer.from(text, 'latin1') });
  expect(repr(bytes("a'b"))).toBe('b"a\'b"');
  expect(repr(bytes('a\'b"c'))).toBe("b'a\\'b\"c'");
  expect(repr(bytes('\t\n\r\\\x00\xff'))).toBe("b'\\t\\n\\r\\\\\\x00\\xff'");
});
