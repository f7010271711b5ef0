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
 * Everything the page draws, folded from the event log by `applyEvent`. Plain JSON: a state can be sent
 * as a snapshot and kept as a checkpoint. Byte positions (`FlowState`) are the model, computed from
 * syscalls and segments alone; `SocketState.kernel` is the witness and never an input to the model.
 */
export interface LabState {
  /** The last event folded in; 0 before the first. `at` is its time in µs. */
  readonly seq: number;
  readonly at: number;
  /** Nothing is under way, and every counter was read after the last change (SPEC.md [OBS3]). */
  readonly atRest: boolean;
  readonly lab: LabInfo | null;
  readonly closed: { readonly code: string; readonly detail?: string } | null;
  readonly hosts: Readonly<Record<string, HostState>>;
  readonly programs: Readonly<Record<ProgramId, ProgramState>>;
  readonly threads: Readonly<Record<ThreadId, ThreadState>>;
  /** Calls in progress only. */
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
  /** How often its kernel found an accept queue full, and dropped what would have joined it. */
  readonly listenOverflows: number;
  /** Segments counted as they crossed the wire, and those the NIC's own queue lost. */
  readonly nic: {
    readonly name: string;
    readonly mtu: number;
    readonly sent: number;
    readonly received: number;
    readonly overflowed: number;
  } | null;
}

/** What a line's last execution gave, shown at its end: `→ 7`, `→ fd 3`, an exception. */
export type LineResult =
  | {
      readonly is: 'call';
      readonly call: CallId;
      readonly name: string;
      readonly result: EventOf<'call-returned'>['result'];
    }
  | { readonly is: 'raised'; readonly exception: PythonException };

export interface VariableState {
  readonly name: string;
  readonly value: ValueView;
  readonly setAt: number;
}

/** A function's body that a thread is in, with its local names. */
export interface FrameState {
  readonly function: string;
  readonly variables: readonly VariableState[];
}

export interface ProgramState {
  readonly program: ProgramId;
  readonly host: HostId;
  /** 1 for the first run on these hosts. */
  readonly run: number;
  readonly tree: Program;
  readonly ended: EndCause | null;
  /** The global names, in the order in which they were first set. */
  readonly variables: readonly VariableState[];
  readonly output: readonly string[];
  readonly results: Readonly<Record<number, LineResult>>;
  /** The program's file table: its own numbers (derived, from 3) to sockets. */
  readonly fds: Readonly<Record<number, { readonly socket: SocketId; readonly realFd: number }>>;
}

/**
 * `ready` before its line · `running` between two observations · `in-call` entered, not known to sleep ·
 * `blocked` asleep by the kernel's word · `returned` woken, its value not yet used · `joining` waits for another
 * thread's end · `ended` · `failed`.
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
  /** Lines begun so far. */
  readonly steps: number;
  /** The functions it is in, outermost first. */
  readonly frames: readonly FrameState[];
  /** Whose end it waits for, while `joining`. */
  readonly joins: ThreadId | null;
  /** The call in progress. */
  readonly call: CallId | null;
  /** The line whose call just woke, while `returned`. */
  readonly returnedLine: number | null;
  readonly exception: PythonException | null;
}

export type CallState = Omit<EventOf<'call-entered'>, 'seq' | 'type' | 'source'> & {
  /** When the kernel was first seen to have put the thread to sleep, µs; null until then. */
  readonly blockedAt: number | null;
  readonly tid: number | null;
};

export interface SocketState {
  readonly socket: SocketId;
  readonly host: HostId;
  /** The program that holds it and its number there; null in an accept queue and after close. */
  readonly program: ProgramId | null;
  /** Whose it is or was: kept after close. Null while nobody has accepted it. */
  readonly owner: ProgramId | null;
  readonly fd: number | null;
  readonly realFd: number | null;
  readonly family: Family | null;
  readonly state: TcpState;
  readonly local: Address | null;
  readonly remote: Address | null;
  /** Every counter read so far, at its last value. A field that is absent was not observed. */
  readonly kernel: Observation;
  /** Waiting in this listener's accept queue, by the kernel's word (no file, no program). */
  readonly queuedAt: SocketId | null;
  /** The flows of its connection, once the model has seen them. */
  readonly out: FlowId | null;
  readonly in: FlowId | null;
  /** A program closed it; the kernel may keep it for a while (FIN_WAIT, TIME_WAIT). */
  readonly closed: boolean;
  readonly gone: boolean;
  readonly lastStateChangeAt: number;
}

/** `client 192.168.127.2:48358 > 192.168.127.1:8080 #1234` (from, addresses, ISN). */
export type FlowId = string;

/** Bytes [from, to) of a flow. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/** What one send() wrote: a colour on the page. `ordinal` counts the flow's sends from 0. */
export interface WriteRange extends ByteRange {
  readonly call: CallId;
  readonly ordinal: number;
  readonly bytes: Bytes;
}

/** What one recv() took. */
export interface ReadRange extends ByteRange {
  readonly call: CallId;
}

/**
 * One direction of one connection, as stream offsets (seq − ISN − 1). At every event:
 *   acked ≤ received ≤ sent ≤ written.max and read ≤ received.
 */
export interface FlowState {
  readonly flow: FlowId;
  readonly from: HostId;
  readonly to: HostId;
  readonly source: Address;
  readonly destination: Address;
  readonly isn: number;
  /** A send in progress has copied between min and max bytes; equal when none is. */
  readonly written: { readonly min: number; readonly max: number };
  readonly writes: readonly WriteRange[];
  /** The write in progress, if there is one: its bytes are on their way into the buffer. */
  readonly pending: WriteRange | null;
  /** The first offset that no segment has carried yet. */
  readonly sent: number;
  /** The first offset that the receiving kernel does not have in order, and what it holds beyond. */
  readonly received: number;
  readonly outOfOrder: readonly ByteRange[];
  /** The first offset not acknowledged at the sender. */
  readonly acked: number;
  readonly read: number;
  readonly reads: readonly ReadRange[];
  /** Where the stream ends: after close or shutdown, sent as FIN, delivered, acknowledged, read as b''. */
  readonly fin: {
    readonly at: number | null;
    readonly sent: boolean;
    readonly received: boolean;
    readonly acked: boolean;
    /** Certain once recv has returned b''. */
    readonly read: boolean;
    /** It has reached the receiving kernel, perhaps before bytes that it follows. */
    readonly arrived: boolean;
  };
  /** The sender knows that its SYN arrived. */
  readonly synAcked: boolean;
  /** Windows: the sender's scale from its SYN (RFC 7323 §2), and the receiver's furthest permission. */
  readonly windowScale: number | null;
  readonly rightEdge: number;
  /** The furthest offset that the receiver has acknowledged in a segment of its own, arrived or not. */
  readonly ackSent: number;
  /** The timestamp that the receiver holds against old duplicates (RFC 7323 §5.3, TS.Recent). */
  readonly tsRecent: number | null;
  /** Unread or unsent bytes that a reset or an early close threw away. */
  readonly discarded: { readonly unread: number; readonly unsent: number };
  /** The sending end is gone, by a reset or for good: nothing more is sent, nothing acknowledged. */
  readonly reset: boolean;
  /** The receiving end is gone: what still arrives is kept by nobody. */
  readonly receiverGone: boolean;
}

export interface WireState {
  readonly settings: WireSettings;
  /** Oldest first. */
  readonly chips: readonly ChipState[];
  /** How many segments the learner has dropped. */
  readonly thrownAway: number;
}

/** One segment on the wire, or one that its chip remembers. */
export interface SegmentState {
  readonly segment: SegmentId;
  readonly from: HostId;
  readonly headers: Segment;
  readonly sentAt: number;
  readonly flow: FlowId | null;
  /** Stream offsets of its payload, and whether it carries bytes that were sent before. */
  readonly range: ByteRange | null;
  readonly copy: boolean;
  /** When the wire will hand it over by itself, µs; null while it waits for a hand or goes at once. */
  readonly dueAt: number | null;
}

/**
 * A place on the wire: a segment and its copies, folded by byte range. Its top is `held[0]`. With
 * nothing held it stays as a lost place until the kernel sends a copy, or the bytes are acknowledged.
 */
export interface ChipState {
  /** The first segment's id: commands name chips by it. */
  readonly chip: SegmentId;
  readonly from: HostId;
  readonly flow: FlowId | null;
  /** Sequence space, as offsets (SYN at −1, FIN after the last byte); empty for a pure ACK. */
  readonly span: ByteRange;
  readonly held: readonly SegmentState[];
  readonly seen: number;
  readonly delivered: number;
  readonly dropped: number;
  /** The last one that left the chip, for a lost place's label. */
  readonly last: SegmentState;
}

export const EMPTY_LAB_STATE: LabState = {
  seq: 0,
  at: 0,
  atRest: false,
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
