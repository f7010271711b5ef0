import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { readPython } from '../../client/features/composer/python/python.ts';
import { labEventSchema } from '../../shared/log/events.ts';
import { pythonText } from '../../shared/programs/python-text.ts';
import { experiment } from '../support/experiment.ts';
import { checkLog } from '../support/log-checks.ts';
import { lacks } from '../support/machine.ts';
import { freePort, isListening, type Outcome, outcomesOf, Script } from '../support/python-outcomes.ts';
import { eventually } from '../support/server-process.ts';
import { sourceLesson } from '../support/source-lesson.ts';

const missing = lacks('two-hosts', 'the source lesson’s programs in a lab');
const noPython = lacks('python3', 'the source lesson’s programs compared with python3');

const { client, server, 'threaded server': threaded } = sourceLesson();

describe.skipIf(missing !== undefined)('[PROG1] the source lesson’s programs, pasted as they stand', () => {
  test.each([
    ['the server', server],
    ['the threaded server', threaded],
  ])('with %s, print in a lab what python3 prints', async (_name, text) => {
    const programs = { client: readPython(client).program, server: readPython(text).program };
    const { events } = await experiment('pasted', { env: { PROGRAMS: JSON.stringify(programs) } });
    expect(checkLog(events).faults).toEqual([]);
    const inLab = outcomesOf(events, ['client', 'server']);
    expect(inLab['client']).toEqual({ printed: '客户端你的数据我收到了\n', raised: '' });
    expect(inLab['server']?.printed).toBe('客户端地址： (address)\n接收到的数据： nihaoma\n');
    // No thread stands before a comment.
    const lines = pythonText(programs.server!).split('\n');
    const stood = events.flatMap((event) =>
      event.type === 'thread-at' && event.thread.startsWith('server/') ? [lines[event.line - 1]?.trim()] : [],
    );
    expect(stood[0]).toBe('import socket');
    expect(stood.filter((line) => line === '' || line?.startsWith('#'))).toEqual([]);
    if (noPython === undefined) expect(await byPython(text, inLab)).toEqual(inLab);
  });
});

/** Whatever a program prints, raises and keeps, a page must be able to read its log. */
const LONG: Readonly<Record<string, string>> = {
  'an exception with a long message': "raise ValueError('中' * 100000)",
  'a long message, caught': "try:\n    raise OSError('x' * 100000)\nexcept OSError as e:\n    print(str(e))",
  'a number that is none': "int('a' * 8000)",
  'a traceback of two hundred long lines': `def f():
    x = '${'y'.repeat(2000)}'
    f()
f()`,
  'long values':
    "a = 'x' * 100000\nb = (a, a, (a, 2))\nc = [a, b'\\x00' * 100000]\nprint(a)\nprint(b)\nprint(c)",
  'addresses that are none': "a = ('x' * 100000, 80)\nb = ('127.0.0.1', 0 - 1)\nc = ('127.0.0.1', 70000)",
  'a long name to connect to': "s = socket(AF_INET, SOCK_STREAM)\ns.connect(('x' * 100000, 80))",
};

describe.skipIf(missing !== undefined)('a program with long texts', () => {
  test.each(Object.entries(LONG))('[EVENT1] %s: every event is as the schema says', async (_name, text) => {
    const { program, findings } = readPython(`${text}\n`);
    expect(findings).toEqual([]);
    const nothing = readPython('print(1)\n').program;
    const programs = { client: program, server: nothing };
    const { events } = await experiment('pasted', { env: { PROGRAMS: JSON.stringify(programs) } });
    for (const event of events) expect(v.safeParse(labEventSchema, event).issues).toBeUndefined();
    expect(events.filter(({ type }) => type === 'program-ended')).toHaveLength(2);
  });
});

/** Runs the programs on this machine's loopback. A server that never ends is ended once it has printed `told`. */
async function byPython(serverText: string, told: Readonly<Record<string, Outcome>>): Promise<object> {
  const port = await freePort();
  const here = (text: string): string =>
    text.replaceAll('192.168.127.1', '127.0.0.1').replaceAll('8080', `${port}`);
  const one = new Script('server', here(serverText));
  await eventually(() => isListening(port) || one.child.exitCode !== null);
  const other = new Script('client', here(client));
  const clientOutcome = await other.outcome;
  await eventually(() => one.printed === told['server']?.printed || one.child.exitCode !== null);
  if (one.child.exitCode === null && serverText === threaded) one.child.kill('SIGKILL');
  const { printed, raised } = await one.outcome;
  return { client: clientOutcome, server: { printed, raised: serverText === threaded ? '' : raised } };
}
