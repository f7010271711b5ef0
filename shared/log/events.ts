import * as v from 'valibot';
import { experimentSchema } from '../programs/experiment.ts';
import { CONSTANTS, SOCKET_CALLS, type Program } from '../programs/tree.ts';
import { passingCounters, tcpCounters } from '../tcp/tcp-counters.ts';
import { wireSettingsSchema } from './wire-settings-schema.ts';
import {
  CAPTURES,
  countSchema as count,
  endCauseSchema,
  hexSchema as hex,
  nameSchema as id,
  steadySynSchema,
  textSchema as text,
  timersSchema,
} from '../schema.ts';

/**
 * The event log is the only truth. Each event says what was seen, when (µs of the lab host's monotonic
 * clock since the lab began) and by which means:
 *
 * - `syscall`: a call's own arguments or result
 * - `segment`: a captured or carried segment
 * - `kernel`:  a counter, state or file of the kernel that was read
 * - `program`: the interpreter's own doing (a line begins, a variable is set, text is printed)
 * - `derived`: concluded from the above; the page marks it as such
 *
 * Rules [EVENT1…] are in SPEC.md. Order is the order in which the lab host saw things, never rearranged.
 */
export const SOURCES = ['syscall', 'segment', 'kernel', 'program', 'derived'] as const;

const address = v.strictObject({ host: text(64), port: count });
const host = v.picklist(['client', 'server']);
/** Checked whole where programs come in (programs/schema.ts). */
const program = v.custom<Program>(
  (input) => typeof input === 'object' && input !== null && 'statements' in input,
);
const bytes = v.strictObject({ length: count, head: hex, tail: v.exactOptional(hex) });

export type HostId = v.InferOutput<typeof host>;
export type ProgramId = string;
export type ThreadId = string;
export type CallId = number;
/** The kernel's own cookie (SO_COOKIE, idiag_cookie), in decimal: one for a socket's whole life. */
export type SocketId = string;
export type SegmentId = number;

/** The kernel's TCP states, by the names `ss` gives them (include/net/tcp_states.h). */
export const TCP_STATES = [
  'CLOSE',
  'LISTEN',
  'SYN_SENT',
  'SYN_RECV',
  'ESTABLISHED',
  'FIN_WAIT1',
  'FIN_WAIT2',
  'CLOSE_WAIT',
  'CLOSING',
  'LAST_ACK',
  'TIME_WAIT',
] as const;
export type TcpState = (typeof TCP_STATES)[number];

/** The kinds of networks, best first: two hosts with a wire of ours, one host with `lo`, recordings only. */
export const GRADES = ['two-hosts', 'loopback', 'replay'] as const;
export type Grade = (typeof GRADES)[number];

/** A Python value as the page shows it. Bytes that a recv returned keep that call's number. */
const value = v.variant('is', [
  v.strictObject({ is: v.literal('none') }),
  v.strictObject({ is: v.literal('number'), value: v.number() }),
  v.strictObject({ is: v.literal('flag'), value: v.boolean() }),
  v.strictObject({ is: v.literal('text'), text: text(16_384), length: count, call: v.exactOptional(count) }),
  v.strictObject({ is: v.literal('bytes'), bytes, call: v.exactOptional(count) }),
  v.strictObject({ is: v.literal('address'), address }),
  v.strictObject({ is: v.literal('socket'), socket: id, fd: count }),
]);
export type ValueView = v.InferOutput<typeof value>;

const exception = v.strictObject({
  /** Python's exception class, e.g. `ConnectionRefusedError`. */
  name: text(64),
  message: text(512),
  errno: v.exactOptional(v.strictObject({ number: count, name: text(32) })),
});
export type PythonException = v.InferOutput<typeof exception>;

const timer = v.strictObject({
  kind: v.picklist(['none', 'retransmit', 'keepalive', 'time-wait', 'probe']),
  /** On the log's own clock, µs. Absent for `none`. */
  dueAt: v.exactOptional(count),
  retransmits: count,
});

/** What the kernel says of one socket. Every field is optional: only what changed is reported. */
const observation = {
  state: v.exactOptional(v.picklist(TCP_STATES)),
  family: v.exactOptional(v.picklist(['AF_INET', 'AF_INET6'])),
  local: v.exactOptional(address),
  remote: v.exactOptional(address),
  /** The socket has a file: false while it waits in an accept queue, and once nobody holds it. */
  owned: v.exactOptional(v.boolean()),
  /** idiag_rqueue and idiag_wqueue: bytes, or for a listener its accept queue and that queue's limit. */
  rqueue: v.exactOptional(count),
  wqueue: v.exactOptional(count),
  timer: v.exactOptional(timer),
  /** SK_MEMINFO, bytes of kernel memory charged and allowed (sock_diag(7)). */
  rmemAlloc: v.exactOptional(count),
  rcvbuf: v.exactOptional(count),
  wmemQueued: v.exactOptional(count),
  sndbuf: v.exactOptional(count),
  /** struct tcp_info (include/uapi/linux/tcp.h). Windows and counts in bytes, times in µs. */
  notsentBytes: v.exactOptional(count),
  bytesAcked: v.exactOptional(count),
  bytesReceived: v.exactOptional(count),
  sndWnd: v.exactOptional(count),
  rcvWnd: v.exactOptional(count),
  sndCwnd: v.exactOptional(count),
  sndMss: v.exactOptional(count),
  rtoMicros: v.exactOptional(count),
  rttMicros: v.exactOptional(count),
  segsOut: v.exactOptional(count),
  segsIn: v.exactOptional(count),
  totalRetrans: v.exactOptional(count),
  ...tcpCounters,
  ...passingCounters,
};
const observationSchema = v.strictObject(observation);
export type Observation = v.InferOutput<typeof observationSchema>;

const flag = v.picklist(['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR']);
const segment = v.strictObject({
  source: address,
  destination: address,
  seq: count,
  ack: count,
  flags: v.pipe(v.array(flag), v.readonly()),
  window: count,
  options: v.strictObject({
    mss: v.exactOptional(count),
    windowScale: v.exactOptional(count),
    sackPermitted: v.exactOptional(v.literal(true)),
    timestamps: v.exactOptional(v.strictObject({ value: count, echo: count })),
    sack: v.exactOptional(v.pipe(v.array(v.pipe(v.strictTuple([count, count]), v.readonly())), v.readonly())),
  }),
  payloadAt: count,
  payloadBytes: count,
});

const stamp = { seq: v.pipe(count, v.minValue(1)), at: count, source: v.picklist(SOURCES) };
const event = <T extends string, E extends v.ObjectEntries>(type: T, entries: E) =>
  v.strictObject({ ...stamp, type: v.literal(type), ...entries });

export const labEventSchema = v.variant('type', [
  event('lab-opened', {
    lesson: id,
    /** Which of the lesson's variations it is. */
    variation: v.exactOptional(id),
    /** What its author says of a composed experiment, in place of the lesson's own programs. */
    experiment: v.exactOptional(experimentSchema),
    grade: v.picklist(GRADES),
    capture: v.picklist(CAPTURES),
    /** False only on the machine's own `lo`, where no private namespace was to be had. */
    isolated: v.boolean(),
    kernel: text(128),
    timers: timersSchema,
    steadySyn: steadySynSchema,
    hosts: v.array(
      v.strictObject({
        host,
        addresses: v.array(text(64)),
        nic: v.nullable(v.strictObject({ name: text(16), mtu: count })),
      }),
    ),
  }),
  event('lab-closed', { code: text(64), detail: v.exactOptional(text(512)) }),
  event('notice', { code: text(64), detail: v.exactOptional(text(512)) }),

  event('program-loaded', { program: id, host, run: count, tree: program }),
  event('program-edited', { program: id, tree: program }),
  event('program-ended', { program: id, cause: endCauseSchema }),
  /** The program is no longer part of the lab. */
  event('program-removed', { program: id }),
  /** `name` as Python gives it: `MainThread`, `Thread-1 (handle)`. */
  event('thread-started', {
    thread: id,
    program: id,
    name: text(64),
    /** The thread whose line started it; absent for a main thread. */
    by: v.exactOptional(id),
    daemon: v.exactOptional(v.literal(true)),
  }),
  /** The thread begins to execute a function's body, and has come back from it. */
  event('frame-entered', { thread: id, function: text(32) }),
  event('frame-left', { thread: id }),
  /** The thread waits in join() for another to end: Python's own waiting, no system call of the program. */
  event('thread-joins', { thread: id, other: id }),
  /** An exception that the line raised and the program has caught. */
  event('exception-caught', { thread: id, line: count, exception }),
  /** The thread stands before this line. */
  event('thread-at', { thread: id, line: count }),
  /** The thread begins to execute this line. */
  event('thread-step', { thread: id, line: count }),
  event('thread-ended', {
    thread: id,
    line: count,
    exception: v.exactOptional(exception),
    /** A daemon thread, ended by its program's end. */
    cutOff: v.exactOptional(v.literal(true)),
  }),
  event('variable-set', {
    program: id,
    thread: id,
    name: text(32),
    value,
    /** A name of the function that the thread is in, not of the whole program. */
    local: v.exactOptional(v.literal(true)),
  }),
  event('output', { program: id, thread: id, text: text(16_384) }),

  event('call-entered', {
    call: count,
    thread: id,
    line: count,
    name: v.picklist(['socket', ...SOCKET_CALLS]),
    /** One of the sends that a sendall makes. */
    sendall: v.exactOptional(v.literal(true)),
    socket: v.exactOptional(id),
    /** The program's own number, counted from 3 as in a process of its own (derived), and the real one. */
    fd: v.exactOptional(count),
    realFd: v.exactOptional(count),
    /** For send. */
    bytes: v.exactOptional(bytes),
    /** For recv: the most bytes asked for. */
    max: v.exactOptional(count),
    /** For bind and connect. */
    address: v.exactOptional(address),
    /** For setsockopt and getsockopt, shutdown. */
    option: v.exactOptional(v.picklist(CONSTANTS)),
    /** For setsockopt its value, for listen its backlog. */
    value: v.exactOptional(v.number()),
    family: v.exactOptional(v.picklist(['AF_INET', 'AF_INET6'])),
    /** The program has ended and the exit closes what it left open: no line asked for it. */
    atExit: v.exactOptional(v.literal(true)),
  }),
  /** /proc/self/task/<tid>/syscall names this call and fd, and the task sleeps. */
  event('call-blocked', { call: count, tid: count, kernelCall: text(32) }),
  event('call-returned', {
    call: count,
    /** The lab ended it by shutdown(2), to end its program: what it returned says nothing of the peer. */
    cutOff: v.exactOptional(v.literal(true)),
    result: v.variant('ok', [
      v.strictObject({
        ok: v.literal(true),
        /** send, recv: bytes moved. Other calls: the number they returned. */
        value: v.number(),
        /** For recv: what was read. */
        bytes: v.exactOptional(bytes),
        /** For socket and accept: the new socket and its number in the program. */
        socket: v.exactOptional(id),
        fd: v.exactOptional(count),
        realFd: v.exactOptional(count),
        /** For accept: the peer; for getsockname: the local address. */
        address: v.exactOptional(address),
        /** For accept and connect: both ends, as getsockname and getpeername name them at once. */
        ends: v.exactOptional(v.strictObject({ local: address, remote: address })),
      }),
      v.strictObject({ ok: v.literal(false), errno: count, errnoName: text(32), exception: text(64) }),
    ]),
  }),

  event('socket-observed', { socket: id, host, changed: observationSchema }),
  /** The kernel no longer lists the socket. */
  event('socket-gone', { socket: id, host }),

  /** Nothing is under way: no thread runs, the NICs are drained, every counter was read since the last change. */
  event('at-rest', {}),

  /** A segment left its host's NIC. `raw` is cut at LIMITS.segmentSnapBytes; `rawBytes` is its full length. */
  event('segment-sent', { segment: count, from: host, headers: segment, raw: hex, rawBytes: count }),
  /** It was handed to the other host's NIC. */
  event('segment-delivered', { segment: count }),
  /**
   * So many segments of one flow crossed one after another, too fast to be told singly: data that continues
   * the stream, or ACKs that move on. Numbered from `segment`; `raw` has the IP and TCP headers of all of them,
   * one behind the other, each as long as it says itself.
   */
  event('segments-passed', {
    segment: count,
    from: host,
    count: v.pipe(count, v.minValue(2)),
    first: segment,
    last: segment,
    /** Of all of them together: payload, and whole packets. */
    payloadBytes: count,
    rawBytes: count,
    raw: hex,
  }),
  event('segment-dropped', {
    segment: count,
    /**
     * `learner`: by hand. `obsolete`: a copy whose bytes are acknowledged, or that lay beneath a delivered
     * one. `loss`, `queue`: by the wire's own settings. `nic`: the receiving NIC refused it.
     */
    cause: v.picklist(['learner', 'obsolete', 'loss', 'queue', 'nic']),
  }),
  /** The wire itself has made a second one of a segment, with an id of its own. */
  event('segment-duplicated', { segment: count, of: count }),
  /** A chip's segments will go at this time, or (null) wait for a hand. */
  event('segment-timed', { segment: count, dueAt: v.nullable(count) }),
  event('wire-set', { settings: wireSettingsSchema }),
  /** A queue of the NIC itself overflowed: segments that nobody saw. */
  event('nic-overflow', { host, dropped: count }),
  /** The kernel found an accept queue full and threw away so many more SYNs, or last ACKs of a handshake. */
  event('listen-overflow', { host, dropped: count }),
  /**
   * Where there is no capture: stream positions of a socket, taken from its counters (TCP_INFO), in an
   * order that keeps acked ≤ received ≤ sent: what the peer sent before what this one received.
   */
  event('positions-counted', {
    socket: id,
    sent: v.exactOptional(count),
    acked: v.exactOptional(count),
    received: v.exactOptional(count),
    finReceived: v.exactOptional(v.boolean()),
    finAcked: v.exactOptional(v.boolean()),
  }),
]);

export type LabEvent = v.InferOutput<typeof labEventSchema>;
export type LabEventType = LabEvent['type'];
export type EventOf<T extends LabEventType> = Extract<LabEvent, { type: T }>;
type WithoutStamp<E> = E extends LabEvent ? Omit<E, 'seq' | 'at'> : never;
/** An event before the log has numbered and timed it. */
export type LabEventBody = WithoutStamp<LabEvent>;
