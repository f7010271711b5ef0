import type { AwaitedFile, EventOf } from '../../../shared/log/events.ts';
import type { SegmentPurpose, Party } from '../../stage/model/event-facts.ts';

/** The values of which a catalogue makes a sentence. `sentence.ts` chooses the sentence and computes the values. */
export interface EnteredCall {
  readonly who: Party;
  /** The send is one of those that a sendall() makes. */
  readonly sendall: boolean;
  /** `?` where it is not known: so too the other texts of a call. */
  readonly fd: string;
  readonly address: string;
  readonly value: string;
  /** Null where it is not known. */
  readonly option: string | null;
  /** The flags of a send() or recv(); null if it has none. */
  readonly flags: string | null;
  /** How many bytes are sent, or may be received at most. */
  readonly bytes: number;
  /** The bytes as a person reads them; null where they were not seen. */
  readonly text: string | null;
  /** The program had ended: no line has made this call. */
  readonly atExit: boolean;
  /** Nothing in the program referred to the socket any more. */
  readonly unnamed: boolean;
  /** The socket is made to wait in its calls. */
  readonly blocking: boolean;
  /** The time after which the call ends by itself; null if nothing but what it waits for ends it. */
  readonly seconds: number | null;
  /** The call that a poll() waits for. */
  readonly within: string | null;
  /** The files that a select() waits for. */
  readonly files: readonly AwaitedFile[];
}

export interface ReturnedCall {
  readonly who: Party;
  readonly call: string | null;
  readonly fd: string;
  readonly address: string;
  readonly option: string | null;
  readonly value: number;
  /** The bytes of an option's struct; null if the option is a number. */
  readonly struct: string | null;
  /** The value that the call was given. */
  readonly asked: string;
  readonly text: string | null;
  /** The send is one of those that a sendall() makes, and so many bytes are left for the next one. */
  readonly sendall: boolean;
  readonly left: number;
  /** setblocking() has made the socket wait in its calls. */
  readonly blocking: boolean;
  /** A recv() has only looked at the bytes, which stay in the buffer. */
  readonly peeked: boolean;
  /** The recv() is that of a recv_into(), which returns the number of bytes. */
  readonly into: boolean;
  /** A settimeout() has set this time. */
  readonly seconds: number | null;
  /** The call that a poll() has waited for. */
  readonly within: string | null;
  /** The files of which select() says that they are ready. */
  readonly files: readonly AwaitedFile[];
  /** Why a recv() returned no bytes; null if it returned some. */
  readonly end: StreamEnd | null;
}

/** A call for which Python waits in poll(). */
export type AwaitedCall = NonNullable<EventOf<'call-entered'>['within']>;

/** The reason for which a recv() returned no bytes. */
export type StreamEnd =
  /** The peer's FIN has come, and all before it is read. */
  | 'by-peer'
  /** So had it, when the same line last read. */
  | 'by-peer-again'
  /** It asked for no bytes. */
  | 'asked-none'
  /** The program has shut the direction down, or a reset has ended the connection. */
  | 'no-more';

/** The failure of a call: errno(3), and the exception that Python makes of it. */
export interface CallError {
  readonly errno: number;
  readonly errnoName: string;
  /** It is absent if Python raises nothing. */
  readonly exception?: string;
}

/** A segment by what is in it. */
export interface Contents {
  readonly bytes: number;
  /** `SYN+ACK` */
  readonly flags: string;
}

/** A segment by whose it is and what is in it; null where its departure was not seen. */
export type NamedSegment = (Contents & { readonly sender: Party }) | null;

/** The fate of bytes, or of a FIN, that have come to a kernel. */
export type Arrival =
  /** They are next in order. */
  | 'in-order'
  /** Something before them is missing. */
  | 'ahead'
  /** The kernel has had them before. */
  | 'known'
  /** The program has closed the socket, or the kernel has it no more: nobody reads. */
  | 'closed'
  /** The kernel throws it away: it is older than what was acknowledged, or beyond the window. */
  | 'discarded';

/** The bytes that a delivered segment has brought, and those that its acknowledgement frees at the other end. */
export interface Came {
  readonly bytes: number;
  readonly freed: number;
  readonly arrival: Arrival;
}

/** Whether a lost segment is sent again, and why. */
export type Repeated =
  /** Its kernel sends it again when it misses the acknowledgement. */
  | 'if-missed'
  /** Another copy has arrived. */
  | 'copy-arrived'
  /** No copy has arrived, and another lies on the wire. */
  | 'copy-left'
  | 'by-later-acks'
  | 'never';

/** The time (µs) for which a kernel waited before it sent a segment again. */
export interface Wait {
  readonly micros: number | null;
  /** The wait before that one; null if this is the first. */
  readonly beforeMicros: number | null;
  /** False if the kernel's timer was not due yet: it has learned of the loss in another way. */
  readonly byTimer: boolean;
}

/** Whether a segment waits on the wire, and whether the reader is who hands it over. */
export type Hold = 'none' | 'yours' | 'watched';

/** The purpose of a segment; a reset also by its reason, and an ACK by what it is for. */
export type SentPurpose =
  | SegmentPurpose
  | 'refusal'
  | 'reset-unread'
  | 'reset-answer'
  | 'probe'
  | 'keep-alive'
  | 'window-update'
  | 'window-closed';

export interface Figures {
  readonly toServer: readonly string[];
  readonly toClient: readonly string[];
}
