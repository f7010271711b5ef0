import { writeFileSync } from 'node:fs';
import { readPython } from '../../../client/features/composer/python/python.ts';
import { l01 } from '../../../shared/lessons/l01.ts';
import type { LabEvent } from '../../../shared/log/events.ts';
import { plainWire } from '../../../shared/log/wire-settings.ts';
import type { Program } from '../../../shared/programs/tree.ts';
import type { LabFacts } from './labs.ts';
import * as programs from '../../support/timed-programs.ts';
import type { TimedPrograms } from '../../support/timed-programs.ts';
import { HELD_L1, openRig, type Rig } from './lab-rig.ts';

/* Programs that wait for time to pass, and whose waits end in different ways. */

function read(text: string): Program {
  const { program, findings } = readPython(text);
  if (program === null) throw new Error(JSON.stringify(findings));
  return program;
}

function rigWith(server: string, client: string): Rig {
  const programs = { server: read(server), client: read(client) };
  return openRig('two-hosts', { lesson: { ...l01, programs, wire: plainWire('auto') } });
}

/** The client sleeps for a short time, and then for one that is not over when its program is stopped. */
export async function sleeps(): Promise<LabFacts & { readonly asleep: readonly LabEvent[] }> {
  const rig = rigWith('pass', 'import time\ntime.sleep(0.05)\nprint(1)\ntime.sleep(3600)\nprint(2)');
  await rig.act({ type: 'run-on', program: 'client' });
  await rig.until(
    ({ state }) => state.atRest && Object.values(state.calls).some(({ line }) => line === 4),
    'the second sleep',
  );
  const asleep = [...rig.timeline.events];
  await rig.act({ type: 'stop', program: 'client' });
  return { asleep, events: await rig.end() };
}

/** The client asks for two lines. The first is typed, and its program is stopped while it waits for the second. */
export async function asksForLines(): Promise<
  LabFacts & { readonly asleep: readonly LabEvent[]; readonly codes: readonly (string | null)[] }
> {
  const rig = rigWith('pass', "name = input('name? ')\nprint(len(name))\ninput()");
  const line = '你好 Anna';
  const typed = async (): Promise<string | null> =>
    (await rig.command({ type: 'input', program: 'client', line }))?.code ?? null;
  const tooEarly = await typed();
  await rig.act({ type: 'run-on', program: 'client' });
  const waits = (at: number) => (log: Rig['timeline']) =>
    log.state.atRest && Object.values(log.state.calls).some((call) => call.line === at);
  await rig.until(waits(1), 'the first input()');
  const asleep = [...rig.timeline.events];
  const codes = [tooEarly, ...(await Promise.all([typed(), typed()]))];
  await rig.act({ type: 'run-on', program: 'client' });
  await rig.until(waits(3), 'the second input()');
  await rig.act({ type: 'stop', program: 'client' });
  return { asleep, codes, events: await rig.end() };
}

async function ran({ server, client }: TimedPrograms): Promise<LabFacts> {
  const rig = rigWith(server, client);
  await rig.act({ type: 'run-on', program: 'server' });
  await rig.act({ type: 'run-on', program: 'client' });
  await rig.until(
    ({ state }) => state.atRest && Object.values(state.programs).every(({ ended }) => ended !== null),
    'the end of both programs',
  );
  return { events: await rig.end() };
}

export const selects = (): Promise<LabFacts> => ran(programs.selects);
export const unnamed = (): Promise<LabFacts> => ran(programs.unnamed);
export const timeoutClosed = (): Promise<LabFacts> => ran(programs.timeoutClosed);
export const selectsClosed = (): Promise<LabFacts> => ran(programs.selectsClosed);

/** A thread sleeps in select() for its listener, for a connection that brings nothing, and for one that is full. */
export async function selectSleeps(): Promise<LabFacts & { readonly asleep: readonly LabEvent[] }> {
  const rig = rigWith(
    [
      'import select',
      'import time',
      'from socket import *',
      "s = create_server(('192.168.127.1', 8080))",
      'quiet, addr = s.accept()',
      'full, addr = s.accept()',
      'full.setblocking(False)',
      // Bytes that arrive make room again, until the other buffer is full, too.
      'for i in range(5):',
      '    time.sleep(0.1)',
      '    try:',
      '        while True:',
      "            full.send(b'x' * 100000)",
      '    except BlockingIOError:',
      '        pass',
      'select.select([s, quiet], [full], [quiet], 3600)',
    ].join('\n'),
    "import time\nfrom socket import *\na = create_connection(('192.168.127.1', 8080))\nb = create_connection(('192.168.127.1', 8080))\ntime.sleep(3600)",
  );
  await rig.act({ type: 'run-on', program: 'server' });
  await rig.act({ type: 'run-on', program: 'client' });
  await rig.until(
    ({ state }) =>
      state.atRest &&
      Object.values(state.calls).some(({ name, blockedAt }) => name === 'select' && blockedAt !== null),
    'a thread that sleeps in select()',
  );
  const asleep = [...rig.timeline.events];
  await rig.act({ type: 'stop', program: 'server' });
  return { asleep, events: await rig.end() };
}

export const timeoutsKept = (): Promise<LabFacts> => ran(programs.timeoutsKept);
export const optionsAndFlags = (): Promise<LabFacts> => ran(programs.optionsAndFlags);
export const shortWays = (): Promise<LabFacts> => ran(programs.shortWays);
export const timeoutsMissed = (): Promise<LabFacts> => ran(programs.timeoutsMissed);

/** The SYN is held on the wire, until connect() has waited for long enough. */
export async function connectTimesOut(): Promise<LabFacts> {
  const client = read(
    "from socket import *\nc = socket()\nc.settimeout(0.2)\nc.connect(('192.168.127.1', 8080))",
  );
  const rig = openRig('two-hosts', { lesson: { ...HELD_L1, programs: { ...l01.programs, client } } });
  await rig.act({ type: 'run-on', program: 'client' });
  await rig.until(({ state }) => state.atRest && state.programs['client']?.ended !== null, 'the timeout');
  return { events: await rig.end() };
}

/**
 * A connection in which nothing happens. The client's kernel is told to probe after a second of silence, and not after
 * the two hours that it waits of its own accord (tcp(7), `tcp_keepalive_time`).
 */
export async function keptAlive(): Promise<LabFacts> {
  const client = read(
    "from socket import *\nc = socket()\nc.connect(('192.168.127.1', 8080))\nc.setsockopt(SOL_SOCKET, SO_KEEPALIVE, 1)\nc.recv(1)",
  );
  const programs = { ...l01.programs, client };
  const lesson = { ...l01, programs, wire: plainWire('auto') };
  const rig = openRig('two-hosts', { timers: 'kernel', lesson });
  rig.network.enter('client', () => writeFileSync('/proc/sys/net/ipv4/tcp_keepalive_time', '1'));
  await rig.act({ type: 'run-on', program: 'server' });
  await rig.act({ type: 'run-on', program: 'client' });
  // A SYN, the ACK that ends the handshake, and a probe.
  const sent = ({ events }: Rig['timeline']): number =>
    events.filter((event) => event.type === 'segment-sent' && event.from === 'client').length;
  await rig.until((log) => log.state.atRest && sent(log) >= 3, 'a keep-alive probe');
  return { events: await rig.end() };
}
