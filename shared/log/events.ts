import * as v from 'valibot';
import { LIMITS } from '../limits.ts';
import { experimentSchema } from '../programs/experiment.ts';
import { CONSTANTS, FLAGS, READINESS, SYSTEM_CALLS } from '../programs/socket-vocabulary.ts';
import type { Program } from '../programs/tree.ts';
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
 * The event log is the only source of every state. Each event says what was seen, at what time (µs of the lab
 * host's monotonic clock since the lab began) and by which means:
 *
 * - `syscall`: the arguments or the result of a system call
 * - `segment`: a segment that was carried or captured
 * - `kernel`: a counter, a state or a file of the kernel that was read
 * - `program`: the interpreter itself (a line begins, a variable is set, text is printed)
 * - `derived`: a conclusion from the others, which the page marks as such
 *
 * Events stand in the order in which the lab host saw them, and are never rearranged. SPEC.md has the rules
 * [EVENT1] to [EVENT5].
 */
export const SOURCES = ['syscall', 'segment', 'kernel', 'program', 'derived'] as const;

const address = v.strictObject({ host: text(64), port: count });
const host = v.picklist(['client', 'server']);
/**
 * programs/schema.ts validates a program completely when it comes in, so that it is not validated again here.
 */
const program = v.custom<Program>(
  (input) => typeof input === 'object' && input !== null && 'statements' in input,
);
const bytes = v.strictObject({ length: count, head: hex, tail: v.exactOptional(hex) });

export type HostId = v.InferOutput<typeof host>;
export type ProgramId = string;
export type ThreadId = string;
export type CallId = number;
/**
 * A socket's cookie in decimal (SO_COOKIE, idiag_cookie). The kernel keeps it for the socket's whole life.
 */
export type SocketId = string;
export type SegmentId = number;

/** The kernel's TCP states have the names that `ss` gives them (include/net/tcp_states.h). */
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

/**
 * The network grades, best first: two hosts with our wire between them, one host with `lo`, and recordings
 * only.
 */
export const GRADES = ['two-hosts', 'loopback', 'replay'] as const;
export type Grade = (typeof GRADES)[number];

/** A Python value as the page shows it. Bytes or text that recv() returned keep that call's number. */
const value = v.variant('is', [
  v.strictObject({ is: v.literal('none') }),
  v.strictObject({ is: v.literal('number'), value: v.number() }),
  v.strictObject({ is: v.literal('flag'), value: v.boolean() }),
  v.strictObject({ is: v.literal('text'), text: text(16_384), length: count, call: v.exactOptional(count) }),
  v.strictObject({ is: v.literal('bytes'), bytes, call: v.exactOptional(count) }),
  v.strictObject({ is: v.literal('address'), address }),
  v.strictObject({ is: v.literal('socket'), socket: id, fd: count }),
  /** Any other value, such as a list, with its type's name in Python. A longer text is cut. */
  v.strictObject({ is: v.literal('other'), type: text(64), repr: text(4096) }),
]);
export type ValueView = v.InferOutput<typeof value>;

const exception = v.strictObject({
  /** Python's exception class, e.g. `ConnectionRefusedError`. */
  name: text(64),
  message: text(LIMITS.exceptionCharacters),
  errno: v.exactOptional(v.strictObject({ number: count, name: text(32) })),
});
export type PythonException = v.InferOutput<typeof exception>;

const timer = v.strictObject({
  kind: v.picklist(['none', 'retransmit', 'keepalive', 'time-wait', 'probe']),
  /** The time at which the timer expires, on the log's clock in µs. It is absent for `none`. */
  dueAt: v.exactOptional(count),
  retransmits: count,
});

/**
 * The kernel's account of one socket. Every field is optional, because an event reports only what changed.
 */
const observation = {
  state: v.exactOptional(v.picklist(TCP_STATES)),
  family: v.exactOptional(v.picklist(['AF_INET', 'AF_INET6'])),
  local: v.exactOptional(address),
  remote: v.exactOptional(address),
  /** This is false while the socket waits in an accept queue, and once no file refers to it. */
  owned: v.exactOptional(v.boolean()),
  /**
   * idiag_rqueue and idiag_wqueue count bytes. For a listener they are the length and the limit of its accept
   * queue.
   */
  rqueue: v.exactOptional(count),
  wqueue: v.exactOptional(count),
  timer: v.exactOptional(timer),
  /** SK_MEMINFO gives the bytes of kernel memory that are charged and that are allowed (sock_diag(7)). */
  rmemAlloc: v.exactOptional(count),
  rcvbuf: v.exactOptional(count),
  wmemQueued: v.exactOptional(count),
  sndbuf: v.exactOptional(count),
  /**
   * These fields come from struct tcp_info (include/uapi/linux/tcp.h): windows and counts in bytes, times in
   * µs.
   */
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

/** Files of a program, each with what select() waits for, or what it says of it. */
const files = v.pipe(
  v.array(v.strictObject({ fd: count, socket: id, realFd: count, for: v.picklist(READINESS) })),
  v.maxLength(READINESS.length * LIMITS.socketsPerProgram),
  v.readonly(),
);
export type AwaitedFile = v.InferOutput<typeof files>[number];

const stamp = { seq: v.pipe(count, v.minValue(1)), at: count, source: v.picklist(SOURCES) };
const event = <T extends string, E extends v.ObjectEntries>(type: T, entries: E) =>
  v.strictObject({ ...stamp, type: v.literal(type), ...entries });

export const labEventSchema = v.variant('type', [
  event('lab-opened', {
    lesson: id,
    /** The lesson's variation, if the lab does not run the lesson itself. */
    variation: v.exactOptional(id),
    /** A composed experiment's title and expectation, if it runs in place of the lesson's programs. */
    experiment: v.exactOptional(experimentSchema),
    grade: v.picklist(GRADES),
    capture: v.picklist(CAPTURES),
    /** This is false only on the machine's own `lo`, if no private namespace could be made. */
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
  /** `name` is the thread's name in Python, such as `Thread-1 (handle)`. A program's first thread is `main`. */
  event('thread-started', {
    thread: id,
    program: id,
    name: text(64),
    /** The thread that started this one. It is absent for a main thread. */
    by: v.exactOptional(id),
    daemon: v.exactOptional(v.literal(true)),
  }),
  /** The thread begins to execute the body of a function, and then returns from it. */
  event('frame-entered', { thread: id, function: text(32) }),
  event('frame-left', { thread: id }),
  /**
   * The thread waits in join() for another thread. The interpreter does this waiting; no system call is made.
   */
  event('thread-joins', { thread: id, other: id }),
  /** The line raised an exception that the program caught. */
  event('exception-caught', { thread: id, line: count, exception }),
  /** The thread stands before this line. With `runs` it executes it by itself, as soon as it has its turn. */
  event('thread-at', { thread: id, line: count, runs: v.exactOptional(v.literal(true)) }),
  /** The thread begins to execute this line. */
  event('thread-step', { thread: id, line: count }),
  event('thread-ended', {
    thread: id,
    line: count,
    exception: v.exactOptional(exception),
    /** The thread is a daemon that was ended because its program ended. */
    cutOff: v.exactOptional(v.literal(true)),
  }),
  event('variable-set', {
    program: id,
    thread: id,
    name: text(32),
    value,
    /** The name belongs to the function that the thread executes, not to the whole program. */
    local: v.exactOptional(v.literal(true)),
  }),
  /** The name has no value any more: Python deletes what `as` named behind its `except` clause. */
  event('variable-deleted', {
    program: id,
    thread: id,
    name: text(32),
    local: v.exactOptional(v.literal(true)),
  }),
  event('output', { program: id, thread: id, text: text(LIMITS.outputCharacters) }),

  event('call-entered', {
    call: count,
    thread: id,
    line: count,
    name: v.picklist(SYSTEM_CALLS),
    /** The send is one of those that a sendall() makes. */
    sendall: v.exactOptional(v.literal(true)),
    /** The recv is a recv_into()'s, which writes the bytes into a bytearray and returns their number. */
    into: v.exactOptional(v.literal(true)),
    socket: v.exactOptional(id),
    /**
     * `fd` counts from 3, as it would in a process of its own (derived); `realFd` is the lab host's own
     * number. A closed socket's number is -1 in Python.
     */
    fd: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(-1))),
    realFd: v.exactOptional(count),
    /** The bytes that send() was given, or the struct that setsockopt() was. */
    bytes: v.exactOptional(bytes),
    /** The number of bytes that recv(), or getsockopt() of a struct, asked for. */
    max: v.exactOptional(count),
    /** The address that bind() or connect() was given. */
    address: v.exactOptional(address),
    /** The option of setsockopt() or getsockopt(), or the direction of shutdown(). */
    option: v.exactOptional(v.picklist(CONSTANTS)),
    /** The value for setsockopt(), or the backlog for listen(). */
    value: v.exactOptional(v.number()),
    family: v.exactOptional(v.picklist(['AF_INET', 'AF_INET6'])),
    /** The time (µs) after which the call ends by itself. */
    waitMicros: v.exactOptional(count),
    /** The flags of send() or recv(). */
    flags: v.exactOptional(v.pipe(v.array(v.picklist(FLAGS)), v.readonly())),
    /** The call that Python makes once poll() says that it can be done: the socket has a timeout. */
    within: v.exactOptional(v.picklist(['connect', 'accept', 'send', 'recv'])),
    /** The files that select() waits for. */
    files: v.exactOptional(files),
    /** The text with which input() asks for a line. */
    prompt: v.exactOptional(text(LIMITS.outputCharacters)),
    /** No line made this call: the program has ended, and its exit closes the sockets that it left open. */
    atExit: v.exactOptional(v.literal(true)),
    /** No line made this call: nothing in the program refers to the socket any more, so that Python closes it. */
    unnamed: v.exactOptional(v.literal(true)),
  }),
  /** /proc/self/task/<tid>/syscall names this call and fd, and the task sleeps. */
  event('call-blocked', { call: count, tid: count, kernelCall: text(32) }),
  event('call-returned', {
    call: count,
    /**
     * The lab ended the call by shutdown(2) in order to end its program, so that its result says nothing of
     * the peer.
     */
    cutOff: v.exactOptional(v.literal(true)),
    result: v.variant('ok', [
      v.strictObject({
        ok: v.literal(true),
        /** The bytes that send() or recv() moved, or the number that another call returned. */
        value: v.number(),
        /** The bytes that recv() read, those of an option's struct, or the line that was typed for input(), with its end. */
        bytes: v.exactOptional(bytes),
        /** The new socket of socket() or accept(), with its number in the program. */
        socket: v.exactOptional(id),
        fd: v.exactOptional(count),
        realFd: v.exactOptional(count),
        /** The peer's address for accept(), or the local one for getsockname(). */
        address: v.exactOptional(address),
        /** The files of which select() says that they are ready. */
        files: v.exactOptional(files),
        /**
         * Both ends of the connection after accept() or connect(), or once SO_ERROR says that it stands, as getsockname() and getpeername()
         * returned them.
         */
        ends: v.exactOptional(v.strictObject({ local: address, remote: address })),
      }),
      v.strictObject({
        ok: v.literal(false),
        errno: count,
        errnoName: text(32),
        /** It is absent if Python raises nothing, but waits in poll() and goes on. */
        exception: v.exactOptional(text(64)),
      }),
    ]),
  }),

  event('socket-observed', { socket: id, host, changed: observationSchema }),
  /** The kernel no longer lists the socket. */
  event('socket-gone', { socket: id, host }),

  /**
   * Nothing is under way: no thread runs, the NICs are drained, and every counter was read after the last
   * change.
   */
  event('at-rest', {
    /**
     * The values that all programs hold take at most this many bytes. It is absent below LIMITS.labBytesTold, and is more than
     * they take only where they are too many to be counted at each rest.
     */
    heldAtMost: v.exactOptional(count),
  }),

  /**
   * A segment left its host's NIC. `raw` is cut at LIMITS.segmentSnapBytes; `rawBytes` is the packet's full
   * length.
   */
  event('segment-sent', { segment: count, from: host, headers: segment, raw: hex, rawBytes: count }),
  /** The segment was written to the other host's NIC. */
  event('segment-delivered', { segment: count }),
  /**
   * `count` segments of one flow crossed one after another, too fast for an event each. They carry data that
   * continues the stream, or ACKs that each acknowledge more. Their ids count from `segment`. `raw` holds the
   * IP and TCP headers of all of them in order; each header says its own length.
   */
  event('segments-passed', {
    segment: count,
    from: host,
    count: v.pipe(count, v.minValue(2)),
    first: segment,
    last: segment,
    /** These count the payload and the whole packets of all the segments together. */
    payloadBytes: count,
    rawBytes: count,
    raw: hex,
  }),
  event('segment-dropped', {
    segment: count,
    /**
     * `learner`: the learner dropped it. `obsolete`: its bytes are acknowledged, or another copy was
     * delivered from above it. `loss`, `queue`: the wire's settings dropped it. `nic`: the receiving NIC
     * refused it.
     */
    cause: v.picklist(['learner', 'obsolete', 'loss', 'queue', 'nic']),
  }),
  /** The wire made a second copy of a segment, which has its own id. */
  event('segment-duplicated', { segment: count, of: count }),
  /** The wire will deliver the segment at this time (µs), or (null) keeps it for the learner. */
  event('segment-timed', { segment: count, dueAt: v.nullable(count) }),
  event('wire-set', { settings: wireSettingsSchema }),
  /** The NIC's own queue overflowed, so that nobody saw these segments. */
  event('nic-overflow', { host, dropped: count }),
  /** The kernel found an accept queue full and discarded this many more SYNs or last ACKs of a handshake. */
  event('listen-overflow', { host, dropped: count }),
  /**
   * Stream positions of a socket, read from its counters (TCP_INFO) because there is no capture. The event of
   * what the peer sent comes before that of what this end received, so that acked ≤ received ≤ sent always
   * holds.
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
/** An event that the log has not yet numbered and timed. */
export type LabEventBody = WithoutStamp<LabEvent>;
