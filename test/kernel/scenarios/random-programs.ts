import fc from 'fast-check';
import { readPython } from '../../../client/features/composer/python/python.ts';
import type { Program } from '../../../shared/programs/tree.ts';
import { plainWire, WIRE_MODES, type WireSettings } from '../../../shared/log/wire-settings.ts';
import type { Timers } from '../../../shared/schema.ts';

/* Random programs, wires and hands. Each is drawn by fast-check, so that one that breaks a rule can be made smaller. */

type Op =
  | { readonly type: 'send' | 'sendall'; readonly bytes: number }
  | { readonly type: 'recv'; readonly max: number; readonly flag: RecvFlag | null }
  | { readonly type: 'shutdown'; readonly how: 'SHUT_RD' | 'SHUT_WR' | 'SHUT_RDWR' }
  /** Another thread receives on the same socket, which may be closed while it sleeps. */
  | { readonly type: 'reader'; readonly max: number }
  /** Null is no timeout. */
  | { readonly type: 'settimeout'; readonly ms: number | null }
  | { readonly type: 'sleep'; readonly ms: number }
  /** A close() resets the connection. */
  | { readonly type: 'linger' }
  | { readonly type: 'names' };

const RECV_FLAGS = ['MSG_PEEK', 'MSG_DONTWAIT'] as const;
type RecvFlag = (typeof RECV_FLAGS)[number];

const CLIENTS = ['client', 'client2', 'client3'] as const;
type ProgramName = (typeof CLIENTS)[number] | 'server';

/** One action of the driver. Its numbers choose among what there is. A hurried hand does not wait until all is at rest. */
export type Hand = Doing & { readonly hurried: boolean };
type Doing =
  | { readonly type: 'step' | 'run' | 'run-on'; readonly program: ProgramName }
  | { readonly type: 'deliver' | 'drop' | 'duplicate'; readonly which: number }
  | { readonly type: 'delay'; readonly which: number; readonly ms: number | null }
  | { readonly type: 'wire'; readonly settings: WireSettings }
  | { readonly type: 'run-again' }
  /** Nobody does anything, so that timers of the kernels may expire. */
  | { readonly type: 'wait'; readonly ms: number };

export interface RandomRun {
  /** The operations of each client. */
  readonly clients: readonly (readonly Op[])[];
  /** The operations of the server on each connection; `threaded` if a thread of its own makes them. */
  readonly server: readonly Op[];
  readonly threaded: boolean;
  /** The programs catch what their calls raise, and go on. */
  readonly catches: boolean;
  /** `dual` is a server that listens on `::`, to which clients come with IPv4. */
  readonly family: 'AF_INET' | 'AF_INET6' | 'dual';
  readonly backlog: number;
  /** SO_SNDBUF and SO_RCVBUF of both ends. The kernel has its own least values. */
  readonly sendBuffer: number | null;
  readonly receiveBuffer: number | null;
  readonly timers: Timers;
  readonly wire: WireSettings;
  readonly hands: readonly Hand[];
}

const size = fc.oneof(
  fc.integer({ min: 0, max: 40 }),
  fc.integer({ min: 0, max: 9000 }),
  fc.integer({ min: 0, max: 200_000 }),
  fc.integer({ min: 0, max: 1_000_000 }),
);
const op: fc.Arbitrary<Op> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ type: fc.constantFrom('send' as const, 'sendall' as const), bytes: size }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('recv' as const),
      max: size,
      flag: fc.oneof(
        { weight: 4, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: fc.constantFrom(...RECV_FLAGS) },
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('shutdown' as const),
      how: fc.constantFrom('SHUT_RD' as const, 'SHUT_WR' as const, 'SHUT_WR' as const, 'SHUT_RDWR' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('reader' as const), max: size }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('settimeout' as const),
      ms: fc.oneof(fc.constant(null), fc.nat(600)),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('sleep' as const), ms: fc.nat(300) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('linger' as const, 'names' as const) }) },
);
const percent = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(30) });
const direction = fc.record({
  delayMs: fc.oneof(fc.constant(0), fc.nat(30)),
  kbitPerSecond: fc.oneof(
    { weight: 2, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 500, max: 4000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1000, max: 100_000 }) },
  ),
  queueSegments: fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 100 })),
  lossPercent: percent,
  duplicatePercent: percent,
  reorderPercent: percent,
  mtu: fc.oneof(fc.constant(1500), fc.integer({ min: 1280, max: 1500 })),
});
const wire: fc.Arbitrary<WireSettings> = fc.oneof(
  fc.constant(plainWire('hold')),
  fc.record({
    mode: fc.constantFrom(...WIRE_MODES),
    seed: fc.nat(1000),
    toServer: direction,
    toClient: direction,
  }),
);
const program = fc.constantFrom(...CLIENTS, 'server' as const, 'server' as const);
const doing: fc.Arbitrary<Doing> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ type: fc.constantFrom('step' as const, 'run' as const), program }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('run-on' as const), program }) },
  { weight: 8, arbitrary: fc.record({ type: fc.constant('deliver' as const), which: fc.nat(6) }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constantFrom('drop' as const, 'duplicate' as const), which: fc.nat(6) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('delay' as const),
      which: fc.nat(6),
      ms: fc.oneof(fc.constant(null), fc.nat(20), fc.nat(800)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('wait' as const),
      ms: fc.oneof(fc.nat(60), fc.nat(1500), fc.nat(4000)),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('wire' as const), settings: wire }) },
  { weight: 1, arbitrary: fc.constant({ type: 'run-again' as const }) },
);
const hand = fc.tuple(doing, fc.nat(5)).map(([what, n]): Hand => ({ ...what, hurried: n === 5 }));
const buffer = fc.oneof(
  fc.constant(null),
  fc.integer({ min: 1, max: 4096 }),
  fc.integer({ min: 2048, max: 1_000_000 }),
);
const ops = fc.array(op, { minLength: 1, maxLength: 6, size: 'max' });
export const randomRun: fc.Arbitrary<RandomRun> = fc.record({
  clients: fc.oneof(
    { weight: 2, arbitrary: fc.tuple(ops) },
    { weight: 1, arbitrary: fc.array(ops, { minLength: 2, maxLength: CLIENTS.length, size: 'max' }) },
  ),
  server: ops,
  threaded: fc.boolean(),
  catches: fc.boolean(),
  family: fc.constantFrom('AF_INET' as const, 'AF_INET' as const, 'AF_INET6' as const, 'dual' as const),
  backlog: fc.nat(3),
  sendBuffer: buffer,
  receiveBuffer: buffer,
  timers: fc.constantFrom('calm' as const, 'kernel' as const),
  wire,
  hands: fc.array(hand, { minLength: 6, maxLength: 40, size: 'max' }),
});

/** A payload repeats this pattern, so that no two neighbouring segments carry the same bytes. */
const PATTERN = Array.from({ length: 89 }, (_, i) => String.fromCharCode(33 + i))
  .filter((character) => !'\'"\\'.includes(character))
  .slice(0, 83)
  .join('');

function bytesOf(count: number): string {
  const copies = Math.floor(count / PATTERN.length);
  const rest = `b'${PATTERN.slice(0, count % PATTERN.length)}'`;
  return copies === 0 ? rest : `b'${PATTERN}' * ${copies} + ${rest}`;
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => `    ${line}`);
const define = (head: string, lines: readonly string[]): string[] => [`def ${head}:`, ...indented(lines)];

function lineOf(s: string, op: Op): string {
  switch (op.type) {
    case 'send':
    case 'sendall':
      return `${s}.${op.type}(${bytesOf(op.bytes)})`;
    case 'recv':
      return `got = ${s}.recv(${op.max}${op.flag === null ? '' : `, ${op.flag}`})`;
    case 'shutdown':
      return `${s}.shutdown(${op.how})`;
    case 'reader':
      return `Thread(target=reader, args=(${s}, ${op.max})).start()`;
    case 'settimeout':
      return `${s}.settimeout(${op.ms === null ? 'None' : op.ms / 1000})`;
    case 'sleep':
      return `sleep(${op.ms / 1000})`;
    case 'linger':
      return `${s}.setsockopt(SOL_SOCKET, SO_LINGER, pack('ii', 1, 0))`;
    case 'names':
      return `print(${s}.getpeername(), ${s}.getsockname())`;
    default:
      return op satisfies never;
  }
}

type Programs = Partial<Record<ProgramName, Program>> & {
  readonly client: Program;
  readonly server: Program;
};

/** The programs as a learner would type them. */
export function programsOf(run: RandomRun): Programs {
  const named = run.family === 'AF_INET6' ? 'fd00:127::1' : '192.168.127.1';
  const listens = run.family === 'dual' ? '::' : named;
  const isIPv6 = { client: run.family === 'AF_INET6', server: run.family !== 'AF_INET' };
  const open = (host: 'client' | 'server'): string => `socket(${isIPv6[host] ? 'AF_INET6' : ''})`;
  const limited = (s: string): string[] =>
    Object.entries({ SO_SNDBUF: run.sendBuffer, SO_RCVBUF: run.receiveBuffer }).flatMap(([option, size_]) =>
      size_ === null ? [] : `${s}.setsockopt(SOL_SOCKET, ${option}, ${size_})`,
    );
  const lines = (s: string, ops_: readonly Op[]): string[] => [
    ...ops_.flatMap((entry) => {
      const line = lineOf(s, entry);
      return run.catches ? ['try:', ...indented([line]), 'except OSError as e:', '    print(e)'] : line;
    }),
    `${s}.close()`,
  ];
  const client = (ops_: readonly Op[]): Program =>
    read([`s = ${open('client')}`, ...limited('s'), `s.connect(('${named}', 8080))`, ...lines('s', ops_)]);
  const serve = lines('conn', run.server);
  const [first = [], ...others] = run.clients;
  return {
    client: client(first),
    ...Object.fromEntries(others.map((list, i) => [CLIENTS[i + 1], client(list)])),
    server: read([
      ...(run.threaded ? define('handle(conn)', serve) : []),
      `srv = ${open('server')}`,
      ...limited('srv'),
      'srv.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)',
      `srv.bind(('${listens}', 8080))`,
      `srv.listen(${run.backlog})`,
      ...run.clients.flatMap(() => [
        'conn, addr = srv.accept()',
        ...(run.threaded ? ['Thread(target=handle, args=(conn,)).start()'] : serve),
      ]),
      'srv.close()',
    ]),
  };
}

/** The program of some lines, with what they may use before them. */
function read(lines: readonly string[]): Program {
  const uses = (word: string): boolean => lines.some((line) => line.includes(word));
  const { program: found, findings } = readPython(
    [
      'from socket import *',
      ...(uses('Thread(') ? ['from threading import Thread'] : []),
      ...(uses('sleep(') ? ['from time import sleep'] : []),
      ...(uses('pack(') ? ['from struct import pack'] : []),
      ...(uses('reader') ? define('reader(s, n)', ['got = s.recv(n)']) : []),
      ...lines,
    ].join('\n'),
  );
  if (found === null) throw new Error(JSON.stringify(findings));
  return found;
}
