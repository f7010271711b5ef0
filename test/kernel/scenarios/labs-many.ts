import type { LabEvent } from '../../../shared/log/events.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';
import { l01 } from '../../../shared/lessons/l01.ts';
import type { Lesson } from '../../../shared/lessons/lesson.ts';
import {
  acceptFrom,
  close,
  connectedClient,
  decoded,
  listeningServer,
  print,
  receive,
  sendText,
  words,
} from '../../../shared/programs/phrases.ts';
import {
  bytes,
  define,
  leaveLoop,
  literal,
  method,
  name,
  not,
  operation,
  perform,
  thread,
  when,
  whileLoop,
} from '../../../shared/programs/build.ts';
import type { Program, Statement } from '../../../shared/programs/tree.ts';
import { deadlockCycle, starved } from '../../../shared/model/deadlock.ts';
import { plainWire } from '../../../shared/log/wire-settings.ts';
import { openRig, type Rig } from './lab-rig.ts';

/* These labs have many clients and many threads. */

const client: Program = {
  statements: [...connectedClient(), sendText('s', 'message', 'hello'), receive('s'), close('s')],
};
const echo = (socket: string): Statement =>
  whileLoop(
    literal(true),
    receive(socket),
    when(not(name('data')), [leaveLoop]),
    perform(method(name(socket), 'send', name('data'))),
  );
const threaded: Program = {
  statements: [
    define('handle', ['conn'], echo('conn'), close('conn')),
    ...listeningServer(),
    whileLoop(literal(true), acceptFrom('srv'), perform(method(thread('handle', [name('conn')]), 'start'))),
  ],
};
const single: Program = {
  statements: [
    ...listeningServer(),
    whileLoop(literal(true), acceptFrom('srv'), echo('conn'), close('conn')),
  ],
};

const lesson = (server: Program, clientProgram: Program = client): Lesson => ({
  ...l01,
  wire: plainWire('auto'),
  programs: { client: clientProgram, server },
});

const clientsEnded = (rig: Rig): number =>
  Object.values(rig.timeline.state.programs).filter((p) => p.host === 'client' && p.ended !== null).length;

async function withClients(server: Program, count: number): Promise<Rig> {
  const rig = openRig('two-hosts', { lesson: lesson(server) });
  for (let i = 1; i < count; i += 1) await rig.command({ type: 'add-client' });
  await rig.act({ type: 'run-on', program: 'server' });
  return rig;
}

async function allServed(server: Program): Promise<{ events: readonly LabEvent[]; ended: number }> {
  const rig = await withClients(server, 10);
  await rig.command({ type: 'run-on' });
  await rig.until((log) => clientsEnded(rig) === 10 && log.state.atRest, 'ten clients served');
  const ended = clientsEnded(rig);
  return { ended, events: await rig.end() };
}

export const tenOnThreads = () => allServed(threaded);
export const tenOnOneThread = () => allServed(single);

/** The first client stays silent. On one thread the second waits behind it, on many it does not. */
async function silentFirst(server: 'threaded' | 'single'): Promise<{
  events: readonly LabEvent[];
  served: boolean;
  /** The threads that are connected and wait, each with the thread that its server waits for meanwhile. */
  hungry: readonly string[];
}> {
  const rig = await withClients(server === 'threaded' ? threaded : single, 2);
  for (let i = 0; i < 2; i += 1) await rig.act({ type: 'step', program: 'client' });
  await rig.command({ type: 'run-on', program: 'client2' });
  // On a busy machine the lab may rest while connect() still waits.
  const receives = ({ threads, calls }: LabState): boolean => {
    const { status, call } = threads['client2/main'] ?? {};
    return status === 'blocked' && calls[call ?? -1]?.name === 'recv';
  };
  const settled = ({ state }: Rig['timeline']): boolean =>
    state.atRest && ((state.programs['client2']?.ended ?? null) !== null || receives(state));
  await rig.until(settled, 'the second client served, or waiting in recv()');
  const served = rig.timeline.state.programs['client2']?.ended === 'finished';
  const hungry = starved(rig.timeline.state).map(
    ({ thread: who, behind }) => `${who} behind ${behind.map(({ on }) => on.join()).join()}`,
  );
  return { served, hungry, events: await rig.end() };
}
export const silentFirstThreaded = () => silentFirst('threaded');
export const silentFirstSingle = () => silentFirst('single');

/** A handler raises. Its thread ends with the exception, and main and the other handler go on. */
export async function threadRaises(): Promise<{ events: readonly LabEvent[]; statuses: readonly string[] }> {
  const fussy: Program = {
    statements: [
      define(
        'handle',
        ['conn'],
        receive('conn'),
        when(operation(name('data'), '==', bytes('hello')), [print(method(name('data'), 'encode'))]),
        perform(method(name('conn'), 'send', name('data'))),
        close('conn'),
      ),
      ...threaded.statements.slice(1),
    ],
  };
  const rig = await withClients(fussy, 2);
  await rig.act({ type: 'set', program: 'client2', parameter: 'message', value: 'hi' });
  await rig.command({ type: 'run-on' });
  await rig.until(
    ({ state }) => state.atRest && state.programs['client2']?.ended === 'finished',
    'the second client served',
  );
  const statuses = Object.values(rig.timeline.state.threads)
    .filter(({ program }) => program === 'server')
    .map(({ name: of, status }) => `${of} ${status}`);
  return { statuses, events: await rig.end() };
}

/** Both ends send more than the buffers between them hold, and would read only afterwards. */
export async function bothSend(): Promise<{
  events: readonly LabEvent[];
  cycle: readonly string[];
  before: readonly string[];
}> {
  const bulk = (socket: string): Statement =>
    perform(method(name(socket), 'sendall', operation(bytes('x'), '*', literal(12_000_000))));
  const rig = openRig('two-hosts', {
    lesson: lesson(
      { statements: [...listeningServer(), acceptFrom('srv'), bulk('conn'), receive('conn')] },
      { statements: [...connectedClient(), bulk('s'), receive('s')] },
    ),
  });
  const cycle = (): string[] =>
    deadlockCycle(rig.timeline.state).map(({ thread, call, on }) => `${thread} ${call} ${on.join()}`);
  await rig.act({ type: 'run-on', program: 'server' });
  const before = cycle();
  await rig.command({ type: 'run-on', program: 'client' });
  const inSend = (): number =>
    Object.values(rig.timeline.state.calls).filter((call) => call.name === 'send' && call.blockedAt !== null)
      .length;
  await rig.until(({ state }) => state.atRest && inSend() === 2, 'both blocked in send');
  return { cycle: cycle(), before, events: await rig.end() };
}

/** Two threads wait in accept on one listener. Whichever wakes, the other must be known to wait still. */
export async function twinsAccept(): Promise<{
  events: readonly LabEvent[];
  waiting: readonly number[];
}> {
  const twins: Program = {
    statements: [
      define('handle', ['srv'], acceptFrom('srv')),
      ...listeningServer(),
      perform(method(thread('handle', [name('srv')]), 'start')),
      acceptFrom('srv'),
    ],
  };
  const rig = await withClients(twins, 2);
  const waitingNow = (): number =>
    Object.values(rig.timeline.state.threads).filter(
      ({ program, status }) => program === 'server' && status === 'blocked',
    ).length;
  const waiting = [waitingNow()];
  for (const program of ['client', 'client2']) {
    await rig.act({ type: 'step', program });
    await rig.act({ type: 'step', program });
    waiting.push(waitingNow());
  }
  return { waiting, events: await rig.end() };
}

/** The main thread joins a thread, and a daemon thread ends with the program. */
export async function joinAndDaemon(): Promise<{ events: readonly LabEvent[] }> {
  const joins: Program = {
    statements: [
      define('handle', ['conn'], receive('conn'), print(decoded('data'))),
      define('wait', ['srv'], acceptFrom('srv', 'other'), acceptFrom('srv', 'none')),
      ...listeningServer(),
      perform(method(thread('wait', [name('srv')], true), 'start')),
      acceptFrom('srv'),
      { is: 'assign', to: ['t'], value: thread('handle', [name('conn')]) },
      perform(method(name('t'), 'start')),
      perform(method(name('t'), 'join')),
      print(words('joined')),
    ],
  };
  const rig = await withClients(joins, 2);
  // The thread is joined before its client has sent anything, because nobody waits for a thread that has ended.
  for (const program of ['client', 'client2', 'client', 'client2']) await rig.act({ type: 'step', program });
  await rig.until(
    ({ state }) => state.atRest && state.threads['server/main']?.status === 'joining',
    'the main thread joins',
  );
  await rig.command({ type: 'run-on' });
  await rig.until(
    ({ state }) => state.atRest && state.programs['server']?.ended !== null,
    'the server has ended',
  );
  return { events: await rig.end() };
}

/** A client is killed during its run. The server's recv returns b'', and the others go on. */
export async function clientKilled(): Promise<{ events: readonly LabEvent[]; ended: string | null }> {
  const rig = await withClients(threaded, 2);
  for (let i = 0; i < 2; i += 1) await rig.act({ type: 'step', program: 'client' });
  await rig.act({ type: 'stop', program: 'client' });
  await rig.act({ type: 'run-on', program: 'client2' });
  await rig.until(
    ({ state }) => state.atRest && state.programs['client2']?.ended === 'finished',
    'the second client served',
  );
  const ended = rig.timeline.state.programs['client']?.ended ?? null;
  await rig.act({ type: 'remove-client', program: 'client2' });
  return { ended, events: await rig.end() };
}

/**
 * The server calls listen(n), nobody accepts, and five clients connect. Returns the clients' TCP states at
 * rest.
 */
async function backlogOf(backlog: number): Promise<{
  events: readonly LabEvent[];
  states: readonly string[];
  queue: readonly (number | undefined)[];
}> {
  const rig = openRig('two-hosts', {
    lesson: lesson(
      { statements: [...listeningServer(backlog), acceptFrom('srv')] },
      { statements: [...connectedClient(), receive('s')] },
    ),
  });
  for (let i = 0; i < 4; i += 1) await rig.act({ type: 'step', program: 'server' });
  // The server stands before its accept().
  for (let i = 1; i < 5; i += 1) await rig.command({ type: 'add-client' });
  // The clients connect one after the other, because a SYN that comes before the last ACK of another finds
  // the queue with room for both.
  for (const id of ['client', 'client2', 'client3', 'client4', 'client5'])
    await rig.act({ type: 'run-on', program: id });
  const unheard = (): number => rig.timeline.state.hosts['server']?.listenOverflows ?? 0;
  await rig.until(({ state }) => state.atRest && unheard() >= 4 - backlog, 'SYNs that find the queue full');
  const states = Object.values(rig.timeline.state.sockets)
    .filter(({ host, gone }) => host === 'client' && !gone)
    .map(({ state }) => state);
  const listener = Object.values(rig.timeline.state.sockets).find(({ state }) => state === 'LISTEN');
  const queue = [listener?.kernel.rqueue, listener?.kernel.wqueue];
  return { states, queue, events: await rig.end() };
}
export const backlog0 = () => backlogOf(0);
export const backlog1 = () => backlogOf(1);
export const backlog2 = () => backlogOf(2);

/**
 * Three labs with the same addresses run side by side: one serves, one has no listener, and one sends a
 * flood. Returns what each sees of the others, and shows that the end of one ends nothing else.
 */
export async function sideBySide(): Promise<{
  errno: number | undefined;
  /** The ports of the segments in the quiet lab's log, and in that of the serving lab. */
  ports: { readonly quiet: readonly number[]; readonly served: readonly number[] };
  logs: readonly (readonly LabEvent[])[];
}> {
  const serving = openRig('two-hosts', { lesson: lesson(threaded) });
  const quiet = openRig('two-hosts', { lesson: lesson({ statements: [] }) });
  const flood = openRig('two-hosts', { lesson: lesson(drain, pour) });
  await serving.act({ type: 'run-on', program: 'server' });
  await flood.command({ type: 'run-on' });
  // In the quiet lab nobody listens, although another lab has a listener at that address.
  await quiet.act({ type: 'step', program: 'client' });
  await quiet.act({ type: 'step', program: 'client' });
  const refusedCall = Object.values(quiet.timeline.state.threads).find(
    ({ program }) => program === 'client',
  )?.exception;
  // The flooding lab ends during a call, and the serving one goes on.
  const moved = (): number =>
    Object.values(flood.timeline.state.hosts).reduce((sum, host) => sum + (host.nic?.sent ?? 0), 0);
  await flood.until(() => moved() > 200, 'segments of the flood', 30_000);
  const floodLog = await flood.end();
  await serving.act({ type: 'run-on', program: 'client' });
  await serving.until(
    ({ state }) => state.atRest && state.programs['client']?.ended === 'finished',
    'the client served',
  );
  const portsOf = (rig: Rig): number[] => [
    ...new Set(
      rig.timeline.events.flatMap((event) =>
        event.type === 'segment-sent' ? [event.headers.source.port, event.headers.destination.port] : [],
      ),
    ),
  ];
  const ports = { quiet: portsOf(quiet), served: portsOf(serving) };
  return {
    errno: refusedCall?.errno?.number,
    ports,
    logs: [await serving.end(), await quiet.end(), floodLog],
  };
}

const drain: Program = {
  statements: [...listeningServer(), acceptFrom('srv'), whileLoop(literal(true), receive('conn'))],
};
const pour: Program = {
  statements: [
    ...connectedClient(),
    perform(method(name('s'), 'sendall', operation(bytes('x'), '*', literal(12_000_000)))),
    close('s'),
  ],
};
