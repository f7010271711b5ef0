import type { HostId, LabEvent } from '../../shared/events.ts';
import type { FlowState, LabState } from '../../shared/lab-state.ts';
import { segmentView } from './segment-view.ts';
import { causeAnchor, blockCause } from './thread-badge.ts';

/** What travels: how its clone is drawn. */
export type Clone =
  | { readonly is: 'bytes'; readonly ordinal: number | null; readonly bytes: number; readonly from: HostId }
  | { readonly is: 'token'; readonly text: string }
  | { readonly is: 'segment'; readonly text: string; readonly ordinal: number | null }
  | { readonly is: 'mark'; readonly text: string }
  /** Nothing travels: what changed is framed for a while. */
  | { readonly is: 'outline' };

/** Anchors in order of preference: the first that is on the stage is used. */
export type Place = readonly string[];

/** One causal movement between two places of the stage. Times are ms at 1×. */
export interface Move {
  readonly clone: Clone;
  readonly path: readonly Place[];
  readonly durationMs: number;
  readonly delayMs: number;
  /** The wire's own flight is linear; everything else eases. */
  readonly linear: boolean;
  /** The clone splits and fades at its end instead of arriving. */
  readonly lost: boolean;
}

const move = (clone: Clone, path: readonly Place[], durationMs: number, rest: Partial<Move> = {}): Move => ({
  clone,
  path,
  durationMs,
  delayMs: 0,
  linear: false,
  lost: false,
  ...rest,
});

const other = (host: HostId): HostId => (host === 'client' ? 'server' : 'client');

/** What one event makes move. `before` and `after` are the states around it. */
export function motionPlan(before: LabState, event: LabEvent, after: LabState): Move[] {
  switch (event.type) {
    case 'call-entered': {
      const host = hostOfThread(after, event.thread);
      if (host === null) return [];
      const token = { is: 'token', text: `${event.name}()` } as const;
      const into = blockCause(event);
      const below = [...(into === null ? [] : [causeAnchor(into)]), `kernel:${host}`];
      const enters = move(token, [[`line:${host}:${event.line}`], [`syscall:${host}`]], 200);
      if (event.name !== 'send' || event.bytes === undefined)
        return [{ ...enters, path: [...enters.path, below], durationMs: 260 }];
      const flow = after.flows[after.sockets[event.socket ?? '']?.out ?? ''];
      const cells = [`cells:send:${event.socket}:${flow?.pending?.from ?? 0}`, `buffer:send:${event.socket}`];
      const bytes = {
        is: 'bytes',
        ordinal: flow?.pending?.ordinal ?? null,
        bytes: event.bytes.length,
        from: host,
      } as const;
      return [enters, move(bytes, [[`line:${host}:${event.line}`], cells], 320, { delayMs: 160 })];
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
          : [`header:${socket}`, `nic:${event.from}`];
      const again = segment === undefined || segment.seen < 2 ? '' : ` ↻${segment.seen}`;
      const text = label(view.flags, view.length) + again;
      const clone = { is: 'segment', text, ordinal: view.ordinals[0] ?? null } as const;
      return [move(clone, [from, [`nic:${event.from}`], [`chip:${segment?.chip ?? ''}`, 'wire']], 480)];
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
    default:
      return [];
  }
}

function delivered(
  before: LabState,
  after: LabState,
  chip: number,
  segment: LabState['wire']['chips'][number]['last'],
): Move[] {
  const to = other(segment.from);
  const flow = after.flows[segment.flow ?? ''];
  const socket = socketWith(after, 'in', flow, to);
  const view = segmentView(after, segment.headers);
  const text = label(view.flags, view.length);
  const clone = { is: 'segment', text, ordinal: view.ordinals[0] ?? null } as const;
  const pure = view.length === 0;
  const landing = pure
    ? [`header:${socket}`, `nic:${to}`]
    : [`cells:recv:${socket}:${(view.seq ?? 1) - 1}`, `buffer:recv:${socket}`, `nic:${to}`];
  const flight = move(clone, [[`chip:${chip}`, 'wire'], [`nic:${to}`], landing], pure ? 420 : 560);
  const peer = flow === undefined ? undefined : peerOf(after, flow);
  const earlier = peer === undefined ? undefined : before.flows[peer.flow];
  if (peer === undefined || earlier === undefined || peer.acked <= earlier.acked) return [flight];
  // The acknowledgement lets the sender forget: its cells leave where they stand.
  const sender = socketWith(after, 'out', peer, to);
  const gone = [`cells:send:${sender}:${earlier.acked}`, `buffer:send:${sender}`];
  const ordinal = segmentOrdinal(earlier, earlier.acked);
  const bytes = { is: 'bytes', ordinal, bytes: peer.acked - earlier.acked, from: to } as const;
  return [flight, move(bytes, [gone, gone], 240, { delayMs: flight.durationMs - 60, lost: true })];
}

function returned(
  before: LabState,
  event: Extract<LabEvent, { type: 'call-returned' }>,
  after: LabState,
): Move[] {
  const call = before.calls[event.call];
  const host = call === undefined ? null : hostOfThread(after, call.thread);
  if (call === undefined || host === null) return [];
  const line = [`line:${host}:${call.line}`];
  const { result } = event;
  if (call.name === 'recv' && result.ok && result.value > 0) {
    const flow = before.flows[before.sockets[call.socket ?? '']?.in ?? ''];
    const from = flow?.read ?? 0;
    const ordinal = flow === undefined ? null : segmentOrdinal(flow, from);
    const bytes = { is: 'bytes', ordinal, bytes: result.value, from: flow?.from ?? host } as const;
    const cells = [`cells:recv:${call.socket}:${from}`, `buffer:recv:${call.socket}`];
    return [move(bytes, [cells, [`syscall:${host}`], line], 320)];
  }
  const cause = blockCause(call);
  const origin = [...(cause === null ? [] : [causeAnchor(cause)]), `kernel:${host}`];
  const text = result.ok ? (result.fd === undefined ? `→ ${result.value}` : `→ fd ${result.fd}`) : '✕';
  return [move({ is: 'token', text }, [origin, [`syscall:${host}`], line], 240)];
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

function peerOf(state: LabState, flow: FlowState): FlowState | undefined {
  return Object.values(state.flows).findLast(
    (f) =>
      f.source.host === flow.destination.host &&
      f.source.port === flow.destination.port &&
      f.destination.host === flow.source.host &&
      f.destination.port === flow.source.port,
  );
}

function segmentOrdinal(flow: FlowState, offset: number): number | null {
  return flow.writes.find((write) => offset >= write.from && offset < write.to)?.ordinal ?? null;
}
