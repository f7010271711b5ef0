import fc from 'fast-check';
import * as v from 'valibot';
import { expect } from 'vitest';
import { readPython } from '../../client/features/composer/python/python.ts';
import { LIMITS } from '../../shared/limits.ts';
import { type LabEventBody, labEventSchema } from '../../shared/log/events.ts';
import { LESSONS } from '../../shared/lessons/index.ts';
import { pythonText } from '../../shared/programs/python-text.ts';
import { programSchema } from '../../shared/programs/schema.ts';
import { cut } from '../../server/lab-host/programs/traceback.ts';
import type { Machine } from '../../server/lab-host/python/machine.ts';
import { MemoryAccount } from '../../server/lab-host/python/memory-account.ts';
import { newSocket, NONE, type Value } from '../../server/lab-host/python/values.ts';
import { view } from '../../server/lab-host/python/view.ts';
import { damagedText } from '../support/damaged.ts';
import { dryRun } from '../support/dry-run.ts';
import { fuzz } from '../support/fuzz.ts';
import { HOSTILE } from '../support/hostile-programs.ts';
import { someProgram } from '../support/some-programs.ts';

/** A run is long enough after this. Nothing in the interpreter may take it for an error of the program. */
class Enough extends Error {}
const MOST_LINES = 200;
const MOST_BYTES = 16 * 1024 * 1024;

const WRITTEN = [
  ...LESSONS.flatMap(({ programs }) => [pythonText(programs.client), pythonText(programs.server)]),
  ...Object.values(HOSTILE).flatMap(({ client = '', server = '' }) => [client, server]),
];
const PIECES = [
  '\n',
  '    ',
  '\n    ',
  ':',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  "'",
  '"',
  '#',
  '\\',
  ',',
  '.',
  '=',
  '==',
  ' * 9',
  '-',
  '**',
  'x',
  's',
  '0',
  '1e400',
  '0xff',
  '16777216',
  "b'\\xff'",
  "'中'",
  'f"{x!r:>9}"',
  'None',
  'True',
  'def f(a=1):\n    ',
  'while True:\n    ',
  'for x in range(3):\n    ',
  'try:\n    ',
  'except OSError as e:\n    ',
  'return',
  'break',
  'del x',
  'lambda',
  'import os',
  '\0',
  '\ud800',
  '\u2028',
  '(((((((((((((((((((((((((',
  ' if x else ',
  ' and ',
  'not ',
  '.encode()',
  '.join(',
  '[::-1]',
  'print(x)',
  'x, y = y, x',
  'x += x',
  '\t',
  'é',
];
const text = damagedText(fc.oneof(someProgram.map(pythonText), fc.constantFrom(...WRITTEN)), PIECES);

/** The lab's event for what the program did is one that its schema accepts. */
function readable(body: LabEventBody): void {
  const { issues } = v.safeParse(labEventSchema, { ...body, seq: 1, at: 0 });
  if (issues !== undefined) throw new Error(`${issues[0].message}: ${JSON.stringify(body).slice(0, 300)}`);
}

/** A machine whose sockets answer with bytes, and which ends what runs for long. */
function machine(): Partial<Machine> & { line: () => Promise<void> } {
  let [lines, bytes] = [0, 0];
  const stamp = { source: 'program', program: 'client', thread: 'client/main' } as const;
  const socket: Value = { is: 'socket', socket: newSocket(3, 'AF_INET') };
  return {
    memory: new MemoryAccount(MOST_BYTES),
    charge(more) {
      bytes += more;
      if (bytes > MOST_BYTES) throw new Enough();
      return null;
    },
    line() {
      lines += 1;
      return lines > MOST_LINES ? Promise.reject(new Enough()) : Promise.resolve();
    },
    print: (printed) => readable({ ...stamp, type: 'output', text: cut(printed, LIMITS.outputCharacters) }),
    assigned: (name, value) =>
      readable({ ...stamp, type: 'variable-set', name, value: view(value, () => '10') }),
    sleep: () => Promise.resolve(),
    select: () => Promise.resolve(NONE),
    socket: () => Promise.resolve(socket),
    createConnection: () => Promise.resolve(socket),
    createServer: () => Promise.resolve(socket),
    describe: () => Promise.resolve('<socket>'),
    method: () => Promise.resolve<Value>({ is: 'bytes', bytes: Buffer.from('你好').subarray(0, 4), call: 9 }),
    start() {},
    join: () => Promise.resolve(),
  };
}

fuzz({
  title: 'any text is a program that is listed as it was read and runs as Python would, or has a finding',
  share: 0.06,
  cases: text,
  async check(one) {
    const { program, findings } = readPython(one);
    for (const { from, to } of findings) {
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeLessThanOrEqual(one.length);
    }
    if (program === null) return expect(findings.length).toBeGreaterThan(0);
    expect(v.is(programSchema, program)).toBe(true);
    const listed = pythonText(program);
    expect(pythonText(readPython(listed).program!)).toBe(listed);
    try {
      await dryRun(program, machine());
    } catch (error) {
      if (!(error instanceof Enough)) throw error;
    }
  },
});
