import { describe, expect, test } from 'vitest';
import { foresee } from '../../../../client/features/composer/foresee.ts';
import { readPython } from '../../../../client/features/composer/python/python.ts';
import { LESSONS } from '../../../../shared/lessons/index.ts';
import { pythonScript } from '../../../../shared/programs/listing.ts';

function seen(text: string): string[] {
  return foresee(readPython(text)).map(
    ({ from, to, severity, code, about }) => `${severity} ${code} ${about}: ${text.slice(from, to)}`,
  );
}
const OPEN = 's = socket(AF_INET, SOCK_STREAM)\n';

describe('what running a program would bring', () => {
  test.each([
    ['s.send(b"x")', ['warning never-made s: s']],
    [`s.close()\n${OPEN}`, ['warning not-yet s: s']],
    [`${OPEN}s.recv(10)`, ['info not-connected recv: s.recv(10)']],
    [`${OPEN}s.send(b'x')`, ["info not-connected send: s.send(b'x')"]],
    [`${OPEN}s.listen(1)\ns.recv(10)`, ['info not-connected recv: s.recv(10)']],
    [`${OPEN}c, a = s.accept()`, ['info not-listening s: s.accept()']],
    [`${OPEN}s.listen(1)\nc = s.accept()`, ['info accept-gives-two c: c = s.accept()']],
    [`${OPEN}s.listen(1)\nc, a = s.accept()\nc.recv(1)`, []],
    [`${OPEN}s.close()\ns.send(b'x')`, ["info closed s: s.send(b'x')"]],
    [`${OPEN}s.close()\ns.close()`, []],
    [`${OPEN}s.connect(('', 80))\ns.send('x')`, ["info text-not-bytes send: 'x'"]],
    [`${OPEN}while True:\n    s.recv(1)\n    s.connect(('', 80))`, []],
    [`${OPEN}if len('x') == 1:\n    s.connect(('', 80))\ns.recv(1)`, []],
    [`${OPEN}try:\n    s.connect(('', 80))\nexcept OSError as e:\n    print(e)\ns.recv(1)`, []],
    ['def f(sock):\n    print(x)\n    sock.recv(1)\nx = 1\nf(x)', []],
    ['input()', ['error unknown-function input: input()']],
    [
      "t = Thread(target=exec, args=('x',))",
      ['warning never-made exec: exec', "error unknown-function exec: Thread(target=exec, args=('x',))"],
    ],
    ['f()\ndef f():\n    pass', ['warning not-yet f: f()']],
    ["n = int.from_bytes(b'x', 'big')", []],
  ])('%j', (text, expected) => {
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
