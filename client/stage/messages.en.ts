import type { HostId } from '../../shared/log/events.ts';
import type { ParameterKind } from '../../shared/programs/tree.ts';
import type { WireMode } from '../../shared/log/wire-settings.ts';
import type { DropCause } from './model/ladder-scene.ts';

/** Everything the stage says, in English; `messages.zh.ts` says the same. */
export const messages = {
  host: (host: HostId): string => (host === 'client' ? 'Client' : 'Server'),
  stage: 'Stage: the programs, their kernels, and the wire between them',
  run: (n: number): string => `run ${n}`,
  noProgram: 'No program is loaded yet.',

  // Steps
  threads: (n: number): string => `${n} threads`,
  ladderAlone: 'this client only',
  addClient: 'Add a client with the same program',
  mostClients: (n: number): string => `A lab has at most ${n} clients.`,
  line: (n: number): string => `line ${n}`,
  stepTitle: 'Execute the current line (one line)',
  runUntil: 'Run until it blocks',
  runOn: 'Run on: also after every wake-up',
  pause: 'Pause before the next line',
  whyNot: {
    past: 'You are looking at the past, which cannot be changed. Go back to live.',
    recording: 'This is a recording: its programs have already run.',
    blocked: (call: string) => `Asleep in ${call}(): it cannot be stepped before it wakes.`,
    running: 'It is executing this line.',
    ended: 'The program has ended. “Run again” starts all programs from line 1.',
    joining: 'It waits in join(): only the other thread’s end can wake it.',
    failed: 'The program ended with an exception. “Run again” starts all programs from line 1.',
    closed: 'This lab has ended. Start a new one.',
    offline: 'There is no connection to the lab.',
    absent: 'No program is loaded yet.',
    loopback: 'On loopback the kernel carries every segment itself: there is no wire to hold.',
    recordingWire: 'This is a recording: its wire has already decided.',
    pastWire: 'You are looking at the past. Go back to live to touch the wire.',
    nothingHeld: 'Nothing lies here: the kernel itself sends the next copy.',
  },

  // Threads
  badgeNext: (line: number | null): string => (line === null ? 'next' : `next: line ${line}`),
  badgeRunning: 'running',
  badgeInCall: (call: string): string => `in ${call}()`,
  badgeBlocked: 'blocked',
  badgeBlockedIn: (call: string, fd: number | null): string => `${call}${fd === null ? '' : ` · fd ${fd}`}`,
  badgeJoining: (other: string): string => `join ${other}`,
  badgeReturned: (line: number | null): string => (line === null ? 'returned' : `line ${line} returned`),
  badgeEnded: 'ended',
  badgeFailed: (name: string): string => name,
  thread: (name: string): string => `Thread ${name}`,

  // Code
  listing: (host: HostId): string => `${stageHost(host)} program`,
  lineReturned: (text: string): string => `returned ${text}`,
  ok: 'ok',
  edit: (kind: ParameterKind): string => EDIT[kind],
  editAgain: 'This line has run already: the new value counts from the next time that it runs.',
  more: 'More',
  less: 'Less',
  wrong: (kind: ParameterKind, min?: number, max?: number): string => {
    if (min !== undefined && max !== undefined) return `A whole number from ${min} to ${max}.`;
    if (kind === 'text') return `At most ${max ?? 8192} bytes as UTF-8.`;
    if (kind === 'address')
      return 'An IPv4 or IPv6 address in digits, such as 192.168.127.1: a lab has no name service.';
    return 'This value is not possible here.';
  },
  wrongEscape: (bytes: boolean): string =>
    bytes
      ? 'In bytes, Python reads ASCII and escapes such as \\n and \\xff only.'
      : 'Python cannot read an escape here. Write \\n, \\x41, \\u4f60, or \\\\ for a backslash.',
  notCommitted: 'Not taken over yet. Esc cancels.',
  // Variables and output
  copiedSoFar: (copied: string, all: string) =>
    `The send in progress has copied at least ${copied} of ${all} to its kernel; the rest is still in the program, or just being copied.`,
  variables: 'Variables',
  noVariables: 'no variables yet',
  bytesCount: (n: number): string => `${n} B`,
  output: 'Output',
  noOutput: 'no output yet',
  outputMore: (n: number): string => `+${n} earlier`,

  // Kernel
  syscalls: 'system calls',
  userSide: 'program',
  kernelSide: 'kernel',
  noListener: 'no listening socket yet',
  listenerClosed: 'listening socket closed',
  clientStrip: 'This side connects: it has no accept queue.',
  acceptQueue: (n: number | null, max: number | null): string => `accept queue ${n ?? '?'} / ${max ?? '?'}`,
  synQueue: (n: number): string => `SYN ${n}`,
  synQueueLabel: 'SYN queue: a SYN has come and was answered, the third segment has not come yet',
  queueShort: (n: number | null, max: number | null): string => `queue ${n ?? '?'} / ${max ?? '?'}`,
  queueOverflow: (n: number): string =>
    `The kernel dropped ${n === 1 ? 'a segment of a handshake' : `${n} segments of handshakes`}: the queue was full (ListenOverflows)`,
  queueLabel: 'Accept queue: completed connections that accept() has not taken yet',
  noSocket: 'no socket yet: socket() makes one',
  noSocketServer: 'no connection yet',
  noSocketLeft: 'no socket any more',
  noFd: 'no fd',
  inQueue: 'in the accept queue, no fd yet',
  closedByProgram: 'closed by its program',
  notConnected: 'not connected',
  expires: (left: string): string => `${left} left`,
  inspect: 'Show its raw fields',
  showStates: 'show the state diagram',

  // Buffers
  sendBuffer: 'Send buffer',
  recvBuffer: 'Receive buffer',
  bufferUnobserved: 'not observed yet',
  timeWaitBuffer: 'TIME_WAIT keeps no buffers',
  of: (used: string, capacity: string): string => `${used} / ${capacity}`,
  withOverhead: (used: string, charged: string, capacity: string): string =>
    `${used}, with overhead ${charged} / ${capacity}`,
  /** A full send buffer holds more than its limit (sk_stream_memory_free in include/net/sock.h). */
  beyond: (capacity: string, charged: string): string =>
    `The kernel counts ${charged} with its own overhead, more than the limit of ${capacity}: it asks for room only before it begins a new piece (skb), which it then fills.`,
  window: (text: string): string => `window ${text}`,
  peerWindow: (text: string): string => `peer window ${text}`,
  windowTitle: 'How much more it tells its peer it may send',
  peerWindowTitle: 'How much the peer says may be on its way unacknowledged',
  notObserved: 'not observed',
  empty: 'empty',
  emptyBlocked: (call: string): string => `empty: ${call}() is waiting for it`,
  full: (call: string): string => `no room: ${call}() is waiting for it`,
  sent: 'sent · kept until acknowledged',
  unsent: 'not sent yet',
  partlySent: 'underlined: sent, kept until acknowledged',
  unread: 'waiting for recv()',
  unreadQueued: 'waiting for accept() and recv()',
  copying: 'send() is copying',
  endOfStream: 'end of stream (FIN)',
  discarded: (n: number): string => `${n} B thrown away`,
  outOfOrder: (n: number): string => `${n} B out of order, behind a gap`,
  byteCell: (offset: number, hex: string, character: string | null): string =>
    `Byte ${offset}: ${hex}${character === null ? '' : `, of ${character}`}. Where is it?`,
  byteRun: (from: number, to: number): string => `Bytes ${from} to ${to - 1}. Where is the first?`,
  sendNumber: (n: number): string => `send ${n}`,
  witnessAgree: (n: number): string => `Kernel’s own count: ${n} B, agrees with the bytes drawn`,
  witnessDisagree: (model: number, kernel: number): string =>
    `Kernel’s own count: ${kernel} B, but the bytes drawn are ${model} B`,
  witnessOlder: (n: number): string => `Kernel’s own count: ${n} B when last asked, maybe a moment ago`,
  scale: (unit: string): string => `1 cell = ${unit}`,
  gaugePart: {
    unacked: 'sent, unacknowledged',
    unsent: 'not sent yet',
    unread: 'unread',
    'out-of-order': 'out of order',
    overhead: 'the kernel’s own overhead',
  },

  // NIC, wire, ladder
  nic: 'NIC',
  nicSent: (n: number): string => `out ${n}`,
  nicReceived: (n: number): string => `in ${n}`,
  nicLost: (n: number): string => `${n} lost in its queue`,
  mtu: (n: number): string => `MTU ${n}`,
  noNic: 'lo: no card of its own',
  ladder: 'Sequence',
  ladderTime: 'real time',
  ladderEmpty: 'Segments appear here as they leave a NIC.',
  ladderUnseen: 'Segments are not observed on this system: only the kernel’s counters are.',
  ladderHidden: (n: number): string => (n === 1 ? '1 earlier row' : `${n} earlier rows`),
  onWire: { held: 'held', travels: 'on its way' },
  queueWasFull: 'queue full',
  queueWasFullTitle:
    'It reached the NIC, and the kernel threw it away: its accept queue was full. Derived: ListenOverflows rose, and no answer came.',
  droppedBy: (cause: DropCause): string => DROPPED[cause],
  wire: 'Wire',
  wireSays: (mode: WireMode, inHand: boolean): string =>
    mode === 'hold' && !inHand ? 'held by hand' : WIRE_SAYS[mode],
  wireLoopback: 'inside one kernel',
  wireEmpty: 'wire is empty',
  mode: (mode: WireMode): string => MODES[mode],
  modeTitle: (mode: WireMode): string => MODE_TITLES[mode],
  saveScript: 'Save as a Python script that runs by itself',
  wireSettings: 'Wire settings',
  wireSettingsActive: 'Wire settings: this wire is not a plain one',
  delay: 'Delay',
  delayMs: (n: number): string => `${n} ms`,
  deliver: 'Deliver',
  drop: 'Drop',
  moreActions: 'More',
  goesIn: (left: string): string => `goes in ${left}`,
  goesNow: 'goes now',
  chip: (flags: string, from: HostId): string =>
    `Segment ${flags} ${from === 'client' ? 'from client to server' : 'from server to client'}`,
  seq: 'seq',
  ack: 'ack',
  len: 'len',
  win: 'win',
  rawNumbers: (seq: number, ack: number): string => `On the wire: seq ${seq}, ack ${ack}`,
  copies: (n: number): string => `${n} ${n === 1 ? 'copy' : 'copies'} after the first: ${n + 1} in all`,
  rawWindow: (raw: number, scale: number): string =>
    `On the wire: win ${raw}${scale > 0 ? `, to be read as ${raw} × 2^${scale} bytes` : ', not scaled'}`,
  lost: 'dropped',
  retransmitIn: (left: string): string => `sent again in ${left}`,
  retransmitUnknown: 'when the kernel sends again: not observed',
  retransmitDue: 'the kernel is about to send again',
  moreChips: (n: number): string => `${n} more on the wire`,

  // Phone
  panels: 'Panels',
};

const stageHost = (host: HostId): string => (host === 'client' ? 'Client' : 'Server');

const DROPPED: Readonly<Record<DropCause, string>> = {
  learner: 'dropped',
  loss: 'lost',
  queue: 'queue full',
  nic: 'refused',
  obsolete: 'unused',
};

const WIRE_SAYS: Readonly<Record<WireMode, string>> = {
  hold: 'you are the wire',
  'hold-data': 'ACKs pass',
  'hold-acks': 'data passes',
  auto: 'it delivers by itself',
};

const MODES: Readonly<Record<WireMode, string>> = {
  hold: 'Hold',
  'hold-data': 'Data',
  'hold-acks': 'ACKs',
  auto: 'Auto',
};

const MODE_TITLES: Readonly<Record<WireMode, string>> = {
  hold: 'Every segment stops here until you hand it over',
  'hold-data': 'Segments with data, SYN or FIN stop here; pure ACKs and RSTs pass',
  'hold-acks': 'Pure ACKs and RSTs stop here; all else passes',
  auto: 'Segments go by themselves, after the delay',
};

const EDIT: Readonly<Record<ParameterKind, string>> = {
  text: 'message text',
  bytes: 'the bytes',
  count: 'how many times',
  encoding: 'encoding',
  address: 'address',
  port: 'port number',
  backlog: 'backlog',
  'recv-size': 'most bytes recv may take',
  'buffer-bytes': 'buffer size in bytes',
  family: 'address family',
  flag: 'on or off',
};

export type Messages = typeof messages;
