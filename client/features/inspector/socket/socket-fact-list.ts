import type { SocketState } from '../../../../shared/model/lab-state.ts';
import type { FactGroup, SocketFactName, Unit } from './messages.en.ts';

/** The call that read the value from the kernel, or the way in which it is known. */
export type FactSource = 'sock_diag' | 'TCP_INFO' | 'SK_MEMINFO' | 'SO_COOKIE' | 'syscall' | 'derived';

export interface FactDefinition {
  readonly name: SocketFactName;
  readonly ss: string | null;
  readonly source: FactSource;
  readonly unit: Unit;
  /** Undefined: not observed; null: observed that there is none. Without it, the counter of that name. */
  readonly read?: (socket: SocketState) => unknown;
}

type Row = readonly [
  name: SocketFactName,
  ss: string | null,
  unit: Unit,
  read?: (socket: SocketState) => unknown,
];

const facts = (source: FactSource, rows: readonly Row[]): FactDefinition[] =>
  rows.map(([name, ss, unit, read]) => ({ name, ss, source, unit, ...(read && { read }) }));

/** TCP_INFO was read, so a field that is absent from it does not exist yet. */
const orNone =
  (name: keyof SocketState['kernel']) =>
  ({ kernel }: SocketState): unknown =>
    kernel[name] ?? (kernel.caState === undefined ? undefined : null);

/** A round trip of 0 µs: none was measured yet. */
const rtt = ({ kernel: { rttMicros } }: SocketState): unknown => (rttMicros === 0 ? null : rttMicros);

/** `ss` prints the cookie in hex, the log keeps it in decimal. */
const cookie = (id: string): string => (/^\d+$/.test(id) ? `${id} = 0x${BigInt(id).toString(16)}` : id);

const connected = (socket: SocketState, value: unknown): unknown =>
  socket.kernel.caState === undefined ? undefined : value;

/** The groups in the order of the drawer; each row's value is the kernel's own. */
export const FACT_GROUPS: readonly {
  readonly group: FactGroup;
  readonly facts: readonly FactDefinition[];
}[] = [
  {
    group: 'identity',
    facts: [
      ...facts('sock_diag', [['state', 'State', '', ({ state }) => state]]),
      ...facts('derived', [['fd', null, '', ({ fd }) => fd]]),
      ...facts('syscall', [['realFd', 'fd (-p)', '', ({ realFd }) => realFd]]),
      ...facts('SO_COOKIE', [['socket', 'sk', '', ({ socket }) => cookie(socket)]]),
      ...facts('sock_diag', [
        ['family', null, '', ({ family }) => family ?? undefined],
        ['local', 'Local', '', ({ local }) => local ?? undefined],
        ['remote', 'Peer', '', ({ remote }) => remote],
        ['owned', 'ino', ''],
      ]),
    ],
  },
  {
    group: 'queues',
    facts: [
      ...facts('sock_diag', [
        ['rqueue', 'Recv-Q', 'B'],
        ['wqueue', 'Send-Q', 'B'],
      ]),
      ...facts('TCP_INFO', [['notsentBytes', 'notsent', 'B']]),
    ],
  },
  {
    group: 'windows',
    facts: facts('TCP_INFO', [
      ['sndWnd', 'snd_wnd', 'B'],
      ['rcvWnd', 'rcv_wnd', 'B'],
      ['rcvSsthresh', 'rcv_ssthresh', 'B'],
      ['rcvSpace', 'rcv_space', 'B'],
      ['rwndLimitedMicros', 'rwnd_limited', 'µs'],
      ['sndbufLimitedMicros', 'sndbuf_limited', 'µs'],
    ]),
  },
  {
    group: 'congestion',
    facts: facts('TCP_INFO', [
      ['caState', null, ''],
      ['sndCwnd', 'cwnd', 'MSS'],
      ['sndSsthresh', 'ssthresh', 'MSS', orNone('sndSsthresh')],
      ['unacked', 'unacked', 'segments'],
      ['deliveryRate', 'delivery_rate', 'B/s'],
      ['busyMicros', 'busy', 'µs'],
      ['reordering', 'reordering', 'segments'],
    ]),
  },
  {
    group: 'timing',
    facts: [
      ...facts('sock_diag', [['timer', 'timer', '']]),
      ...facts('TCP_INFO', [
        ['rttMicros', 'rtt', 'µs', rtt],
        ['rttvarMicros', 'rtt (…/var)', 'µs', orNone('rttvarMicros')],
        ['minRttMicros', 'minrtt', 'µs', orNone('minRttMicros')],
        ['rcvRttMicros', 'rcv_rtt', 'µs', orNone('rcvRttMicros')],
        ['rtoMicros', 'rto', 'µs'],
        ['atoMicros', 'ato', 'µs'],
      ]),
    ],
  },
  {
    group: 'retransmission',
    facts: facts('TCP_INFO', [
      ['totalRetrans', 'retrans (…/total)', 'segments'],
      ['retrans', 'retrans', 'segments'],
      ['bytesRetrans', 'bytes_retrans', 'B'],
      ['retransmits', null, '×'],
      ['backoff', 'backoff', '×'],
      ['probes', null, '×'],
      ['lost', 'lost', 'segments'],
      ['sacked', 'sacked', 'segments'],
      ['dsackDups', 'dsack_dups', 'segments'],
      ['reordSeen', 'reord_seen', '×'],
      ['rcvOoopack', 'rcv_ooopack', 'segments'],
    ]),
  },
  {
    group: 'counters',
    facts: facts('TCP_INFO', [
      ['bytesSent', 'bytes_sent', 'B'],
      ['bytesAcked', 'bytes_acked', 'B'],
      ['bytesReceived', 'bytes_received', 'B'],
      ['segsOut', 'segs_out', 'segments'],
      ['segsIn', 'segs_in', 'segments'],
      ['dataSegsOut', 'data_segs_out', 'segments'],
      ['dataSegsIn', 'data_segs_in', 'segments'],
      ['delivered', 'delivered', 'segments'],
    ]),
  },
  {
    group: 'memory',
    facts: facts('SK_MEMINFO', [
      ['rmemAlloc', 'skmem r', 'B'],
      ['rcvbuf', 'skmem rb', 'B'],
      ['wmemAlloc', 'skmem t', 'B'],
      ['sndbuf', 'skmem tb', 'B'],
      ['fwdAlloc', 'skmem f', 'B'],
      ['wmemQueued', 'skmem w', 'B'],
      ['optmem', 'skmem o', 'B'],
      ['backlogBytes', 'skmem bl', 'B'],
      ['drops', 'skmem d', 'segments'],
    ]),
  },
  {
    group: 'options',
    facts: facts('TCP_INFO', [
      ['sndMss', 'mss', 'B'],
      ['rcvMss', 'rcvmss', 'B'],
      ['advmss', 'advmss', 'B'],
      ['pmtu', 'pmtu', 'B'],
      ['timestamps', 'ts', ''],
      ['sackPermitted', 'sack', ''],
      ['sndWscale', 'wscale', '', (s) => connected(s, s.kernel.wscale?.[0] ?? null)],
      ['rcvWscale', 'wscale (…,rcv)', '', (s) => connected(s, s.kernel.wscale?.[1] ?? null)],
    ]),
  },
];
