import { plainWire } from '../../../../shared/log/wire-settings.ts';
import { excerpt, utf8Encode } from '../../../../shared/bytes.ts';
import type { LabEvent, LabEventBody } from '../../../../shared/log/events.ts';
import { EMPTY_LAB_STATE, type LabState } from '../../../../shared/model/lab-state.ts';
import { l01 } from '../../../../shared/lessons/l01.ts';
import { applyEvent } from '../../../../shared/model/reducer/apply-event.ts';
import type { Flag, Segment } from '../../../../shared/tcp/segment.ts';

const CLIENT = { host: '192.168.127.2', port: 48358 };
const SERVER = { host: '192.168.127.1', port: 8080 };
const ISN = { client: 4_294_967_290, server: 1000 } as const;
const BUFFERS = {
  sndbuf: 87_040,
  rcvbuf: 131_072,
  rmemAlloc: 0,
  wmemQueued: 0,
  sndWnd: 64_240,
  rcvWnd: 65_160,
};

type Unsourced<E> = E extends LabEvent | LabEventBody
  ? Omit<E, 'source'> & { source?: LabEvent['source'] }
  : never;

/**
 * A conversation written by hand, for pictures of moments. Its sockets are the client's `10`, the server's
 * `20` and the listener `9`.
 */
export class Conversation {
  readonly events: LabEvent[] = [];
  /** Time that has passed in which nothing happened, µs. */
  #waited = 0;
  #segment = 0;
  #call = 0;

  constructor() {
    this.add({
      type: 'lab-opened',
      lesson: 'L1',
      grade: 'two-hosts',
      capture: 'wire',
      isolated: true,
      kernel: 'Linux',
      timers: 'calm',
      hosts: [
        { host: 'client', addresses: [CLIENT.host], nic: { name: 'eth0', mtu: 1500 } },
        { host: 'server', addresses: [SERVER.host], nic: { name: 'eth0', mtu: 1500 } },
      ],
    });
    this.add({ type: 'wire-set', settings: plainWire('hold') });
    for (const host of ['client', 'server'] as const) {
      this.add({ type: 'program-loaded', program: host, host, run: 1, tree: l01.programs[host] });
      this.add({ type: 'thread-started', thread: `${host}/main`, program: host, name: 'main' });
      this.add({ type: 'thread-at', thread: `${host}/main`, line: 1 });
    }
  }

  get state(): LabState {
    return this.events.reduce(applyEvent, EMPTY_LAB_STATE);
  }

  add(body: Unsourced<LabEventBody>): this {
    const seq = this.events.length + 1;
    this.events.push({ source: 'syscall', ...body, seq, at: seq * 100 + this.#waited } as LabEvent);
    return this;
  }

  observe(socket: string, host: 'client' | 'server', changed: object): this {
    return this.add({ type: 'socket-observed', socket, host, changed });
  }

  /** Makes a segment leave its host and returns its number. Sequence numbers count from the ISNs. */
  segment(
    from: 'client' | 'server',
    flags: Flag[],
    seq: number,
    ack: number,
    payloadBytes = 0,
    options: Segment['options'] = {},
  ): number {
    const to = from === 'client' ? 'server' : 'client';
    this.#segment += 1;
    this.add({
      type: 'segment-sent',
      segment: this.#segment,
      from,
      headers: {
        source: from === 'client' ? CLIENT : SERVER,
        destination: from === 'client' ? SERVER : CLIENT,
        seq: (ISN[from] + seq) % 2 ** 32,
        ack: flags.includes('ACK') ? (ISN[to] + ack) % 2 ** 32 : 0,
        flags,
        window: 64_240,
        options,
        payloadAt: 52,
        payloadBytes,
      },
      raw: '',
      rawBytes: 52 + payloadBytes,
    });
    return this.#segment;
  }

  rest(): this {
    return this.add({ type: 'at-rest' });
  }

  /** As {@link segment}, after a wait (µs) that is counted from the last departure in the log. */
  sentAgain(
    from: 'client' | 'server',
    flags: Flag[],
    seq: number,
    ack: number,
    waitMicros = 1_000_000,
    payloadBytes = 0,
  ): this {
    const last = this.events.findLast(({ type }) => type === 'segment-sent');
    const now = (this.events.length + 1) * 100 + this.#waited;
    this.#waited += (last?.at ?? now) + waitMicros - now;
    this.segment(from, flags, seq, ack, payloadBytes);
    return this;
  }

  deliver(segment: number): this {
    return this.add({ type: 'segment-delivered', segment });
  }

  enter(
    host: 'client' | 'server',
    line: number,
    name: 'accept' | 'connect' | 'send' | 'recv' | 'close',
    socket: string,
    rest = {},
  ): number {
    this.#call += 1;
    this.add({
      type: 'call-entered',
      call: this.#call,
      thread: `${host}/main`,
      line,
      name,
      socket,
      fd: 3,
      ...rest,
    });
    return this.#call;
  }

  block(call: number): this {
    return this.add({ type: 'call-blocked', call, tid: 1, kernelCall: 'x' });
  }

  leave(call: number, value: number, rest = {}): this {
    return this.add({ type: 'call-returned', call, result: { ok: true, value, ...rest } });
  }

  listen(): this {
    return this.observe('9', 'server', {
      state: 'LISTEN',
      local: SERVER,
      rqueue: 0,
      wqueue: 128,
      owned: true,
    });
  }

  connect(): this {
    const syn = this.segment('client', ['SYN'], 0, 0);
    this.observe('10', 'client', { ...BUFFERS, state: 'SYN_SENT', local: CLIENT, remote: SERVER });
    this.deliver(syn);
    this.observe('20', 'server', { state: 'SYN_RECV', local: SERVER, remote: CLIENT, owned: false });
    this.deliver(this.segment('server', ['SYN', 'ACK'], 0, 1));
    this.observe('10', 'client', { state: 'ESTABLISHED' });
    this.deliver(this.segment('client', ['ACK'], 1, 1));
    return this.observe('20', 'server', { ...BUFFERS, state: 'ESTABLISHED', owned: false });
  }

  /** Makes the client send a text in one segment, which stays on the wire. Returns that segment. */
  send(text: string, at = 1): number {
    const bytes = excerpt(utf8Encode(text));
    const call = this.enter('client', 3, 'send', '10', { bytes });
    const segment = this.segment('client', ['PSH', 'ACK'], at, 1, bytes.length);
    this.leave(call, bytes.length);
    return segment;
  }

  recv(text: string, count: number): number {
    const call = this.enter('server', 7, 'recv', '20', { max: count });
    const bytes = excerpt(utf8Encode(text).subarray(0, count));
    this.leave(call, count, { bytes });
    this.add({
      type: 'variable-set',
      program: 'server',
      thread: 'server/main',
      name: 'data',
      value: { is: 'bytes', bytes, call },
    });
    return call;
  }
}
