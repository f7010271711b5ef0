import fc from 'fast-check';
import { LOCAL, PAYLOADS, WAITS } from './lines-of-conversations.ts';

/*
 * Pairs of random programs whose conversation is the same in each run: only one of both acts at a time, while the other
 * sleeps in recv() or accept(), and each reads all that was sent before it acts itself.
 */

/** The texts of two programs, as a learner would paste them. */
export interface Conversation {
  readonly server: string;
  readonly client: string;
}

/** The acts of one end while it is its turn. */
interface Turn {
  readonly locals: readonly string[];
  readonly wait: number | null;
  readonly payload: (typeof PAYLOADS)[number];
  readonly all: boolean;
  /** The sizes of the other end's reads, of which the last one repeats. */
  readonly reads: readonly number[];
  readonly peeks: boolean;
  /** The other end reads into a bytearray. */
  readonly into: boolean;
  /** The other end waits with a timeout that does not end. */
  readonly timed: boolean;
}

/** The way in which the end whose turn it is ends the conversation. */
const ENDS = ['close', 'shutdown', 'linger', 'rebinds', 'raises', 'exits', 'unread'] as const;
type End = (typeof ENDS)[number];

interface Drawn {
  readonly turns: readonly Turn[];
  readonly end: End;
  /** One more byte is sent to the end that has closed. */
  readonly late: boolean;
  readonly catches: boolean;
  readonly threaded: boolean;
  readonly family: 'AF_INET' | 'AF_INET6';
  readonly short: boolean;
  readonly module: boolean;
}

const turn: fc.Arbitrary<Turn> = fc.record({
  locals: fc.array(fc.constantFrom(...LOCAL), { maxLength: 3 }),
  wait: fc.oneof(
    { weight: 5, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.nat(WAITS.length - 1) },
  ),
  payload: fc.constantFrom(...PAYLOADS),
  all: fc.boolean(),
  reads: fc.array(fc.constantFrom(1, 2, 5, 100, 1024), { minLength: 1, maxLength: 3 }),
  peeks: fc.boolean(),
  into: fc.boolean(),
  timed: fc.boolean(),
});

export const randomConversation: fc.Arbitrary<Conversation> = fc
  .record({
    turns: fc.array(turn, { minLength: 1, maxLength: 4 }),
    end: fc.constantFrom(...ENDS),
    late: fc.boolean(),
    catches: fc.boolean(),
    threaded: fc.boolean(),
    family: fc.constantFrom('AF_INET', 'AF_INET', 'AF_INET6'),
    short: fc.boolean(),
    module: fc.boolean(),
  })
  .map((drawn) => conversationOf(drawn.threaded ? withoutLost(drawn) : drawn));

/** A lab closes lost sockets later than CPython if several threads run ([PROG5]), and numbers show it. */
function withoutLost({ turns, end, ...others }: Drawn): Drawn {
  return {
    ...others,
    turns: turns.map((one) => ({
      ...one,
      locals: one.locals.filter((line) => !/(?:^|\W)(?:socket|create_\w+)\(/.test(line)),
    })),
    end: end === 'rebinds' ? 'close' : end,
  };
}

const ADDRESSES = { AF_INET: '192.168.127.1', AF_INET6: 'fd00:127::1' } as const;
type Side = 'client' | 'server';
const NAMES: Readonly<Record<Side, string>> = { client: 'c', server: 'conn' };

function conversationOf(drawn: Drawn): Conversation {
  const { turns, end, late, family, short } = drawn;
  const lines: Record<Side, string[]> = { client: [], server: [] };
  turns.forEach((one, i) => {
    const [acts, hears]: readonly [Side, Side] = i % 2 === 0 ? ['client', 'server'] : ['server', 'client'];
    lines[acts].push(...acting(one, NAMES[acts], drawn.catches));
    lines[hears].push(...hearing(one, NAMES[hears]));
  });
  const ender: Side = turns.length % 2 === 0 ? 'client' : 'server';
  const other: Side = ender === 'client' ? 'server' : 'client';
  ending(end, { ender: lines[ender], other: lines[other] }, { ender: NAMES[ender], other: NAMES[other] });
  const isGone = end !== 'shutdown';
  lines[other].push(
    ...(isGone && late && end !== 'linger' ? tried(`${NAMES[other]}.send(b'late')`) : []),
    `${NAMES[other]}.close()`,
    ...tried(`${NAMES[other]}.recv(1)`),
    `print(${NAMES[other]})`,
  );
  const address = `('${ADDRESSES[family]}', 8080)`;
  const plain = family === 'AF_INET';
  const server = [
    ...(short && plain
      ? [`s = create_server(${address})`]
      : [
          `s = socket(${family}, SOCK_STREAM)`,
          's.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)',
          `s.bind(${address})`,
          's.listen(3)',
        ]),
    'conn, addr = s.accept()',
    `print(len(addr), addr[1] > 1023)`,
  ];
  const client = short
    ? [`c = create_connection(${address})`]
    : [`c = socket(${family})`, `c.connect(${address})`];
  return {
    server: textOf(drawn, [
      ...(drawn.threaded ? ['def talk(conn):', ...lines.server.map((line) => `    ${line}`)] : []),
      ...server,
      ...(drawn.threaded
        ? ['t = Thread(target=talk, args=(conn,))', 't.start()', 'conn = None', 't.join()']
        : lines.server),
      'print(s.fileno())',
    ]),
    client: textOf(drawn, [...client, ...lines.client]),
  };
}

function acting({ locals, wait, payload, all }: Turn, socket: string, catches: boolean): string[] {
  const waits = wait === null ? [] : (WAITS[wait] ?? []);
  const own = [...locals.flatMap((line) => tried(line)), ...waits.flatMap((line) => tried(line))].map(
    (line) => line.replaceAll('@', socket),
  );
  const sends = `print(${socket}.${all ? 'sendall' : 'send'}(${payload}))`;
  return [
    ...own,
    ...(catches ? ['try:', `    ${sends}`, 'except OSError as e:', '    print(e.errno)'] : [sends]),
  ];
}

/** Reads all that was sent: the bytes of one segment are there at once. */
function hearing({ payload, reads, peeks, into, timed }: Turn, socket: string): string[] {
  const first = reads[0] ?? 1;
  return [
    ...(timed ? [`${socket}.settimeout(20)`] : []),
    ...(peeks ? [`print(${socket}.recv(${first}, MSG_PEEK))`] : []),
    `left = len(${payload})`,
    `for n in ${JSON.stringify([...reads, 2000])}:`,
    '    if left > 0:',
    ...(into
      ? [
          '        data = bytearray(n + 2)',
          `        size = ${socket}.recv_into(data, n)`,
          '        print(size, len(data), data[size:])',
          '        data = data[:size]',
        ]
      : [`        data = ${socket}.recv(n)`]),
    '        left -= len(data)',
    '        print(data, left)',
    ...(timed ? [`${socket}.settimeout(None)`] : []),
  ];
}

function ending(
  end: End,
  lines: { readonly ender: string[]; readonly other: string[] },
  names: { readonly ender: string; readonly other: string },
): void {
  const hears = tried(`${names.other}.recv(10)`);
  switch (end) {
    case 'close':
      lines.ender.push(
        `${names.ender}.close()`,
        ...tried(`${names.ender}.send(b'x')`),
        `${names.ender}.close()`,
      );
      break;
    case 'shutdown':
      lines.ender.push(
        `${names.ender}.shutdown(SHUT_WR)`,
        ...tried(`${names.ender}.send(b'x')`),
        `print(${names.ender}.recv(10))`,
        `print(${names.ender}.recv(10))`,
      );
      lines.other.push(...hears, `print(${names.other}.send(b'last'))`);
      return;
    case 'linger':
      lines.ender.push(
        `${names.ender}.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack('ii', 1, 0))`,
        `${names.ender}.close()`,
      );
      break;
    case 'rebinds':
      lines.ender.push(`${names.ender} = socket()`, `print(${names.ender}.fileno())`);
      break;
    case 'raises':
      lines.ender.push("raise ValueError('the end')");
      break;
    case 'exits':
      break;
    case 'unread':
      lines.other.push(`print(${names.other}.recv(10))`, `print(${names.other}.send(b'unread'))`);
      lines.ender.push(
        `print(${names.ender}.send(b'go'))`,
        `print(${names.ender}.recv(1))`,
        `${names.ender}.close()`,
      );
      break;
    default:
      end satisfies never;
  }
  lines.other.push(...hears);
}

function tried(line: string): string[] {
  return ['try:', `    print(${line})`, 'except Exception as e:', '    print(e, (e,))'];
}

function textOf({ module }: Drawn, lines: readonly string[]): string {
  const imports = ['import select', 'import struct'];
  const all = [...imports, 'from socket import *', 'from threading import Thread', ...lines, ''];
  if (!module) return all.join('\n');
  // The same program as the course writes it, with the module before each name.
  const text = ['import socket', 'import threading', ...imports, ...lines, ''].join('\n');
  return text
    .replaceAll(
      /\b(?:AF_INET6?|SOCK_STREAM|S(?:OL|O|HUT)_[A-Z]+|IPPROTO_TCP|TCP_NODELAY|MSG_[A-Z]+)\b/g,
      'socket.$&',
    )
    .replaceAll(/(?<![\w.])(?:socket|create_connection|create_server)\(/g, 'socket.$&')
    .replaceAll(/(?<![\w.])Thread\(/g, 'threading.$&');
}
