import { listing } from '../../../shared/programs/listing.ts';
import type { HostId, LabEvent } from '../../../shared/log/events.ts';
import type { ByteRange, FlowState, LabState } from '../../../shared/model/lab-state.ts';
import { bufferScene, type BufferKind } from '../model/buffer.ts';
import { cellRows, CELLS_A_ROW, partOfRows, type CellRow } from '../model/cells.ts';
import { asOne } from '../../../shared/tcp/segment.ts';
import { segmentView } from '../model/segment-view.ts';
import { flowsOfSegment, otherHost } from '../../../shared/model/queries.ts';
import { writeAt } from '../model/stream-text.ts';
import { causeAnchor, blockCauses } from '../model/thread-badge.ts';

/** The thing that travels, as its clone is drawn. */
export type Clone =
  /** The letters, each in its cell of the grid that they leave or reach; none if a cell stands for many bytes. */
  | {
      readonly is: 'bytes';
      readonly ordinal: number | null;
      readonly bytes: number;
      readonly from: HostId;
      /** `cells:<buffer>:<socket>`, and whether the motion starts or ends there. */
      readonly grid: string;
      readonly at: 'start' | 'end';
      readonly rows: readonly CellRow[];
    }
  | { readonly is: 'token'; readonly text: string }
  | {
      readonly is: 'segment';
      readonly text: string;
      readonly ordinal: number | null;
      readonly from: HostId;
    }
  | { readonly is: 'mark'; readonly text: string }
  /** Nothing travels: the thing that changed is framed for a while. */
  | { readonly is: 'outline' };

/** Anchors in order of preference. The first that is on the stage is used. */
export type AnchorPath = readonly string[];

/** One causal movement between two places of the stage. Times are ms at 1×. */
export interface MotionStep {
  readonly clone: Clone;
  readonly path: readonly AnchorPath[];
  readonly durationMs: number;
  readonly delayMs: number;
  /** A flight over the wire is linear; every other motion is eased. */
  readonly linear: boolean;
  /** The clone splits and fades at its end instead of arriving. */
  readonly lost: boolean;
  /** The cells, as stream offsets in a grid, that are hidden until the clone has landed on them. */
  readonly hides: { readonly grid: string; readonly range: ByteRange } | null;
  /** The cells that stay in a grid move up by this number when the clone is gone. */
  readonly slides: { readonly grid: string; readonly by: number } | null;
}

const move = (
  clone: Clone,
  path: readonly AnchorPath[],
  durationMs: number,
  rest: Partial<MotionStep> = {},
): MotionStep => ({
  clone,
  path,
  durationMs,
  delayMs: 0,
  linear: false,
  lost: false,
  hides: null,
  slides: null,
  ...rest,
});

/** The motions of one event. `before` and `after` are the states around it. */
export function motionPlan(before: LabState, event: LabEvent, after: LabState): MotionStep[] {
  switch (event.type) {
    case 'call-entered': {
      const host = hostOfThread(after, event.thread);
      if (host === null) return [];
      const token = { is: 'token', text: `${event.name}()` } as const;
      const below = [...blockCauses(after, event).map(causeAnchor), `kernel:${host}`];
      const enters = move(token, [[`line:${host}:${event.line}`], [`syscall:${host}`]], 200);
      if (event.name !== 'send' || event.bytes === undefined)
        return [{ ...enters, path: [...enters.path, below], durationMs: 260 }];
      const flow = after.flows[after.sockets[event.socket ?? '']?.out ?? ''];
      const from = flow?.pending?.from ?? 0;
      const range = { from, to: flow?.pending?.to ?? event.bytes.length };
      const cells = [`cells:send:${event.socket}:${range.from}`, `buffer:send:${event.socket}`];
      const bytes = letters(after, event.socket, 'send', range, 'end');
      const literal = [`literal:${host}:${event.line}:text`, `line:${host}:${event.line}`];
      const path = [literal, [`syscall:${host}`], cells];
      return [move(bytes, path, 480, { hides: { grid: bytes.grid, range } })];
    }
    case 'call-returned':
      return returned(before, event, after);
    case 'thread-at': {
      const host = hostOfThread(after, event.thread);
      const line = before.threads[event.thread]?.line ?? null;
      if (host === null || line === null || line === event.line) return [];
      const path = [[`gutter:${host}:${line}`], [`gutter:${host}:${event.line}`]];
      return [move({ is: 'mark', text: '▶' }, path, 160)];
    }
    case 'segment-sent': {
      const segment = after.wire.chips.find((chip) => chip.held.some((s) => s.segment === event.segment));
      const flow = after.flows[segment?.flow ?? ''];
      const socket = socketWith(after, 'out', flow, event.from);
      const view = segmentView(after, event.headers);
      const from =
        view.length > 0 && view.seq !== null
          ? [`cells:send:${socket}:${view.seq - 1}`, `buffer:send:${socket}`]
          : [`state:${socket}`, `nic:${event.from}`];
      const again = segment === undefined || segment.seen < 2 ? '' : ` ↻${segment.seen - 1}`;
      const text = label(view.flags, view.length) + again;
      const clone = { is: 'segment', text, ordinal: view.ordinals[0] ?? null, from: event.from } as const;
      return [move(clone, [from, [`nic:${event.from}`], [`chip:${segment?.chip ?? ''}`, 'wire']], 480)];
    }
    case 'segments-passed': {
      // A coalesced run is one flight, labelled with all of its bytes and the number of its segments.
      const flow = flowsOfSegment(after, event.first).own ?? undefined;
      const [sender, receiver] = [
        socketWith(after, 'out', flow, event.from),
        socketWith(after, 'in', flow, otherHost(event.from)),
      ];
      const view = segmentView(after, asOne(event));
      const text = `${label(view.flags, view.length)} ×${event.count}`;
      const clone = { is: 'segment', text, ordinal: view.ordinals[0] ?? null, from: event.from } as const;
      const data = view.length > 0;
      const [leaves, lands] = data
        ? [`buffer:send:${sender}`, `buffer:recv:${receiver}`]
        : [`state:${sender}`, `state:${receiver}`];
      const [near, far] = [`nic:${event.from}`, `nic:${otherHost(event.from)}`];
      return [move(clone, [[leaves, near], [near], ['wire'], [far], [lands, far]], data ? 900 : 600)];
    }
    case 'segment-delivered': {
      const chip = before.wire.chips.find((c) => c.held.some((s) => s.segment === event.segment));
      const segment = chip?.held.find((s) => s.segment === event.segment);
      if (chip === undefined || segment === undefined) return [];
      return delivered(before, after, chip.chip, segment);
    }
    case 'segment-dropped': {
      const chip = before.wire.chips.find((c) => c.held.some((s) => s.segment === event.segment));
      if (chip === undefined || event.cause === 'obsolete') return [];
      return [
        move({ is: 'mark', text: '✕' }, [[`chip:${chip.chip}`], [`ladder:${event.segment}`, 'wire']], 300, {
          lost: true,
        }),
      ];
    }
    case 'socket-observed': {
      const { state } = event.changed;
      if (state === undefined || state === before.sockets[event.socket]?.state) return [];
      return [move({ is: 'outline' }, [[`state:${event.socket}`, `header:${event.socket}`]], 2000)];
    }
    case 'output': {
      const host = after.programs[event.program]?.host;
      const line = after.threads[event.thread]?.line ?? null;
      if (host === undefined || line === null) return [];
      const text = event.text.trim().slice(0, 24);
      return [move({ is: 'token', text }, [[`line:${host}:${line}`], [`output:${host}`]], 240)];
    }
    // Nothing on the stage moves by these.
    case 'lab-opened':
    case 'lab-closed':
    case 'notice':
    case 'program-loaded':
    case 'program-edited':
    case 'program-ended':
    case 'program-removed':
    case 'thread-started':
    case 'frame-entered':
    case 'frame-left':
    case 'thread-joins':
    case 'exception-caught':
    case 'thread-step':
    case 'thread-ended':
    case 'variable-set':
    case 'variable-deleted':
    case 'call-blocked':
    case 'socket-gone':
    case 'at-rest':
    case 'segment-duplicated':
    case 'segment-timed':
    case 'wire-set':
    case 'nic-overflow':
    case 'listen-overflow':
    case 'positions-counted':
      return [];
    default:
      return event satisfies never;
  }
}

function delivered(
  before: LabState,
  after: LabState,
  chip: number,
  segment: LabState['wire']['chips'][number]['last'],
): MotionStep[] {
  const to = otherHost(segment.from);
  const flow = after.flows[segment.flow ?? ''];
  const socket = socketWith(after, 'in', flow, to);
  const view = segmentView(after, segment.headers);
  const text = label(view.flags, view.length);
  const clone = { is: 'segment', text, ordinal: view.ordinals[0] ?? null, from: segment.from } as const;
  const pure = view.length === 0;
  const landing = pure
    ? [`state:${socket}`, `nic:${to}`]
    : [`cells:recv:${socket}:${(view.seq ?? 1) - 1}`, `buffer:recv:${socket}`, `nic:${to}`];
  const first = (view.seq ?? 1) - 1;
  const flight = move(clone, [[`chip:${chip}`, 'wire'], [`nic:${to}`], landing], pure ? 420 : 560, {
    hides: pure ? null : { grid: `cells:recv:${socket}`, range: { from: first, to: first + view.length } },
  });
  const peer = flow && (flowsOfSegment(after, flow).peer ?? undefined);
  const earlier = peer === undefined ? undefined : before.flows[peer.flow];
  if (peer === undefined || earlier === undefined || peer.acked <= earlier.acked) return [flight];
  // The acknowledgement frees bytes in the send buffer: their cells fade in their place.
  const sender = socketWith(after, 'out', peer, to);
  const gone = [`cells:send:${sender}:${earlier.acked}`, `buffer:send:${sender}`];
  const freed = { from: earlier.acked, to: peer.acked };
  const bytes = letters(before, sender, 'send', freed, 'start');
  const slides = { grid: bytes.grid, by: bytes.bytes };
  const leaves = move(bytes, [gone], 280, { delayMs: flight.durationMs - 60, lost: true, slides });
  return [flight, leaves];
}

function returned(
  before: LabState,
  event: Extract<LabEvent, { type: 'call-returned' }>,
  after: LabState,
): MotionStep[] {
  const call = before.calls[event.call];
  const host = call === undefined ? null : hostOfThread(after, call.thread);
  if (call === undefined || host === null) return [];
  const line = [`line:${host}:${call.line}`];
  const { result } = event;
  if (call.name === 'recv' && result.ok && result.value > 0) {
    const flow = before.flows[before.sockets[call.socket ?? '']?.in ?? ''];
    const from = flow?.read ?? 0;
    const bytes = letters(before, call.socket, 'recv', { from, to: from + result.value }, 'start');
    const cells = [`cells:recv:${call.socket}:${from}`, `buffer:recv:${call.socket}`];
    const shown = [`result:${host}:${call.line}`, ...line];
    const name = call.into ? null : variableOf(after, call.thread, call.line);
    const into = name === null ? shown : [`var:${host}:${name}`, `next-var:${host}`, ...shown];
    const slides = { grid: bytes.grid, by: bytes.bytes };
    return [move(bytes, [cells, [`syscall:${host}`], into], 480, { slides })];
  }
  const woke = result.ok && result.files !== undefined ? { ...call, files: result.files } : call;
  const origin = [...blockCauses(before, woke).map(causeAnchor), `kernel:${host}`];
  const text = result.ok ? (result.fd === undefined ? `→ ${result.value}` : `→ fd ${result.fd}`) : '✕';
  return [move({ is: 'token', text }, [origin, [`syscall:${host}`], line], 240)];
}

/** Bytes of a buffer as they are drawn there. More than three rows are not drawn byte by byte. */
function letters(
  state: LabState,
  socket: string | null | undefined,
  kind: BufferKind,
  moved: ByteRange,
  at: 'start' | 'end',
): Extract<Clone, { is: 'bytes' }> {
  const known = state.sockets[socket ?? ''];
  const scene = known === undefined ? null : bufferScene(state, known, kind);
  const flow = scene?.flow ?? null;
  const rows =
    scene === null || flow === null || scene.length > 3 * CELLS_A_ROW
      ? []
      : partOfRows(cellRows(flow, scene.range, scene.marks), moved);
  return {
    is: 'bytes',
    ordinal: flow === null ? null : segmentOrdinal(flow, moved.from),
    bytes: moved.to - moved.from,
    from: flow?.from ?? known?.host ?? 'client',
    grid: `cells:${kind}:${socket}`,
    at,
    rows,
  };
}

/** The variable to which a line assigns its value. */
function variableOf(state: LabState, thread: string, line: number): string | null {
  const tree = state.programs[state.threads[thread]?.program ?? '']?.tree;
  const statement = tree && listing(tree)[line - 1]?.statement;
  return statement?.is === 'assign' ? (statement.to[0] ?? null) : null;
}

function label(flags: string, length: number): string {
  return length > 0 ? `${flags} ${length} B` : flags;
}

function hostOfThread(state: LabState, thread: string): HostId | null {
  const program = state.threads[thread]?.program;
  return program === undefined ? null : (state.programs[program]?.host ?? null);
}

function socketWith(
  state: LabState,
  way: 'in' | 'out',
  flow: FlowState | undefined,
  host: HostId,
): string | null {
  if (flow === undefined) return null;
  const found = Object.values(state.sockets).findLast((s) => s.host === host && s[way] === flow.flow);
  return found?.socket ?? null;
}

function segmentOrdinal(flow: FlowState, offset: number): number | null {
  return writeAt(flow, offset)?.ordinal ?? null;
}
