import type { EventOf, HostId, LabEvent, SegmentId, TcpState } from '../../../shared/log/events.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';
import { asOne, type Segment } from '../../../shared/tcp/segment.ts';
import { clientPort } from './chips.ts';
import { clientOfPort } from './clients.ts';
import { QueueDrops } from './queue-drops.ts';
import { segmentView, type SegmentView } from './segment-view.ts';

/** The number of rows that a ladder draws; above them it says how many came before. */
const NEWEST_ROWS = 240;

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
   * `obsolete`: the lab dropped a copy that was no longer needed. `overflowed`: it arrived, and the kernel
   * dropped it because an accept queue was full (derived).
   */
  readonly fate: 'held' | 'delivered' | 'dropped' | 'obsolete' | 'overflowed';
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

/**
 * The ladder up to `cursor`, with one row for each event of the wire. `events[i]` has seq `base + i + 1`.
 * With `only`, a port of the client's host, other connections are left out.
 */
export function ladderScene(
  events: readonly LabEvent[],
  base: number,
  cursor: number,
  state: LabState,
  only: number | null = null,
): LadderScene {
  const of = (from: HostId, headers: Segment): number | null =>
    clientOfPort(state, clientPort(from, headers));
  const isOther = (from: HostId, headers: Segment): boolean =>
    only !== null && clientPort(from, headers) !== only;
  const arrows = new Map<SegmentId, LadderArrow>();
  /** The newest arrow by direction and first sequence number, so that a long log is not searched for each segment. */
  const newest = new Map<string, SegmentId>();
  /** Adds an arrow, or replaces the one of the same segment in its place. */
  const draw = (arrow: LadderArrow): void => {
    arrows.set(arrow.segment, arrow);
    if (occupies(arrow.view)) newest.set(beginning(arrow), arrow.segment);
  };
  /** Copies without a row of their own, each with the arrow that counts it. */
  const folded = new Map<SegmentId, { readonly onto: SegmentId; readonly arrow: LadderArrow }>();
  const states: LadderScene['states'][number][] = [];
  const sleeps = new Map<number, LadderScene['sleeps'][number]>();
  const runs: LadderScene['runs'][number][] = [];
  const hosts = new Map<string, HostId>();
  const calls = new Map<number, { thread: string; name: string }>();
  const last = new Map<string, TcpState>();
  const queueDrops = new QueueDrops();
  let row = -1;
  /** Gives a copy its own arrow in this row, which from now on counts the later copies. */
  const unfold = (segment: SegmentId): void => {
    const copy = folded.get(segment);
    const onto = copy && arrows.get(copy.onto);
    if (copy === undefined || onto === undefined) return;
    folded.delete(segment);
    const beneath = [...folded].filter(([id, other]) => other.onto === onto.segment && id > segment);
    for (const [id, other] of beneath) folded.set(id, { ...other, onto: segment });
    arrows.set(onto.segment, { ...onto, copies: onto.copies - 1 - beneath.length });
    draw({ ...copy.arrow, row, copies: beneath.length });
  };
  const count = Math.max(0, Math.min(events.length, cursor - base));
  for (let i = 0; i < count; i += 1) {
    const event = events[i]!;
    for (const segment of queueDrops.see(event)) {
      const arrow = arrows.get(segment);
      if (arrow !== undefined) arrows.set(segment, { ...arrow, fate: 'overflowed' });
    }
    switch (event.type) {
      case 'segment-sent': {
        const { segment, from, at } = event;
        if (isOther(from, event.headers)) break;
        const view = segmentView(state, event.headers);
        // The newest arrow that began at the same sequence number in the same direction.
        const known = occupies(view) ? newest.get(beginning({ from, view })) : undefined;
        const before = known === undefined ? undefined : arrows.get(known);
        const fresh = {
          segment,
          from,
          view,
          at,
          endRow: null,
          fate: 'held' as const,
          cause: null,
          copies: 0,
          count: 1,
          client: of(from, event.headers),
        };
        if (before !== undefined && before.fate !== 'dropped' && before.fate !== 'overflowed') {
          arrows.set(before.segment, { ...before, copies: before.copies + 1 });
          folded.set(segment, { onto: before.segment, arrow: { ...fresh, row, copy: true } });
        } else {
          row += 1;
          draw({ ...fresh, row, copy: before !== undefined });
        }
        break;
      }
      case 'segments-passed': {
        const { segment, from, at, count } = event;
        if (isOther(from, event.first)) break;
        row += 2;
        draw({
          segment,
          from,
          view: segmentView(state, asOne(event)),
          at,
          row: row - 1,
          endRow: row,
          fate: 'delivered',
          cause: null,
          copy: false,
          copies: 0,
          count,
          client: of(from, event.first),
        });
        break;
      }
      case 'segment-duplicated': {
        // A duplicate made by the wire is counted by the arrow that counts its original.
        const beneath = folded.get(event.of);
        const onto = arrows.get(beneath?.onto ?? event.of);
        if (onto === undefined) break;
        const { segment, at } = event;
        const second = { ...(beneath?.arrow ?? onto), segment, at, row, copy: true, copies: 0 };
        arrows.set(onto.segment, { ...onto, copies: onto.copies + 1 });
        folded.set(segment, {
          onto: onto.segment,
          arrow: { ...second, endRow: null, fate: 'held', cause: null },
        });
        break;
      }
      case 'segment-delivered':
      case 'segment-dropped': {
        // An obsolete copy that lay beneath another is not drawn.
        const cause = event.type === 'segment-dropped' ? event.cause : null;
        const quiet = cause === 'obsolete';
        if (!arrows.has(event.segment) && !folded.has(event.segment)) break;
        if (quiet && folded.has(event.segment)) break;
        if (!quiet) row += 1;
        unfold(event.segment);
        const arrow = arrows.get(event.segment);
        if (arrow === undefined) break;
        const fate = event.type === 'segment-delivered' ? 'delivered' : quiet ? 'obsolete' : 'dropped';
        const endRow = fate === 'delivered' ? (row += arrow.row === row ? 1 : 0) : row;
        arrows.set(event.segment, { ...arrow, fate, cause, endRow });
        // Once the top is dropped, the next copy is the top.
        const next = [...folded].find(([, { onto }]) => onto === event.segment);
        if (fate === 'dropped' && next !== undefined) {
          row += 1;
          unfold(next[0]);
        }
        break;
      }
      case 'socket-observed': {
        const to = event.changed.state;
        const known = last.get(event.socket);
        if (to === undefined || to === known) break;
        last.set(event.socket, to);
        if (row >= 0 || to === 'LISTEN') states.push({ host: event.host, row: Math.max(0, row), state: to });
        break;
      }
      case 'program-loaded':
        hosts.set(event.program, event.host);
        if (event.run > 1 && runs.at(-1)?.run !== event.run) {
          row += 1;
          runs.push({ run: event.run, row });
        }
        break;
      case 'thread-started': {
        const host = hosts.get(event.program) ?? state.programs[event.program]?.host;
        if (host !== undefined) hosts.set(event.thread, host);
        break;
      }
      case 'call-entered':
        calls.set(event.call, { thread: event.thread, name: event.name });
        break;
      case 'call-blocked': {
        const call = calls.get(event.call);
        const host = call === undefined ? undefined : hosts.get(call.thread);
        if (call !== undefined && host !== undefined && !sleeps.has(event.call))
          sleeps.set(event.call, { host, call: event.call, name: call.name, row: row + 0.4, toRow: null });
        break;
      }
      case 'call-returned': {
        const sleep = sleeps.get(event.call);
        if (sleep !== undefined) sleeps.set(event.call, { ...sleep, toRow: row + 0.4 });
        break;
      }
      // The ladder has no row for these.
      case 'lab-opened':
      case 'lab-closed':
      case 'notice':
      case 'program-edited':
      case 'program-ended':
      case 'program-removed':
      case 'frame-entered':
      case 'frame-left':
      case 'thread-joins':
      case 'exception-caught':
      case 'thread-at':
      case 'thread-step':
      case 'thread-ended':
      case 'variable-set':
      case 'output':
      case 'socket-gone':
      case 'at-rest':
      case 'segment-timed':
      case 'wire-set':
      case 'nic-overflow':
      case 'listen-overflow':
      case 'positions-counted':
        break;
      default:
        event satisfies never;
    }
  }
  return cut(row + 1, [...arrows.values()], states, sleeps, runs);
}

/** The segment occupies sequence numbers. A pure ACK does not; it has the number of the segment that follows. */
function occupies(view: SegmentView): boolean {
  return view.length > 0 || /SYN|FIN/.test(view.flags);
}

function beginning({ from, view }: Pick<LadderArrow, 'from' | 'view'>): string {
  return `${from} ${view.rawSeq}`;
}

function cut(
  rows: number,
  arrows: LadderArrow[],
  states: LadderScene['states'],
  sleeps: ReadonlyMap<number, LadderScene['sleeps'][number]>,
  runs: LadderScene['runs'],
): LadderScene {
  const hidden = Math.max(0, rows - NEWEST_ROWS);
  const kept = arrows.filter((arrow) => arrow.row >= hidden);
  return {
    rows: rows - hidden,
    hidden,
    start: kept[0]?.at ?? 0,
    arrows: kept.map((arrow) => ({
      ...arrow,
      row: arrow.row - hidden,
      endRow: arrow.endRow === null ? null : arrow.endRow - hidden,
    })),
    states: states.filter((s) => s.row >= hidden).map((s) => ({ ...s, row: s.row - hidden })),
    sleeps: [...sleeps.values()]
      .filter((s) => s.toRow === null || s.toRow > hidden)
      .map((s) => ({
        ...s,
        row: Math.max(-0.6, s.row - hidden),
        toRow: s.toRow === null ? null : s.toRow - hidden,
      })),
    runs: runs.filter((run) => run.row >= hidden).map((run) => ({ ...run, row: run.row - hidden })),
  };
}
