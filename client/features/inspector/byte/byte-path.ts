import type { CallId, EventOf, LabEvent, SegmentId, SocketId } from '../../../../shared/log/events.ts';
import type { ByteRange, FlowState, LabState, WriteRange } from '../../../../shared/model/lab-state.ts';
import { asOne, isBetween } from '../../../../shared/tcp/segment.ts';
import { offsetOf } from '../../../../shared/tcp/stream-offset.ts';
import { missingStep, ORDER, type ByteDeed, type BytePath, type ByteStep } from './byte-steps.ts';
import { writeAt } from '../../../stage/model/stream-text.ts';

/**
 * The way of one stream byte, from the log. `head` is the newest state, whose flow keeps the calls that
 * wrote and read the byte. Null if it does not: the log's beginning was folded away, or no call wrote it yet.
 */
export function bytePath(
  events: readonly LabEvent[],
  cursor: number,
  head: LabState,
  flowId: string,
  offset: number,
): BytePath | null {
  const flow = head.flows[flowId];
  const write = flow === undefined ? null : writeAt(flow, offset);
  if (flow === undefined || write === null) return null;
  const trace = new ByteTrace(flow, write, offset, head, cursor);
  for (const event of events) trace.see(event);
  return trace.path();
}

class ByteTrace {
  #steps: ByteStep[] = [];
  /** Segments between these addresses belong to this flow; null while no SYN has said so. */
  #open: boolean | null = null;
  readonly #flow: FlowState;
  readonly #write: WriteRange;
  readonly #offset: number;
  readonly #cursor: number;
  readonly #reader: { readonly call: CallId; readonly from: number; readonly to: number } | null;
  readonly #receiver: SocketId | null;
  #sender: SocketId | null = null;
  #sentBy: 'send' | 'sendall' = 'send';
  #readBy: 'recv' | 'recv_into' = 'recv';
  #line = 0;
  /** Segments that carry it, and when they left. */
  readonly #carriers = new Map<SegmentId, number>();
  readonly #acks = new Set<SegmentId>();
  /** All of the flow's segments: a gap may be filled by another one. */
  readonly #ranges = new Map<SegmentId, ByteRange>();
  #arrived: ByteRange[] = [];

  constructor(flow: FlowState, write: WriteRange, offset: number, head: LabState, cursor: number) {
    this.#flow = flow;
    this.#write = write;
    this.#offset = offset;
    this.#cursor = cursor;
    this.#reader = flow.reads.find((read) => offset >= read.from && offset < read.to) ?? null;
    this.#receiver = Object.values(head.sockets).find((socket) => socket.in === flow.flow)?.socket ?? null;
  }

  see(event: LabEvent): void {
    switch (event.type) {
      case 'call-entered':
        if (event.call === this.#reader?.call) {
          this.#line = event.line;
          this.#readBy = event.into ? 'recv_into' : 'recv';
        }
        if (event.call !== this.#write.call) return;
        this.#sender = event.socket ?? null;
        this.#sentBy = event.sendall ? 'sendall' : 'send';
        this.#add(event, this.#flow.from, {
          is: 'program',
          call: event.call,
          name: this.#sentBy,
          line: event.line,
          index: this.#offset - this.#write.from,
          of: event.bytes?.length ?? this.#write.to - this.#write.from,
        });
        return;
      case 'call-returned':
        if (event.call === this.#write.call)
          this.#add(event, this.#flow.from, {
            is: 'copied',
            name: this.#sentBy,
            value: event.result.ok ? event.result.value : null,
          });
        if (event.call === this.#reader?.call) {
          const { call, from, to } = this.#reader;
          const index = this.#offset - from;
          const by = { call, name: this.#readBy, line: this.#line };
          this.#add(event, this.#flow.to, { is: 'read', ...by, index, of: to - from });
        }
        return;
      case 'variable-set':
        if (event.value.is === 'bytes' && this.#reader !== null && event.value.call === this.#reader.call) {
          const index = this.#offset - this.#reader.from;
          if (!this.#has('variable'))
            this.#add(event, this.#flow.to, { is: 'variable', name: event.name, index });
        }
        return;
      case 'segment-sent':
        this.#sent(event);
        return;
      case 'segments-passed':
        this.#passed(event);
        return;
      case 'segment-duplicated': {
        const range = this.#ranges.get(event.of);
        if (range !== undefined) this.#ranges.set(event.segment, range);
        if (this.#acks.has(event.of)) this.#acks.add(event.segment);
        if (!this.#carriers.has(event.of)) return;
        this.#carriers.set(event.segment, event.at);
        this.#add(event, 'wire', { is: 'duplicated', segment: event.segment });
        return;
      }
      case 'segment-dropped':
        if (this.#carriers.has(event.segment))
          this.#add(event, 'wire', { is: 'dropped', segment: event.segment, cause: event.cause });
        return;
      case 'segment-delivered':
        this.#delivered(event);
        return;
      case 'positions-counted':
        this.#counted(event);
        return;
      // No byte of a stream moves by these.
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
      case 'variable-deleted':
      case 'thread-joins':
      case 'exception-caught':
      case 'thread-at':
      case 'thread-step':
      case 'thread-ended':
      case 'output':
      case 'call-blocked':
      case 'socket-observed':
      case 'socket-gone':
      case 'at-rest':
      case 'segment-timed':
      case 'wire-set':
      case 'nic-overflow':
      case 'listen-overflow':
        return;
      default:
        return event satisfies never;
    }
  }

  path(): BytePath {
    const order = this.#readBy === 'recv_into' ? ORDER.filter((is) => is !== 'variable') : ORDER;
    const by = { sent: this.#sentBy, read: this.#readBy };
    const missing = order
      .filter((is) => !this.#has(is))
      .map((is) => missingStep(is, this.#flow, this.#write, this.#offset, by));
    const steps = [...this.#steps, ...missing];
    return { ordinal: this.#write.ordinal, steps, places: this.#places(), ended: this.#flow.reset };
  }

  #sent({
    segment,
    headers,
    seq,
    at,
  }: Pick<EventOf<'segment-sent'>, 'segment' | 'headers' | 'seq' | 'at'>): void {
    const { source, destination, isn } = this.#flow;
    if (isBetween(headers, source, destination)) {
      if (headers.flags.includes('SYN')) this.#syn(headers.seq === isn);
      if (this.#open === false) return;
      const start = offsetOf(headers.seq, isn, this.#offset) + (headers.flags.includes('SYN') ? 1 : 0);
      const range = { from: start, to: start + headers.payloadBytes };
      if (headers.payloadBytes === 0) return;
      this.#ranges.set(segment, range);
      if (this.#offset < range.from || this.#offset >= range.to) return;
      const copy = this.#steps.filter((step) => step.is === 'sent').length;
      this.#carriers.set(segment, at);
      const index = this.#offset - range.from;
      this.#add({ seq, at }, this.#flow.from, { is: 'sent', segment, copy, index, of: headers.payloadBytes });
    } else if (
      this.#open !== false &&
      this.#carriers.size > 0 &&
      headers.flags.includes('ACK') &&
      isBetween(headers, destination, source) &&
      offsetOf(headers.ack, isn, this.#offset) > this.#offset
    )
      this.#acks.add(segment);
  }

  /** A coalesced run counts as one segment that carried all of its bytes. */
  #passed(event: EventOf<'segments-passed'>): void {
    const { first, last, payloadBytes, segment, seq, at } = event;
    this.#sent({ segment, headers: asOne({ first, last, payloadBytes }), seq, at });
    this.#delivered({ segment, seq, at });
  }

  /** A connection begins between the same addresses: this one, or another before or after it. */
  #syn(own: boolean): void {
    if (own && this.#open !== true) {
      this.#steps = [];
      this.#arrived = [];
      for (const known of [this.#ranges, this.#carriers, this.#acks]) known.clear();
    }
    this.#open = own;
  }

  #delivered({ segment, seq, at }: Pick<EventOf<'segment-delivered'>, 'segment' | 'seq' | 'at'>): void {
    const range = this.#ranges.get(segment);
    const wasInOrder = this.#inOrder();
    if (range !== undefined) this.#arrived = [...this.#arrived, range];
    const left = this.#carriers.get(segment);
    const event = { seq, at };
    if (left !== undefined) {
      const again = this.#has('delivered');
      this.#add(event, this.#flow.to, { is: 'delivered', segment, again, micros: at - left });
    } else if (range !== undefined && this.#has('delivered') && !wasInOrder && this.#inOrder())
      this.#add(event, this.#flow.to, { is: 'in-order', segment });
    if (this.#acks.has(segment) && !this.#has('acknowledged'))
      this.#add(event, this.#flow.from, { is: 'acknowledged', segment });
  }

  /** No capture: the kernel's own counters tell how far the stream has come. */
  #counted(event: EventOf<'positions-counted'>): void {
    const passed = (to: number | undefined): boolean => to !== undefined && to > this.#offset;
    const { from, to } = this.#flow;
    if (event.socket === this.#sender && passed(event.sent) && !this.#has('sent'))
      this.#add(event, from, { is: 'sent', segment: null, copy: 0, index: 0, of: 0 });
    if (event.socket === this.#receiver && passed(event.received) && !this.#has('delivered'))
      this.#add(event, to, { is: 'delivered', segment: null, again: false, micros: null });
    if (event.socket === this.#sender && passed(event.acked) && !this.#has('acknowledged'))
      this.#add(event, from, { is: 'acknowledged', segment: null });
  }

  /** Everything from the first byte seen to this one has arrived. */
  #inOrder(): boolean {
    let from = Math.min(this.#offset, ...[...this.#ranges.values()].map((range) => range.from));
    for (const piece of [...this.#arrived].sort((a, b) => a.from - b.from))
      if (piece.from <= from) from = Math.max(from, piece.to);
    return from > this.#offset;
  }

  #places(): BytePath['places'] {
    const now = this.#steps.filter((step) => step.reached);
    const has = (is: ByteDeed['is']): boolean => now.some((step) => step.is === is);
    const gone = new Set(now.flatMap((s) => (s.is === 'delivered' || s.is === 'dropped' ? [s.segment] : [])));
    const flying = now.some(
      (s) => (s.is === 'sent' || s.is === 'duplicated') && s.segment !== null && !gone.has(s.segment),
    );
    const places: BytePath['places'][number][] = [];
    if (has('program') && !has('copied') && !has('sent')) places.push('program');
    if ((has('copied') || has('sent')) && !has('acknowledged')) places.push('send');
    if (flying) places.push('wire');
    if (has('delivered') && !has('read')) places.push('recv');
    if (has('read')) places.push('variable');
    return places;
  }

  #has(is: ByteDeed['is']): boolean {
    return this.#steps.some((step) => step.is === is);
  }

  #add(event: { readonly seq: number; readonly at: number }, host: ByteStep['host'], deed: ByteDeed): void {
    const { seq, at } = event;
    this.#steps.push({ ...deed, host, seq, at, reached: seq <= this.#cursor });
  }
}
