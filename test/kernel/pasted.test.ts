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
    if (noPython === undefined) expect(await byPython(client, text, inLab)).toEqual(inLab);
  });
});

/** Two people talk, in an order that the client decides. */
const CHAT = {
  server: `import socket
import select

srv = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
srv.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
srv.bind(('192.168.127.1', 8080))
srv.listen(5)
names = {}
said = {}
while True:
    readable, _, _ = select.select([srv] + list(names), [], [])
    for s in readable:
        if s == srv:
            conn, addr = srv.accept()
            names[conn] = None
            continue
        data = s.recv(1024)
        if not data:
            name = names.pop(s)
            s.close()
            print(name, 'has left, with', said.get(name, 0), 'lines')
        elif names[s] is None:
            names[s] = data.decode()
            said.setdefault(names[s], 0)
            s.sendall(f'{len(names)} here'.encode())
        else:
            said[names[s]] += 1
            for other, name in names.items():
                if other != s and name is not None:
                    other.sendall(f'{names[s]}: {data.decode()}'.encode())
    if said and not names:
        break
print(said, names, sorted(said.items()))
srv.close()
`,
  client: `import socket

people = {}
for name in ['ann', 'bob']:
    people[name] = socket.socket()
    people[name].connect(('192.168.127.1', 8080))
    people[name].sendall(name.encode())
    print(name, people[name].recv(100))
for who, other, text in [('ann', 'bob', 'hello'), ('bob', 'ann', '你好'), ('ann', 'bob', 'bye')]:
    people[who].sendall(text.encode())
    print(other, people[other].recv(100).decode())
people.pop('ann').close()
try:
    people['ann'].recv(1)
except KeyError as e:
    print('nobody is', e)
people['bob'].close()
`,
};

describe.skipIf(missing !== undefined)('[PROG1] a chat that keeps its people in dicts', () => {
  test('prints in a lab what it prints under python3', async () => {
    const { client: one, server: other } = CHAT;
    const programs = { client: readPython(one).program, server: readPython(other).program };
    const { events } = await experiment('pasted', { env: { PROGRAMS: JSON.stringify(programs) } });
    expect(checkLog(events).faults).toEqual([]);
    const inLab = outcomesOf(events, ['client', 'server']);
    expect(inLab['client']?.printed).toContain("bob ann: bye\nnobody is 'ann'\n");
    if (noPython === undefined) expect(await byPython(one, other, inLab)).toEqual(inLab);
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
async function byPython(
  clientText: string,
  serverText: string,
  told: Readonly<Record<string, Outcome>>,
): Promise<object> {
  const port = await freePort();
  const here = (text: string): string =>
    text.replaceAll('192.168.127.1', '127.0.0.1').replaceAll('8080', `${port}`);
  const one = new Script('server', here(serverText));
  await eventually(() => isListening(port) || one.child.exitCode !== null);
  const other = new Script('client', here(clientText));
  const clientOutcome = await other.outcome;
  await eventually(() => one.printed === told['server']?.printed || one.child.exitCode !== null);
  if (one.child.exitCode === null && serverText === threaded) one.child.kill('SIGKILL');
  const { printed, raised } = await one.outcome;
  return { client: clientOutcome, server: { printed, raised: serverText === threaded ? '' : raised } };
}
