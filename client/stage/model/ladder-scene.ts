import type { EventOf, HostId, SegmentId, TcpState } from '../../../shared/log/events.ts';
import type { SegmentView } from './segment-view.ts';

export type DropCause = EventOf<'segment-dropped'>['cause'];

export interface LadderArrow {
  readonly segment: SegmentId;
  readonly from: HostId;
  readonly view: SegmentView;
  readonly at: number;
  /** Rows are events in the order they were seen: an arrow that waited long is steep. */
  readonly row: number;
  readonly endRow: number | null;
  /**
   * `held`: it waits for a hand. `travels`: the wire will deliver it. `obsolete`: the lab dropped a copy that was no longer needed. `overflowed`: it arrived, and the kernel
   * dropped it because an accept queue was full (derived).
   */
  readonly fate: 'held' | 'travels' | 'delivered' | 'dropped' | 'obsolete' | 'overflowed';
  /** The cause of its drop; null unless it was dropped. */
  readonly cause: DropCause | null;
  /** The client to whose connection it belongs; null if there is only one client. */
  readonly client: number | null;
  /** More than 1 for a coalesced run. */
  readonly count: number;
  /** The same sequence numbers had been sent before. */
  readonly copy: boolean;
  /** The number of copies that the kernel or the wire made and that have no arrow of their own. */
  readonly copies: number;
}

export interface LadderScene {
  readonly rows: number;
  readonly arrows: readonly LadderArrow[];
  /** A socket's state changed. */
  readonly states: readonly { readonly host: HostId; readonly row: number; readonly state: TcpState }[];
  /** A thread slept in a call; `toRow` is null while it does. */
  readonly sleeps: readonly {
    readonly host: HostId;
    readonly call: number;
    readonly name: string;
    readonly row: number;
    readonly toRow: number | null;
  }[];
  readonly runs: readonly { readonly run: number; readonly row: number }[];
  /** The time of the first drawn row, µs. Printed times count from it. */
  readonly start: number;
  /** The number of earlier rows that are not drawn. */
  readonly hidden: number;
}
