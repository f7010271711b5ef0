import { execFile, spawnSync } from 'node:child_process';
import type { Observation, TcpState } from '../../shared/log/events.ts';
import { unmapped, type Address } from '../../shared/tcp/address.ts';

/*
 * ss(8) of iproute2 is another reader of the kernel's account of sockets. None of its code is ours: it asks
 * the kernel by itself and decodes what it gets.
 */

/** A socket's line of `ss -tmieanOH`, by the names that ss gives its figures. */
export interface SsSocket {
  readonly cookie: string;
  readonly state: TcpState;
  readonly figures: ReadonlyMap<string, string>;
}

const STATES: Readonly<Record<string, TcpState>> = {
  ESTAB: 'ESTABLISHED',
  'SYN-SENT': 'SYN_SENT',
  'SYN-RECV': 'SYN_RECV',
  'FIN-WAIT-1': 'FIN_WAIT1',
  'FIN-WAIT-2': 'FIN_WAIT2',
  'TIME-WAIT': 'TIME_WAIT',
  UNCONN: 'CLOSE',
  'CLOSE-WAIT': 'CLOSE_WAIT',
  'LAST-ACK': 'LAST_ACK',
  LISTEN: 'LISTEN',
  CLOSING: 'CLOSING',
};

const COMMAND = ['ss', ['-tmieanOH'], { encoding: 'utf8' }] as const;

/** Lists the TCP sockets of the calling thread's network namespace; null if this machine has no ss. */
export function listBySs(): SsSocket[] | null {
  const { stdout, error } = spawnSync(...COMMAND);
  return error === undefined ? linesOf(stdout) : null;
}

/** The same without keeping the thread. The child begins in the namespace in which this is called. */
export function listBySsMeanwhile(): Promise<SsSocket[] | null> {
  return new Promise((resolve) => {
    execFile(...COMMAND, (error, stdout) => resolve(error === null ? linesOf(stdout) : null));
  });
}

function linesOf(stdout: string): SsSocket[] {
  return stdout
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(readLine);
}

/** Reads one line. Flags such as `sack` stand alone; other figures have their value after a colon or a space. */
export function readLine(line: string): SsSocket {
  const [state = '', rqueue = '', wqueue = '', local = '', remote = '', ...rest] = line.trim().split(/\s+/);
  const known = STATES[state];
  if (known === undefined) throw new Error(`ss names a state ${state}`);
  const figures = new Map([
    ['Recv-Q', rqueue],
    ['Send-Q', wqueue],
    ['local', local],
    ['remote', remote],
  ]);
  for (const [i, word] of rest.entries()) {
    const [, name = word, value] = /^([a-z_]+):(.*)$/.exec(word) ?? [];
    figures.set(name, value ?? (word.endsWith('_rate') ? (rest[i + 1] ?? '') : ''));
  }
  const cookie = BigInt(`0x${figures.get('sk') ?? ''}`).toString();
  return { cookie, state: known, figures };
}

export type Figure = (ss: SsSocket) => number | boolean | string | undefined;

const text = ({ figures }: SsSocket, name: string): string | undefined => figures.get(name);
/** A count, a rate with its unit, or one of several numbers between slashes and commas. */
const count =
  (name: string, place = 0): Figure =>
  (ss) => {
    const found = text(ss, name)?.split(/[/,]/)[place];
    return found === undefined ? undefined : Number.parseFloat(found);
  };
const flag =
  (name: string): Figure =>
  ({ figures }) =>
    figures.has(name);
/** A member of `skmem:(r0,rb131072,…)`. */
const memory =
  (name: string): Figure =>
  (ss) => {
    const found = text(ss, 'skmem')
      ?.slice(1, -1)
      .split(',')
      .find((one) => new RegExp(`^${name}\\d+$`).test(one));
    return found === undefined ? undefined : Number(found.slice(name.length));
  };
const end =
  (name: string): Figure =>
  (ss) => {
    const at = text(ss, name)?.lastIndexOf(':') ?? -1;
    const host = text(ss, name)?.slice(0, at).replaceAll(/[[\]]/g, '').split('%')[0] ?? '';
    return `${host === '*' ? '::' : unmapped(host)}:${text(ss, name)?.slice(at + 1)}`;
  };

const TIMER_KINDS: Readonly<Record<string, string>> = {
  on: 'retransmit',
  keepalive: 'keepalive',
  timewait: 'time-wait',
  persist: 'probe',
};

/** `timer:(on,59sec,0)` */
const timerParts = (ss: SsSocket): string[] => text(ss, 'timer')?.slice(1, -1).split(',') ?? [];

/** How long a timer has yet to run, and the step to which ss rounds it down. Null if none runs. */
export function timeLeft(ss: SsSocket): { readonly ms: number; readonly stepMs: number } | null {
  const left = timerParts(ss)[1];
  if (left === undefined) return null;
  const [, minutes, seconds, , millis] =
    /^(?:(\d+)min)?(?:(\d+)(sec|\.|(?=\d{3}ms$))?)?(?:(\d{3})ms)?$/.exec(left) ?? [];
  const ms = Number(minutes ?? 0) * 60_000 + Number(seconds ?? 0) * 1000 + Number(millis ?? 0);
  const stepMs =
    minutes !== undefined ? (Number(minutes) > 9 ? 60_000 : 1000) : millis === undefined ? 1000 : 1;
  return { ms, stepMs };
}

/** The figures of the log as ss prints them. An empty account of one that ss leaves out stands for zero. */
interface Pair {
  readonly ss: Figure;
  /** The log's figure in the unit and precision of ss. */
  readonly log: (kernel: Observation) => number | boolean | string | undefined;
  /** ss leaves the figure out where it has this value. */
  readonly untold?: number;
}

type Numeric = {
  [K in keyof Observation]-?: Observation[K] extends number | undefined ? K : never;
}[keyof Observation];

const address = (at: Address | undefined): string | undefined => at && `${at.host}:${at.port}`;
const plain = (field: Numeric, ss: Figure, untold = 0): Pair => ({
  ss,
  untold,
  log: (kernel) => kernel[field],
});
/** ss prints ms with six digits. */
const micros = (field: Numeric, ss: Figure, untold = 0): Pair => ({
  ss,
  untold,
  log: ({ [field]: value }) => (value === undefined ? undefined : Number((value / 1000).toPrecision(6))),
});

/** The kernel keeps these of a connection even when only a time-wait socket is left. */
export const ALWAYS: Readonly<Record<string, Pair>> = {
  state: { ss: ({ state }) => state, log: ({ state }) => state },
  local: { ss: end('local'), log: ({ local }) => address(local) },
  remote: {
    ss: (ss) => (text(ss, 'remote')?.endsWith(':*') === true ? undefined : end('remote')(ss)),
    log: ({ remote }) => address(remote),
  },
  rqueue: plain('rqueue', count('Recv-Q')),
  wqueue: plain('wqueue', count('Send-Q')),
  owned: { ss: (ss) => Number(text(ss, 'ino') ?? 0) > 0, log: ({ owned }) => owned },
  'timer.kind': {
    ss: (ss) => TIMER_KINDS[timerParts(ss)[0] ?? ''] ?? 'none',
    log: ({ timer }) => timer?.kind ?? 'none',
  },
  'timer.retransmits': {
    ss: (ss) => Number(timerParts(ss)[2] ?? 0),
    log: ({ timer }) => (timer?.kind === 'none' ? 0 : timer?.retransmits),
  },
};

export const WHILE_IT_CONVERSES: Readonly<Record<string, Pair>> = {
  rmemAlloc: plain('rmemAlloc', memory('r')),
  rcvbuf: plain('rcvbuf', memory('rb')),
  wmemQueued: plain('wmemQueued', memory('w')),
  sndbuf: plain('sndbuf', memory('tb')),
  timestamps: { ss: flag('ts'), log: ({ timestamps }) => timestamps },
  sackPermitted: { ss: flag('sack'), log: ({ sackPermitted }) => sackPermitted },
  'wscale.snd': { ss: count('wscale'), log: ({ wscale }) => wscale?.[0] },
  'wscale.rcv': { ss: count('wscale', 1), log: ({ wscale }) => wscale?.[1] },
  // Three seconds stand for a connection that has measured nothing (misc/ss.c).
  rtoMicros: micros('rtoMicros', count('rto'), 3000),
  rttMicros: micros('rttMicros', count('rtt')),
  rttvarMicros: micros('rttvarMicros', count('rtt', 1)),
  minRttMicros: micros('minRttMicros', count('minrtt')),
  rcvRttMicros: micros('rcvRttMicros', count('rcv_rtt')),
  backoff: plain('backoff', count('backoff')),
  sndMss: plain('sndMss', count('mss')),
  rcvMss: plain('rcvMss', count('rcvmss')),
  advmss: plain('advmss', count('advmss')),
  pmtu: plain('pmtu', count('pmtu')),
  sndCwnd: plain('sndCwnd', count('cwnd')),
  sndSsthresh: plain('sndSsthresh', count('ssthresh')),
  bytesSent: plain('bytesSent', count('bytes_sent')),
  bytesRetrans: plain('bytesRetrans', count('bytes_retrans')),
  bytesAcked: plain('bytesAcked', count('bytes_acked')),
  bytesReceived: plain('bytesReceived', count('bytes_received')),
  segsOut: plain('segsOut', count('segs_out')),
  segsIn: plain('segsIn', count('segs_in')),
  dataSegsOut: plain('dataSegsOut', count('data_segs_out')),
  dataSegsIn: plain('dataSegsIn', count('data_segs_in')),
  delivered: plain('delivered', count('delivered')),
  deliveryRate: {
    ss: count('delivery_rate'),
    log: ({ deliveryRate }) => deliveryRate && deliveryRate * 8,
  },
  unacked: plain('unacked', count('unacked')),
  retrans: plain('retrans', count('retrans')),
  totalRetrans: plain('totalRetrans', count('retrans', 1)),
  lost: plain('lost', count('lost')),
  sacked: plain('sacked', count('sacked')),
  dsackDups: plain('dsackDups', count('dsack_dups')),
  reordering: plain('reordering', count('reordering'), 3),
  reordSeen: plain('reordSeen', count('reord_seen')),
  rcvSpace: plain('rcvSpace', count('rcv_space')),
  rcvSsthresh: plain('rcvSsthresh', count('rcv_ssthresh')),
  notsentBytes: plain('notsentBytes', count('notsent')),
  rcvOoopack: plain('rcvOoopack', count('rcv_ooopack')),
  sndWnd: plain('sndWnd', count('snd_wnd')),
};

/** These change as time passes, without an event. They are compared where the log has just read them. */
export const AS_TIME_PASSES: Readonly<Record<string, Pair>> = {
  atoMicros: micros('atoMicros', count('ato')),
  wmemAlloc: plain('wmemAlloc', memory('t')),
  fwdAlloc: plain('fwdAlloc', memory('f')),
  optmem: plain('optmem', memory('o')),
  backlogBytes: plain('backlogBytes', memory('bl')),
  drops: plain('drops', memory('d')),
};

/** These times may run on from the log's reading to that of ss, which prints whole ms. */
export const RUNNING = {
  busyMicros: count('busy'),
  rwndLimitedMicros: count('rwnd_limited'),
  sndbufLimitedMicros: count('sndbuf_limited'),
} as const;

/** ss 6.1 has no words for these. */
export const UNTOLD = ['family', 'caState', 'retransmits', 'probes', 'rcvWnd'] as const;

/** Returns both accounts of a figure, or null if they agree. */
export function differs({ ss, log, untold }: Pair, line: SsSocket, kernel: Observation): string | null {
  const said = ss(line);
  const own = log(kernel);
  const same = said === undefined ? own === undefined || own === (untold ?? 0) || own === 0 : said === own;
  return same || (own === undefined && (said === 0 || said === false))
    ? null
    : `ss says ${said}, the log ${own}`;
}
