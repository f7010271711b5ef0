import { describe, expect, test } from 'vitest';
import { foresee } from '../../../../client/features/composer/foresee.ts';
import { readPython } from '../../../../client/features/composer/python/python.ts';
import { LESSONS } from '../../../../shared/lessons/index.ts';
import { pythonScript } from '../../../../shared/programs/python-text.ts';

function seen(text: string): string[] {
  return foresee(readPython(text)).map(
    ({ from, to, severity, code, about, instead }) =>
      `${severity} ${code} ${about}: ${text.slice(from, to)}${instead === undefined ? '' : ` → ${instead}`}`,
  );
}
const OPEN = 's = socket(AF_INET, SOCK_STREAM)\n';

describe('what running a program would bring', () => {
  test.each([
    ['s.send(b"x")', ['warning never-made s: s']],
    [`s.close()\n${OPEN}`, ['warning not-yet s: s']],
    [`${OPEN}s.recv(10)`, ['info not-connected recv: s.recv(10)']],
    [`${OPEN}s.send(b'x')`, ["info not-connected send: s.send(b'x')"]],
    [`${OPEN}b = bytearray(9)\ns.recv_into(b)`, ['info not-connected recv_into: s.recv_into(b)']],
    [`${OPEN}s.listen(1)\ns.recv(10)`, ['info not-connected recv: s.recv(10)']],
    [`${OPEN}c, a = s.accept()`, ['info not-listening s: s.accept()']],
    [`${OPEN}s.listen(1)\nc, = s.accept()`, []],
    [`${OPEN}s.listen(1)\nc = s.accept()`, ['info accept-gives-two c: c = s.accept()']],
    [`${OPEN}s.listen(1)\nc, a = s.accept()\nc.recv(1)`, []],
    [`${OPEN}s.close()\ns.send(b'x')`, ["info closed s: s.send(b'x')"]],
    [`${OPEN}s.close()\ns.close()`, []],
    [`${OPEN}s.connect(('', 80))\ns.send('x')`, ["info text-not-bytes send: 'x'"]],
    [`${OPEN}while True:\n    s.recv(1)\n    s.connect(('', 80))`, []],
    [`${OPEN}if len('x') == 1:\n    s.connect(('', 80))\ns.recv(1)`, []],
    [`${OPEN}try:\n    s.connect(('', 80))\nexcept OSError as e:\n    print(e)\ns.recv(1)`, []],
    ['def f(sock):\n    print(x)\n    sock.recv(1)\nx = 1\nf(x)', []],
    ['input()', []],
    [
      "t = Thread(target=exec, args=('x',))",
      ['warning never-made exec: exec', "error unknown-function exec: Thread(target=exec, args=('x',))"],
    ],
    ['f()\ndef f():\n    pass', ['warning not-yet f: f()']],
    ["n = int.from_bytes(b'x', 'big')", []],
  ])('%j', (text, expected) => {
    expect(seen(text)).toEqual(expected);
  });

  test.each([
    [
      "s.connect('10.0.0.1', 8080)",
      "warning not-a-tuple socket.connect() takes exactly one argument (2 given): s.connect('10.0.0.1', 8080) → connect(('10.0.0.1', 8080))",
    ],
    [
      "s.bind('', 80)",
      "warning not-a-tuple socket.bind() takes exactly one argument (2 given): s.bind('', 80) → bind(('', 80))",
    ],
    [
      "s.connect(('10.0.0.1'))",
      "warning not-a-tuple connect(): AF_INET address must be tuple, not str: ('10.0.0.1') → connect(('10.0.0.1', 8080))",
    ],
    [
      "s.connect(('10.0.0.1', '80'))",
      "warning wrong-arguments 'str' object cannot be interpreted as an integer: '80' → connect(('10.0.0.1', 80))",
    ],
    [
      's.connect((1, 80))',
      "warning wrong-arguments str, bytes or bytearray expected, not int: 1 → connect(('192.168.127.1', 8080))",
    ],
    [
      's.listen(1, 2)',
      'warning wrong-arguments listen() takes at most 1 argument (2 given): s.listen(1, 2) → listen(128)',
    ],
    [
      "s.listen('5')",
      "warning wrong-arguments 'str' object cannot be interpreted as an integer: '5' → listen(128)",
    ],
    [
      's.close(1)',
      'warning wrong-arguments socket.close() takes 1 positional argument but 2 were given: s.close(1) → close()',
    ],
    [
      's.listen()\nc, a = s.accept()\nb = 5\nc.recv_into(b)',
      'warning wrong-arguments recv_into() argument 1 must be read-write bytes-like object, not int: b → recv_into(buf)',
    ],
    ['s.listen()\nc, a = s.accept()\nc.recv(9, 0)', 'error unsupported 0: 0 → recv(1024)'],
    ["s.connect(('127.0.0.1', 80))", "info loopback-connect 127.0.0.1: '127.0.0.1'"],
    ["H = '127.0.0.1'\ns.bind((H, 80))", 'info loopback-bind 127.0.0.1: H'],
    ["H = 'localhost'\ns.connect((H, 80))", 'warning unresolved localhost: H'],
    ["A = ('localhost', 80)\ns.connect(A)", "warning unresolved localhost: 'localhost'"],
    ["H = 'a'\nH = '10.0.0.1'\ns.connect((H, 80))", null],
    ["s.connect(('10.0.0.1', 80))", null],
  ])('%j: %s', (text, expected) => {
    expect(seen(OPEN + text)).toEqual(expected === null ? [] : [expected]);
  });

  test.each([
    [
      'sokcet(AF_INET, SOCK_STREAM)',
      ['error unknown-function sokcet: sokcet(AF_INET, SOCK_STREAM) → socket'],
    ],
    ['conn = 1\nprint(con)', ['warning never-made con: con → conn']],
    ['print(true)', ['warning never-made true: true → True']],
    ['x = af_inet', ['warning never-made af_inet: af_inet → AF_INET']],
  ])('%j is told what it may have meant', (text, expected) => {
    expect(seen(text)).toEqual(expected);
  });

  test('no lesson is told anything but what it is about', () => {
    const told = LESSONS.flatMap((lesson) =>
      Object.values(lesson.programs).flatMap((program) => {
        const reading = readPython(pythonScript(program));
        return foresee(reading).map(({ severity, code }) => `${lesson.id} ${severity} ${code}`);
      }),
    );
    expect(told.filter((one) => !/ info /.test(one))).toEqual([]);
    // L4 talks through a listener, and L5 before it connects.
    expect([...new Set(told.map((one) => one.split(' ')[0]))]).toEqual(['L4', 'L5']);
  });
});
