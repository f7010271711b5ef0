import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../../../shared/limits.ts';
import { readPython } from '../../../../client/features/composer/python/python.ts';
import { FileTable } from '../../../../server/lab-host/programs/file-table.ts';
import { MOST_VALUES, References } from '../../../../server/lab-host/programs/references.ts';
import { releasing } from '../../../../server/lab-host/programs/release.ts';
import { keepFrame } from '../../../../server/lab-host/python/exceptions.ts';
import { Interpreter } from '../../../../server/lab-host/python/interpreter.ts';
import { itemsIn } from '../../../../server/lab-host/python/iteration.ts';
import type { Machine } from '../../../../server/lab-host/python/machine.ts';
import { MemoryAccount } from '../../../../server/lab-host/python/memory-account.ts';
import type { Names } from '../../../../server/lab-host/python/names.ts';
import {
  int,
  list,
  newSocket,
  NONE,
  tuple,
  type PythonThread,
  type Value,
} from '../../../../server/lab-host/python/values.ts';

const IMPORTS = `from socket import *
from threading import Thread
def make():
    return socket()
`;

function signal(): { readonly given: Promise<void>; readonly give: () => void } {
  let give = (): void => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give: () => give() };
}

/** Runs a program whose sockets are only numbers. Returns what it prints, and the numbers that were closed for it. */
async function ran(text: string): Promise<readonly string[]> {
  const { program, findings } = readPython(IMPORTS + text);
  if (program === null) throw new Error(JSON.stringify(findings));
  const files = new FileTable();
  const references = new References();
  const globals: Names = new Map();
  const told: string[] = [];
  const threads = new Map<PythonThread, Promise<void>>();
  // The threads tell each other that one connects, and that another has gone on meanwhile.
  const connecting = signal();
  const connected = signal();

  const open = (): Value => {
    const { fd } = files.open(100, 'socket', 'AF_INET');
    const socket = newSocket(fd, 'AF_INET');
    files.keep(socket);
    return { is: 'socket', socket };
  };
  const run = async (body: (interpreter: Interpreter) => Promise<unknown>): Promise<void> => {
    const never = (): never => {
      throw new Error('not in these programs');
    };
    const machine: Machine = {
      charge: () => null,
      memory: new MemoryAccount(Infinity),
      print: (line) => told.push(line.trim()),
      input: never,
      sleep: async () => {
        await connecting.given;
      },
      select: async () => {
        connected.give();
        return Promise.resolve(NONE);
      },
      socket: () => Promise.resolve(open()),
      createConnection: async () => {
        const socket = open();
        connecting.give();
        await connected.given;
        return socket;
      },
      createServer: never,
      describe: never,
      method: (socket, name) => Promise.resolve(name === 'accept' ? tuple(open(), NONE) : int(socket.fd)),
      ...releasing({
        files,
        references,
        calls: {
          drop: (socket) => {
            told.push(`closes ${socket.fd}`);
            files.remove(socket.fd);
            socket.fd = -1;
          },
        },
        charge: () => null,
      }),
      assigned: () => {},
      deleted: () => {},
      newThread: (target, args, daemon) => ({ name: 'T', target, args, daemon, id: null, ended: false }),
      start: (thread) => {
        threads.set(
          thread,
          run((other) => other.runTarget(thread.target, itemsIn(thread.args))),
        );
      },
      join: (thread) => threads.get(thread) ?? never(),
    };
    const interpreter = new Interpreter(() => program, globals, machine, {
      line: () => Promise.resolve(),
      entered: () => {},
      left: () => {},
      comprehending: (act) => act(),
      caught: () => {},
      where: () => null,
    });
    const close = references.open(() => interpreter.roots());
    await body(interpreter);
    close();
  };
  await run((main) => main.runModule());
  return told;
}

describe('[PROG5] a socket is closed as soon as nothing in the program refers to it any more', () => {
  // CPython 3.12 prints the same numbers.
  test.each([
    ['its name gets another value', 's = socket()\ns = 1', ['closes 3']],
    ['its name becomes a function’s', 's = socket()\ndef s():\n    pass', ['closes 3']],
    ['a result is thrown away', 'make()', ['closes 3']],
    ['a result of a method is thrown away', 'l = [socket()]\nl[0].accept()', ['closes 4']],
    ['a result was only tested', 'if make():\n    print(1)', ['closes 3', '1']],
    ['an item beside a call is thrown away', 'def f():\n    x = 1\n[make(), f()]', ['closes 3']],
    ['a loop has gone through a list of them', 'for c in [socket(), socket()]:\n    pass', ['closes 3']],
    [
      'its key of a dict is deleted',
      'd = {socket(): 1}\nfor s in list(d):\n    del d[s]\ns = 1',
      ['closes 3'],
    ],
    ['its value in a dict gets another one', 'd = {1: socket()}\nd[1.0] = 2', ['closes 3']],
    ['it is popped from a dict', "d = {'a': socket()}\nd.pop('a')\nprint(1)", ['closes 3', '1']],
    ['its dict is cleared', 'd = {1: (socket(), 2)}\nd.clear()\nprint(1)', ['closes 3', '1']],
    [
      'an error about it is handled',
      'try:\n    {}[socket()]\nexcept KeyError:\n    print(1)\nprint(2)',
      ['1', 'closes 3', '2'],
    ],
    [
      'a parameter gets another value',
      'def f(c):\n    c = None\n    print(1)\nf(socket())',
      ['closes 3', '1'],
    ],
  ])('when %s', async (_, text, told) => {
    expect(await ran(text)).toEqual(told);
  });

  test.each([
    [
      'a closure',
      'def f():\n    s = socket()\n    def g():\n        return s.fileno()\n    return g\ng = f()\nx = 1\nprint(g())',
    ],
    ['a default value', 'def f(s=socket()):\n    return s.fileno()\nx = 1\nprint(f())'],
    [
      'an assignment that is not over',
      't = (socket(),)\ndef f():\n    global t\n    t = None\n    return ()\nt += f()\nprint(t[0].fileno())',
    ],
    [
      'a value that is given back',
      'def f():\n    s = socket()\n    try:\n        return s\n    finally:\n        x = [1]\n        x = 2\nc = f()\nprint(c.fileno())',
    ],
    [
      'the key of a dict',
      'd = {}\nd[socket()] = 1\nfor s in d:\n    n = s\ns = 1\nn = 1\nfor s in d:\n    print(s.fileno())',
    ],
    ['the value of a dict', 'd = {}\nd["a"] = [socket()]\nx = 1\nprint(d["a"][0].fileno())'],
    ['the view of a dict', 'd = {1: socket()}\nv = d.values()\nd = 1\nfor s in v:\n    print(s.fileno())'],
    [
      'the key of a KeyError',
      'def f():\n    try:\n        {}[socket()]\n    except KeyError as e:\n        x = 1\n        raise e\ntry:\n    f()\nexcept KeyError as e:\n    x = 1\n    l = [e]\n    print(3)',
    ],
  ])('not while it is in %s', async (_, text) => {
    expect((await ran(text))[0]).toBe('3');
  });

  test('not while another thread, which may have it in hand, has not ended', async () => {
    const text = `import time
from select import select
def f():
    s = create_connection(('192.168.127.1', 8080))
    print(s.fileno())
t = Thread(target=f)
t.start()
time.sleep(0)
lost = socket()
lost = 1
select([], [], [])
t.join()
print('joined')
`;
    expect(await ran(text)).toEqual(['3', 'closes 3', 'closes 4', 'joined']);
  });
});

describe('the search for lost sockets', () => {
  const [kept, lost] = [newSocket(3, 'AF_INET'), newSocket(4, 'AF_INET')];
  const keptValue: Value = { is: 'socket', socket: kept };

  test('finds those that no root reaches', () => {
    const references = new References();
    const circle = list([keptValue]);
    if (circle.is === 'list') circle.list.items.push(circle);
    const close = references.open(() => [new Map([['t', tuple(int(1), circle)]])]);
    expect(references.lost([kept, lost]).lost).toEqual([lost]);
    close();
    expect(references.lost([kept, lost]).lost).toEqual([kept, lost]);
  });

  test('takes nothing for lost beyond so many values, and looks at none beyond them', () => {
    const references = new References();
    const numbers = Array.from({ length: LIMITS.listItems }, (_, i) => int(i));
    const lists = Array.from({ length: Math.ceil(MOST_VALUES / LIMITS.listItems) }, () => list([...numbers]));
    references.open(() => [list(lists)]);
    expect(references.lost([lost])).toEqual({ lost: [], looked: MOST_VALUES });
  });

  test('looks at a value that several refer to once', () => {
    const references = new References();
    const shared = list([int(1), int(2)]);
    references.open(() => [shared, shared, tuple(shared, shared)]);
    expect(references.lost([lost])).toEqual({ lost: [lost], looked: 7 });
  });

  test('finds what the first frames of an exception refer to, however often it is raised again', () => {
    const references = new References();
    const exception = { name: 'ValueError', message: '' };
    keepFrame(exception, new Map([['s', keptValue]]));
    for (let i = 0; i < 10 * LIMITS.callDepth; i += 1) keepFrame(exception, new Map());
    references.open(() => [{ is: 'exception', exception }]);
    expect(references.lost([kept, lost])).toEqual({ lost: [lost], looked: LIMITS.callDepth + 2 });
  });

  test('is made only when a socket was made or something dropped since, and only for open ones', () => {
    const files = new FileTable();
    expect(files.objects()).toBeNull();
    const [open, closed] = [newSocket(3, 'AF_INET'), newSocket(-1, 'AF_INET')];
    files.keep(open);
    files.keep(closed);
    expect(files.objects()).toEqual([open]);
    expect(files.objects()).toBeNull();
    files.dropped();
    expect(files.objects()).toEqual([open]);
    open.fd = -1;
    files.dropped();
    expect(files.objects()).toBeNull();
  });
});
