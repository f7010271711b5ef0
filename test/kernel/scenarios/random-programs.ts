import fc from 'fast-check';
import {
  assign,
  bytes,
  call,
  constant,
  define,
  literal,
  method,
  name,
  operation,
  parameter,
  perform,
  thread,
  tuple,
} from '../../../shared/programs/build.ts';
import type { Expression, Program, Statement } from '../../../shared/programs/tree.ts';
import { plainWire, WIRE_MODES, type WireSettings } from '../../../shared/log/wire-settings.ts';
import type { Timers } from '../../../shared/schema.ts';

/* Random programs, wires and hands. Each is drawn by fast-check, so that one that breaks a rule can be made smaller. */

type Op =
  | { readonly type: 'send' | 'sendall'; readonly bytes: number }
  | { readonly type: 'recv'; readonly max: number }
  | { readonly type: 'shutdown'; readonly how: 'SHUT_RD' | 'SHUT_WR' | 'SHUT_RDWR' }
  /** Another thread receives on the same socket, which may be closed while it sleeps. */
  | { readonly type: 'reader'; readonly max: number };

const CLIENTS = ['client', 'client2', 'client3'] as const;
type ProgramName = (typeof CLIENTS)[number] | 'server';

/** One action of the driver. Its numbers choose among what there is. */
export type Hand =
  | { readonly type: 'step' | 'run' | 'run-on'; readonly program: ProgramName }
  | { readonly type: 'deliver' | 'drop' | 'duplicate'; readonly which: number }
  | { readonly type: 'delay'; readonly which: number; readonly ms: number }
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
  { weight: 5, arbitrary: fc.record({ type: fc.constant('recv' as const), max: size }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('shutdown' as const),
      how: fc.constantFrom('SHUT_RD' as const, 'SHUT_WR' as const, 'SHUT_WR' as const, 'SHUT_RDWR' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('reader' as const), max: size }) },
);
const percent = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(30) });
const direction = fc.record({
  delayMs: fc.oneof(fc.constant(0), fc.nat(30)),
  kbitPerSecond: fc.oneof(fc.constant(0), fc.integer({ min: 2000, max: 100_000 })),
  queueSegments: fc.integer({ min: 2, max: 100 }),
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
const hand: fc.Arbitrary<Hand> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ type: fc.constantFrom('step' as const, 'run' as const), program }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('run-on' as const), program }) },
  { weight: 8, arbitrary: fc.record({ type: fc.constant('deliver' as const), which: fc.nat(6) }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constantFrom('drop' as const, 'duplicate' as const), which: fc.nat(6) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('delay' as const), which: fc.nat(6), ms: fc.nat(20) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('wait' as const), ms: fc.oneof(fc.nat(60), fc.nat(1500)) }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('wire' as const), settings: wire }) },
  { weight: 1, arbitrary: fc.constant({ type: 'run-again' as const }) },
);
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
  family: fc.constantFrom('AF_INET' as const, 'AF_INET' as const, 'AF_INET6' as const, 'dual' as const),
  backlog: fc.nat(3),
  sendBuffer: buffer,
  receiveBuffer: buffer,
  timers: fc.constantFrom('calm' as const, 'kernel' as const),
  wire,
  hands: fc.array(hand, { minLength: 6, maxLength: 40, size: 'max' }),
});

/** A payload repeats this pattern, so that no two neighbouring segments carry the same bytes. */
const PATTERN = Array.from({ length: 89 }, (_, i) => String.fromCharCode(33 + i)).join('');

function bytesOf(count: number): Expression {
  const rest = bytes(PATTERN.slice(0, count % PATTERN.length));
  const copies = Math.floor(count / PATTERN.length);
  return copies === 0 ? rest : operation(operation(bytes(PATTERN), '*', literal(copies)), '+', rest);
}

function statements(socket: string, list: readonly Op[]): Statement[] {
  const s = name(socket);
  return list.map((entry, i): Statement => {
    switch (entry.type) {
      case 'send':
      case 'sendall':
        return perform(method(s, entry.type, bytesOf(entry.bytes)));
      case 'recv':
        return assign(`r${i}`, method(s, 'recv', literal(entry.max)));
      case 'shutdown':
        return perform(method(s, 'shutdown', constant(entry.how)));
      case 'reader':
        return perform(method(thread('reader', [s, literal(entry.max)]), 'start'));
      default:
        return entry satisfies never;
    }
  });
}

/** `def reader(s, n): s.recv(n)`, where one of the calls needs it. */
const readers = (...lists: (readonly Op[])[]): Statement[] =>
  lists.flat().some(({ type }) => type === 'reader')
    ? [define('reader', ['s', 'n'], assign('got', method(name('s'), 'recv', name('n'))))]
    : [];

type Programs = Partial<Record<ProgramName, Program>> & {
  readonly client: Program;
  readonly server: Program;
};

export function programsOf(run: RandomRun): Programs {
  const [s, srv] = [name('s'), name('srv')];
  const at = (host: string): Expression => tuple(literal(host), literal(8080));
  const named = run.family === 'AF_INET6' ? 'fd00:127::1' : '192.168.127.1';
  const open = (isServer: boolean): Expression =>
    run.family === 'AF_INET6' || (isServer && run.family === 'dual')
      ? call('socket', parameter('family', 'family', 'AF_INET6'))
      : call('socket');
  const buffers = [
    ['SO_SNDBUF', run.sendBuffer],
    ['SO_RCVBUF', run.receiveBuffer],
  ] as const;
  const limited = (socket: Expression): Statement[] =>
    buffers.flatMap(([option, bytes_]) =>
      bytes_ === null
        ? []
        : perform(method(socket, 'setsockopt', constant('SOL_SOCKET'), constant(option), literal(bytes_))),
    );
  const client = (list: readonly Op[]): Program => ({
    statements: [
      ...readers(list),
      assign('s', open(false)),
      ...limited(s),
      perform(method(s, 'connect', at(named))),
      ...statements('s', list),
      perform(method(s, 'close')),
    ],
  });
  const serve: Statement[] = [...statements('conn', run.server), perform(method(name('conn'), 'close'))];
  const [first = [], ...others] = run.clients;
  return {
    client: client(first),
    ...Object.fromEntries(others.map((list, i) => [CLIENTS[i + 1], client(list)])),
    server: {
      statements: [
        ...readers(run.server),
        ...(run.threaded ? [define('handle', ['conn'], ...serve)] : []),
        assign('srv', open(true)),
        ...limited(srv),
        perform(method(srv, 'setsockopt', constant('SOL_SOCKET'), constant('SO_REUSEADDR'), literal(1))),
        perform(method(srv, 'bind', at(run.family === 'dual' ? '::' : named))),
        perform(method(srv, 'listen', literal(run.backlog))),
        ...run.clients.flatMap(() => [
          assign(['conn', 'addr'], method(srv, 'accept')),
          ...(run.threaded ? [perform(method(thread('handle', [name('conn')]), 'start'))] : serve),
        ]),
        perform(method(srv, 'close')),
      ],
    },
  };
}
