import type { CallId, EventOf, HostId, SegmentId } from '../../../../shared/log/events.ts';
import type { FlowState, WriteRange } from '../../../../shared/model/lab-state.ts';

/** One moment of a byte's life: what happened, and when, if it has happened at all. */
export type ByteStep = ByteDeed & {
  readonly host: HostId | 'wire';
  /** The event that shows it; null where the log does not (yet) have one. */
  readonly seq: number | null;
  readonly at: number | null;
  /** At the cursor it has happened. */
  readonly reached: boolean;
};

export type ByteDeed =
  /** Its place in the call's bytes, and how many those are. */
  | {
      readonly is: 'program';
      readonly call: CallId;
      readonly name: 'send' | 'sendall';
      readonly line: number;
      readonly index: number;
      readonly of: number;
    }
  | { readonly is: 'copied'; readonly name: 'send' | 'sendall'; readonly value: number | null }
  /** `copy` counts from 0: the first departure is no copy. */
  | {
      readonly is: 'sent';
      readonly segment: SegmentId | null;
      readonly copy: number;
      readonly index: number;
      readonly of: number;
    }
  | { readonly is: 'duplicated'; readonly segment: SegmentId }
  | {
      readonly is: 'dropped';
      readonly segment: SegmentId;
      readonly cause: EventOf<'segment-dropped'>['cause'];
    }
  /** `again`: it had been there before. */
  | {
      readonly is: 'delivered';
      readonly segment: SegmentId | null;
      readonly again: boolean;
      readonly micros: number | null;
    }
  /** The bytes before it have come at last. */
  | { readonly is: 'in-order'; readonly segment: SegmentId }
  | { readonly is: 'acknowledged'; readonly segment: SegmentId | null }
  | {
      readonly is: 'read';
      readonly call: CallId | null;
      readonly name: 'recv' | 'recv_into';
      readonly line: number;
      readonly index: number;
      readonly of: number;
    }
  | { readonly is: 'variable'; readonly name: string; readonly index: number };

export interface BytePath {
  readonly ordinal: number | null;
  /** In the order in which it happened; what has not happened comes last, in the order in which it will. */
  readonly steps: readonly ByteStep[];
  /** The places in which the byte, or a copy of it, lies at the cursor. */
  readonly places: readonly ('program' | 'send' | 'wire' | 'recv' | 'variable')[];
  /** The connection was reset: what has not happened never will. */
  readonly ended: boolean;
}

/** The steps of every byte, in order. One that is written into a bytearray comes into no variable of its own. */
export const ORDER = ['program', 'copied', 'sent', 'delivered', 'acknowledged', 'read', 'variable'] as const;

/** A step that has not happened yet, with the facts that are known before. */
export function missingStep(
  is: (typeof ORDER)[number],
  { from, to }: FlowState,
  write: WriteRange,
  offset: number,
  by: { readonly sent: 'send' | 'sendall'; readonly read: 'recv' | 'recv_into' },
): ByteStep {
  const none = { seq: null, at: null, reached: false };
  const [index, of] = [offset - write.from, write.to - write.from];
  switch (is) {
    case 'program':
      return { ...none, host: from, is, call: write.call, name: by.sent, line: 0, index, of };
    case 'copied':
      return { ...none, host: from, is, name: by.sent, value: null };
    case 'sent':
      return { ...none, host: from, is, segment: null, copy: 0, index: 0, of: 0 };
    case 'delivered':
      return { ...none, host: to, is, segment: null, again: false, micros: null };
    case 'acknowledged':
      return { ...none, host: from, is, segment: null };
    case 'read':
      return { ...none, host: to, is, call: null, name: by.read, line: 0, index: 0, of: 0 };
    case 'variable':
      return { ...none, host: to, is, name: '', index: 0 };
    default:
      return is satisfies never;
  }
}
