import type { Address, Family } from '../tcp/address.ts';
import type { Bytes } from '../bytes.ts';
import type {
  CallId,
  EventOf,
  Grade,
  HostId,
  Observation,
  ProgramId,
  PythonException,
  SegmentId,
  SocketId,
  TcpState,
  ThreadId,
  ValueView,
} from '../log/events.ts';
import type { Program } from '../programs/tree.ts';
import type { Segment } from '../tcp/segment.ts';
import { plainWire, type WireSettings } from '../log/wire-settings.ts';
import type { EndCause } from '../schema.ts';

/**
 * Everything that the page draws, computed from the event log by `applyEvent`. It is plain JSON, so that it
 * can be sent as a snapshot and kept as a checkpoint. The byte positions in `FlowState` are the model,
 * computed from system calls and segments alone. `SocketState.kernel` holds the kernel's counters: they are
 * the witness, never an input to the model.
 */
export interface LabState {
  /** `seq` is that of the last event applied, 0 before the first; `at` is its time in µs. */
  readonly seq: number;
  readonly at: number;
  /** Nothing is under way, and every counter was read after the last change (SPEC.md [OBS3]). */
  readonly atRest: boolean;
  /** The bytes that the programs' values took at most at the last rest; null if too few to be told, or before a rest. */
  readonly heldAtMost: number | null;
  readonly lab: LabInfo | null;
  readonly closed: { readonly code: string; readonly detail?: string } | null;
  readonly hosts: Readonly<Record<string, HostState>>;
  readonly programs: Readonly<Record<ProgramId, ProgramState>>;
  readonly threads: Readonly<Record<ThreadId, ThreadState>>;
  /** The calls in progress. A call that has returned is removed. */
  readonly calls: Readonly<Record<CallId, CallState>>;
  readonly sockets: Readonly<Record<SocketId, SocketState>>;
  readonly flows: Readonly<Record<FlowId, FlowState>>;
  readonly wire: WireState;
}

export type LabInfo = Pick<
  EventOf<'lab-opened'>,
  'lesson' | 'variation' | 'experiment' | 'grade' | 'capture' | 'isolated' | 'kernel' | 'timers' | 'steadySyn'
> & { readonly grade: Grade };

export interface HostState {
  readonly host: HostId;
  readonly addresses: readonly string[];
  /** The number of connections that the host's kernel discarded because an accept queue was full. */
  readonly listenOverflows: number;
  /** The segments that crossed the wire from and to this NIC, and those that its own queue lost. */
  readonly nic: {
    readonly name: string;
    readonly mtu: number;
    readonly sent: number;
    readonly received: number;
    readonly overflowed: number;
  } | null;
}

/** The outcome of a line's last execution, shown at the end of the line: `→ 7`, `→ fd 3`, or an exception. */
export type LineResult = (
  | {
      readonly is: 'call';
      readonly call: CallId;
      readonly name: string;
      readonly into?: true;
      readonly result: EventOf<'call-returned'>['result'];
    }
  | { readonly is: 'raised'; readonly exception: PythonException }
) & {
  /** A literal of the line was changed after it had this result. */
  readonly outdated?: true;
};

export interface VariableState {
  readonly name: string;
  readonly value: ValueView;
  readonly setAt: number;
}

/** A function call of a thread, with the function's local variables. */
export interface FrameState {
  readonly function: string;
  readonly variables: readonly VariableState[];
}

export interface ProgramState {
  readonly program: ProgramId;
  readonly host: HostId;
  /** The number of this run on these hosts, from 1. */
  readonly run: number;
  readonly tree: Program;
  readonly ended: EndCause | null;
  /** The global variables, in the order in which they were first set. */
  readonly variables: readonly VariableState[];
  readonly output: readonly string[];
  readonly results: Readonly<Record<number, LineResult>>;
  /** The program's file table: its own numbers from 3 (derived), and the sockets that they refer to. */
  readonly fds: Readonly<Record<number, { readonly socket: SocketId; readonly realFd: number }>>;
}

/**
 * The status of a thread:
 *
 * - `ready`: it stands before a line
 * - `running`: it executes a line
 * - `in-call`: it has entered a system call, and is not known to sleep
 * - `blocked`: the kernel says that it sleeps
 * - `returned`: its call has returned, and the value has not been used
 * - `joining`: it waits for another thread to end
 * - `ended`, `failed`: it has returned, or an exception ended it
 */
export type ThreadStatus =
  | 'ready'
  | 'running'
  | 'in-call'
  | 'blocked'
  | 'returned'
  | 'joining'
  | 'ended'
  | 'failed';

export interface ThreadState {
  readonly thread: ThreadId;
  readonly program: ProgramId;
  readonly name: string;
  readonly daemon: boolean;
  readonly status: ThreadStatus;
  readonly line: number | null;
  /** It executes its line by itself, as soon as it has its turn: nobody has to step it. */
  readonly runs: boolean;
  /** The number of lines begun so far. */
  readonly steps: number;
  /** The functions that the thread executes, outermost first. */
  readonly frames: readonly FrameState[];
  /** The thread that it waits for while `joining`. */
  readonly joins: ThreadId | null;
  /** The call in progress. */
  readonly call: CallId | null;
  /** The line whose call has just returned, while `returned`. */
  readonly returnedLine: number | null;
  readonly exception: PythonException | null;
}

export type CallState = Omit<EventOf<'call-entered'>, 'seq' | 'type' | 'source'> & {
  /** The time (µs) at which the kernel was first seen to have put the thread to sleep; null until then. */
  readonly blockedAt: number | null;
  readonly tid: number | null;
};

export interface SocketState {
  readonly socket: SocketId;
  readonly host: HostId;
  /**
   * The program that holds the socket, and its number there. Both are null in an accept queue and after
   * close.
   */
  readonly program: ProgramId | null;
  /**
   * The program that holds or held the socket. It is kept after close, and is null until the socket is
   * accepted.
   */
  readonly owner: ProgramId | null;
  readonly fd: number | null;
  readonly realFd: number | null;
  readonly family: Family | null;
  readonly state: TcpState;
  readonly local: Address | null;
  readonly remote: Address | null;
  /** The last value of every counter read so far. A field that is absent was not observed. */
  readonly kernel: Observation;
  /** The listener in whose accept queue the socket waits: the kernel says that no file refers to it. */
  readonly queuedAt: SocketId | null;
  /** The two flows of its connection, once the model has seen them. */
  readonly out: FlowId | null;
  readonly in: FlowId | null;
  /** SO_LINGER has the time 0: close() throws the connection away (`tcp_close`). */
  readonly lingers?: boolean;
  /** A program has closed the socket. The kernel may keep it for a while (FIN_WAIT, TIME_WAIT). */
  readonly closed: boolean;
  readonly gone: boolean;
  /** The time (µs) of the kernel's last account of it, or of its beginning. */
  readonly readAt: number;
}

/**
 * A flow's name: sender, addresses and ISN, as in `client 192.168.127.2:48358 > 192.168.127.1:8080 #1234`.
 */
export type FlowId = string;

/** The bytes [from, to) of a flow. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/**
 * The bytes that one send() wrote. They have one colour on the page. `ordinal` counts the flow's sends from
 * 0.
 */
export interface WriteRange extends ByteRange {
  readonly call: CallId;
  readonly ordinal: number;
  readonly bytes: Bytes;
}

/** The bytes that one recv() took. */
export interface ReadRange extends ByteRange {
  readonly call: CallId;
}

/**
 * One direction of a connection, in stream offsets (seq − ISN − 1). At every event:
 *
 * acked ≤ received ≤ sent ≤ written.max and read ≤ received.
 */
export interface FlowState {
  readonly flow: FlowId;
  readonly from: HostId;
  readonly to: HostId;
  readonly source: Address;
  readonly destination: Address;
  readonly isn: number;
  /**
   * A send() in progress has copied between `min` and `max` bytes. The two are equal if none is in progress.
   */
  readonly written: { readonly min: number; readonly max: number };
  readonly writes: readonly WriteRange[];
  /** The bytes of a send() in progress, which the kernel is copying into its buffer. */
  readonly pending: WriteRange | null;
  /** The first offset that no segment has carried. */
  readonly sent: number;
  /** The first offset that the receiving kernel lacks, and the ranges that it holds beyond it. */
  readonly received: number;
  readonly outOfOrder: readonly ByteRange[];
  /** The first offset that the sender has not got acknowledged. */
  readonly acked: number;
  readonly read: number;
  readonly reads: readonly ReadRange[];
  /** The offset at which the stream ends, after close or shutdown, and how far its FIN has come. */
  readonly fin: {
    readonly at: number | null;
    readonly sent: boolean;
    readonly received: boolean;
    readonly acked: boolean;
    /** This is certain once recv() has returned b''. */
    readonly read: boolean;
    /** The FIN has reached the receiving kernel, perhaps before some of the stream's bytes. */
    readonly arrived: boolean;
  };
  /** The sender knows that its SYN has arrived. */
  readonly synAcked: boolean;
  /**
   * The sender's window scale from its SYN (RFC 7323 §2), and the highest offset that the receiver has
   * permitted.
   */
  readonly windowScale: number | null;
  readonly rightEdge: number;
  /**
   * The highest offset that the receiver has acknowledged in a segment, whether or not the segment has
   * arrived.
   */
  readonly ackSent: number;
  /** The timestamp that the receiver compares old duplicates with (RFC 7323 §5.3, TS.Recent). */
  readonly tsRecent: number | null;
  /** The unread or unsent bytes that a reset or an early close discarded. */
  readonly discarded: { readonly unread: number; readonly unsent: number };
  /** The sending end is gone. It sends nothing more, and nothing more is acknowledged to it. */
  readonly reset: boolean;
  /**
   * The receiving program has shut this direction down (`SHUT_RD`), or the lab that ends the program has shut down both
   * directions, so that a call in progress returns.
   */
  readonly readShut: 'by-program' | 'by-lab' | null;
  /** The receiving end is gone. Bytes that still arrive are not kept. */
  readonly receiverGone: boolean;
}

export interface WireState {
  readonly settings: WireSettings;
  /** The chips on the wire, oldest first. */
  readonly chips: readonly ChipState[];
  /** The number of segments that the learner has dropped. */
  readonly thrownAway: number;
}

/** A segment on the wire, or one that its chip remembers. */
export interface SegmentState {
  readonly segment: SegmentId;
  readonly from: HostId;
  readonly headers: Segment;
  readonly sentAt: number;
  readonly flow: FlowId | null;
  /** The stream offsets of its payload. `copy` is true if some of these bytes were sent before. */
  readonly range: ByteRange | null;
  readonly copy: boolean;
  /**
   * The time (µs) at which the wire will deliver it; null if it waits for the learner or is delivered at
   * once.
   */
  readonly dueAt: number | null;
}

/**
 * A chip is what the page draws on the wire: one segment and its copies, recognised by their byte ranges.
 * `held[0]` is its top. If nothing is held, the chip stays as a lost segment until the kernel sends a copy or
 * the bytes are acknowledged.
 */
export interface ChipState {
  /** The first segment's id. Commands refer to chips by it. */
  readonly chip: SegmentId;
  readonly from: HostId;
  readonly flow: FlowId | null;
  /** The offsets that it occupies (SYN at −1, FIN after the last byte). The range of a pure ACK is empty. */
  readonly span: ByteRange;
  readonly held: readonly SegmentState[];
  readonly seen: number;
  readonly delivered: number;
  readonly dropped: number;
  /** The last segment that left the chip, which labels a lost one. */
  readonly last: SegmentState;
}

export const EMPTY_LAB_STATE: LabState = {
  seq: 0,
  at: 0,
  atRest: false,
  heldAtMost: null,
  lab: null,
  closed: null,
  hosts: {},
  programs: {},
  threads: {},
  calls: {},
  sockets: {},
  flows: {},
  wire: { settings: plainWire('auto'), chips: [], thrownAway: 0 },
};
