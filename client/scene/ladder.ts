import type { HostId, LabEvent, SegmentId, TcpState } from '../../shared/events.ts';
import type { LabState } from '../../shared/lab-state.ts';
import { segmentView, type SegmentView } from './segment-view.ts';

/** Rows a ladder keeps; beyond it says how many came before. */
const NEWEST_ROWS = 240;

export interface LadderArrow {
  readonly segment: SegmentId;
  readonly from: HostId;
  readonly view: SegmentView;
  readonly at: number;
  /** Rows are events in the order they were seen: an arrow that waited long is steep. */
  readonly row: number;
  readonly endRow: number | null;
  /** `obsolete`: a copy that nobody needed any more, thrown away by the lab. */
  readonly fate: 'held' | 'delivered' | 'dropped' | 'obsolete';
  readonly copy: boolean;
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
  /** When the first drawn row happened, µs: the zero of the printed times. */
  readonly start: number;
  /** Earlier rows that are no longer drawn. */
  readonly hidden: number;
}

/** The conversation up to `cursor`, a row an event of the wire. `events[i]` has seq `base + i + 1`. */
export function ladderScene(
  events: readonly LabEvent[],
  base: number,
  cursor: number,
  state: LabState,
): LadderScene {
  const arrows = new Map<SegmentId, LadderArrow>();
  const states: LadderScene['states'][number][] = [];
  const sleeps = new Map<number, LadderScene['sleeps'][number]>();
  const runs: LadderScene['runs'][number][] = [];
  const hosts = new Map<string, HostId>();
  const calls = new Map<number, { thread: string; name: string }>();
  const last = new Map<string, TcpState>();
  let row = -1;
  const count = Math.max(0, Math.min(events.length, cursor - base));
  for (let i = 0; i < count; i += 1) {
    const event = events[i]!;
    switch (event.type) {
      case 'segment-sent':
        row += 1;
        arrows.set(event.segment, {
          segment: event.segment,
          from: event.from,
          view: segmentView(state, event.headers),
          at: event.at,
          row,
          endRow: null,
          fate: 'held',
          copy: false,
        });
        break;
      case 'segment-delivered':
      case 'segment-dropped': {
        const arrow = arrows.get(event.segment);
        if (arrow === undefined) break;
        // A copy that lay beneath another goes unseen: it takes no row of its own.
        const quiet = event.type === 'segment-dropped' && event.cause !== 'learner';
        if (!quiet) row += 1;
        const fate = event.type === 'segment-delivered' ? 'delivered' : quiet ? 'obsolete' : 'dropped';
        arrows.set(event.segment, { ...arrow, fate, endRow: row });
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
      default:
        break;
    }
  }
  return cut(
    row + 1,
    [...arrows.values()].map((arrow) => markCopy(arrow, arrows)),
    states,
    sleeps,
    runs,
  );
}

/** The same bytes once more: an earlier arrow of that direction began at the same place. */
function markCopy(arrow: LadderArrow, all: ReadonlyMap<SegmentId, LadderArrow>): LadderArrow {
  const { view, from } = arrow;
  const occupies = view.length > 0 || /SYN|FIN/.test(view.flags);
  if (!occupies) return arrow;
  for (const other of all.values()) {
    if (other.segment >= arrow.segment) break;
    const same = other.from === from && other.view.rawSeq === view.rawSeq;
    if (same && (other.view.length > 0 || other.view.flags === view.flags)) return { ...arrow, copy: true };
  }
  return arrow;
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
