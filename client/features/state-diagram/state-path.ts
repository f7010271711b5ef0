import { sameAddress, type Address } from '../../../shared/tcp/address.ts';
import type { CallId, EventOf, HostId, LabEvent, SegmentId, SocketId } from '../../../shared/log/events.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';
import { type Cause, explain, type Happening, triggersOf } from './state-cause.ts';
import { type DiagramNode, type Trigger, ways } from './state-figure.ts';

export interface Step {
  readonly socket: SocketId;
  readonly from: DiagramNode;
  readonly to: DiagramNode;
  /** The event that showed it. */
  readonly seq: number;
  readonly at: number;
  /** The trigger that the figure names; null for a transition that is not in it (an abort). */
  readonly trigger: Trigger | null;
  readonly cause: Cause | null;
  /** The kernel went through this one between two readings: concluded from the figure. */
  readonly passed: boolean;
}

export interface SocketPath {
  readonly socket: SocketId;
  readonly host: HostId;
  readonly local: Address | null;
  readonly remote: Address | null;
  /** The state in which it was first seen, and the event that showed it. */
  readonly first: DiagramNode;
  readonly bornSeq: number;
  readonly steps: readonly Step[];
}

interface Known {
  socket: SocketId;
  host: HostId;
  local: Address | null;
  remote: Address | null;
  first: DiagramNode;
  bornSeq: number;
  place: DiagramNode;
  steps: Step[];
  /** The happenings that may be a cause, oldest first. */
  happened: Happening[];
}

const SEQUENCE_SPACE = 2 ** 32;
const OPENING = new Set<DiagramNode>(['CLOSE', 'LISTEN', 'SYN_SENT', 'SYN_RECV']);
const CONNECTED = new Set<DiagramNode>(['SYN_RECV', 'ESTABLISHED', 'CLOSE_WAIT']);

/** Every socket's way through the figure. `base` is the state before the first event. */
export function socketPaths(base: LabState, events: readonly LabEvent[]): SocketPath[] {
  const fold = new PathFold(base);
  for (const event of events) fold.add(event);
  return fold.paths();
}

class PathFold {
  readonly #sockets = new Map<SocketId, Known>();
  readonly #segments = new Map<SegmentId, EventOf<'segment-sent'>>();
  readonly #hosts = new Map<string, HostId>();
  readonly #threads = new Map<string, string>();
  /** socket() calls in progress. */
  readonly #opening = new Map<CallId, HostId>();
  /** The number of the FIN that a socket's kernel has sent. */
  readonly #fins = new Map<Known, number>();
  /** Deliveries that no known socket could take yet: a listener's child is listed only afterwards. */
  #recent: EventOf<'segment-delivered'>[] = [];

  constructor(base: LabState) {
    for (const { program, host } of Object.values(base.programs)) this.#hosts.set(program, host);
    for (const { thread, program } of Object.values(base.threads)) this.#threads.set(thread, program);
    for (const { socket, host, local, remote, state, gone } of Object.values(base.sockets))
      if (!gone) this.#sockets.set(socket, fresh(socket, host, local, remote, state, base.seq));
  }

  paths(): SocketPath[] {
    return [...this.#sockets.values()];
  }

  add(event: LabEvent): void {
    switch (event.type) {
      case 'program-loaded':
        this.#hosts.set(event.program, event.host);
        break;
      case 'thread-started':
        this.#threads.set(event.thread, event.program);
        break;
      case 'call-entered':
        this.#called(event);
        break;
      case 'call-returned':
        this.#returned(event);
        break;
      case 'segment-sent':
        this.#segments.set(event.segment, event);
        this.#sent(event);
        break;
      case 'segment-delivered':
        this.#recent = [...this.#recent.slice(-31), event];
        for (const socket of this.#sockets.values()) this.#arrived(socket, event);
        break;
      case 'socket-observed':
        this.#observed(event);
        break;
      case 'socket-gone': {
        const socket = this.#sockets.get(event.socket);
        if (socket) this.#moved(socket, leaves(socket.place), event);
        break;
      }
      // No socket changes its state by these.
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
      case 'variable-deleted':
      case 'output':
      case 'call-blocked':
      case 'at-rest':
      case 'segments-passed':
      case 'segment-dropped':
      case 'segment-duplicated':
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

  #called(event: EventOf<'call-entered'>): void {
    if (event.name === 'socket')
      this.#opening.set(event.call, this.#hosts.get(this.#threads.get(event.thread) ?? '') ?? 'client');
    const means = triggersOf(event.name);
    const cause: Cause = { is: 'call', seq: event.seq, call: event.call };
    if (means.length > 0)
      this.#sockets.get(event.socket ?? '')?.happened.push({ seq: event.seq, means, cause });
  }

  /** A socket that is neither bound nor connected is in no reading: the call that made it tells of it. */
  #returned({ call, result, seq }: EventOf<'call-returned'>): void {
    const host = this.#opening.get(call);
    this.#opening.delete(call);
    if (host === undefined || !result.ok || result.socket === undefined) return;
    this.#sockets.set(result.socket, fresh(result.socket, host, null, null, 'CLOSE', seq));
  }

  #sent(event: EventOf<'segment-sent'>): void {
    const { source, destination, flags, seq, payloadBytes } = event.headers;
    for (const socket of this.#sockets.values()) {
      if (socket.host !== event.from || !joins(socket, source, destination)) continue;
      if (flags.includes('FIN')) this.#fins.set(socket, (seq + payloadBytes) % SEQUENCE_SPACE);
      if (flags.includes('RST')) {
        const cause: Cause = { is: 'reset', seq: event.seq, segment: event.segment };
        socket.happened.push({ seq: event.seq, means: ['rcv-rst'], cause });
      }
    }
  }

  #arrived(socket: Known, event: EventOf<'segment-delivered'>): void {
    const sent = this.#segments.get(event.segment);
    if (sent === undefined || sent.from === socket.host) return;
    const { source, destination, flags, ack } = sent.headers;
    if (!joins(socket, destination, source)) return;
    const means: Trigger[] = [];
    const fin = this.#fins.get(socket);
    const acks = flags.includes('ACK');
    if (flags.includes('RST')) means.push('rcv-rst');
    else if (flags.includes('SYN')) means.push(acks ? 'rcv-syn-ack' : 'rcv-syn');
    else {
      // Every later segment acknowledges the SYN too, so this counts only while the socket is opening.
      if (acks && OPENING.has(socket.place)) means.push('rcv-ack-of-syn');
      if (acks && fin !== undefined && ack === (fin + 1) % SEQUENCE_SPACE) means.push('rcv-ack-of-fin');
      if (flags.includes('FIN')) means.push('rcv-fin');
    }
    const cause: Cause = { is: 'segment', seq: event.seq, segment: event.segment };
    if (means.length > 0) socket.happened.push({ seq: event.seq, means, cause });
  }

  #recall(socket: Known): void {
    for (const delivery of this.#recent) this.#arrived(socket, delivery);
    socket.happened.sort((a, b) => a.seq - b.seq);
  }

  #observed(event: EventOf<'socket-observed'>): void {
    const { changed, host } = event;
    const known = this.#sockets.get(event.socket);
    if (known === undefined) {
      const { local = null, remote = null, state = 'CLOSE' } = changed;
      // One that begins connected was born of a listener; the figure lets it come from LISTEN.
      const born = CONNECTED.has(state) && remote !== null;
      const socket = fresh(event.socket, host, local, remote, born ? 'LISTEN' : state, event.seq);
      this.#sockets.set(event.socket, socket);
      this.#recall(socket);
      if (born) this.#moved(socket, state, event);
      return;
    }
    const unconnected = known.remote === null;
    known.local = changed.local ?? known.local;
    known.remote = changed.remote ?? known.remote;
    if (unconnected && known.remote !== null) this.#recall(known);
    const { state } = changed;
    if (state !== undefined) this.#moved(known, state === 'CLOSE' ? leaves(known.place) : state, event);
  }

  #moved(socket: Known, to: DiagramNode, { seq, at }: { readonly seq: number; readonly at: number }): void {
    const from = socket.place;
    if (to === from) return;
    socket.place = to;
    const step = { socket: socket.socket, seq, at };
    const aborted = socket.happened.find(({ means }) => means.includes('rcv-rst'))?.cause ?? null;
    const way = aborted === null || !ends(to) ? explain(socket.happened, ways(from, to)) : null;
    if (way === null) {
      const cause: Cause | null = aborted ?? (ends(to) ? { is: 'timer' } : null);
      socket.steps.push({ ...step, from, to, trigger: null, cause, passed: false });
    } else
      for (const [i, { edge, cause }] of way.entries())
        socket.steps.push({
          ...step,
          from: edge.from,
          to: edge.to,
          trigger: edge.trigger,
          cause,
          passed: i < way.length - 1,
        });
    // Later changes have later causes, but one segment may cause two changes.
    const used = way?.at(-1)?.cause;
    const since = used && used.is !== 'timer' ? used.seq : seq;
    socket.happened = socket.happened.filter((happening) => happening.seq >= since);
  }
}

const ends = (place: DiagramNode): boolean => place === 'GONE' || place === 'CLOSE';

/** The state by which a socket leaves the figure: the upper CLOSED, or the lower one once it was connected. */
function leaves(place: DiagramNode): DiagramNode {
  return place === 'LISTEN' || place === 'SYN_SENT' || place === 'CLOSE' ? 'CLOSE' : 'GONE';
}

function joins(socket: Known, local: Address, remote: Address): boolean {
  return (
    socket.local !== null &&
    socket.remote !== null &&
    sameAddress(socket.local, local) &&
    sameAddress(socket.remote, remote)
  );
}

function fresh(
  socket: SocketId,
  host: HostId,
  local: Address | null,
  remote: Address | null,
  first: DiagramNode,
  bornSeq: number,
): Known {
  return { socket, host, local, remote, first, bornSeq, place: first, steps: [], happened: [] };
}
