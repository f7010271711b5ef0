import { WebSocket } from 'ws';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';

/** So many connect at a time: more would wait in the kernel's accept queue, or be lost there. */
const AT_A_TIME = 100;
const PATIENCE_MS = 30_000;

interface Batch {
  readonly first: number;
  readonly last: number;
  /** When the first of the crowd had it. */
  readonly cameMs: number;
}

/** Many followers of one class. They look at frames no more than they must, because they share the machine with the server. */
export class Crowd {
  readonly #followers: Follower[] = [];
  readonly #batches = new Map<string, Batch>();
  /** The time that each batch of events took from the first follower to each other, ms. */
  delaysMs: number[] = [];
  frames = 0;

  /** Returns the ms until each of them has its welcome, the events so far, and its class. */
  async join(address: string, code: string, size: number): Promise<number> {
    const beganMs = performance.now();
    const joining = new Set<Promise<void>>();
    while (this.#followers.length < size) {
      const follower = new Follower(address, code, this);
      this.#followers.push(follower);
      const joined = follower.joined.finally(() => joining.delete(joined));
      joining.add(joined);
      if (joining.size >= AT_A_TIME) await Promise.race(joining);
    }
    await Promise.all(joining);
    return performance.now() - beganMs;
  }

  get heads(): readonly number[] {
    return this.#followers.map(({ head }) => head);
  }

  get gaps(): number {
    return this.#followers.reduce((sum, { gaps }) => sum + gaps, 0);
  }

  forget(): void {
    this.#batches.clear();
    this.delaysMs = [];
    this.frames = 0;
  }

  /** Reads a frame with events once for all followers that have it. */
  batchOf(frame: string, nowMs: number): Batch {
    const known = this.#batches.get(frame);
    if (known !== undefined) {
      this.delaysMs.push(nowMs - known.cameMs);
      return known;
    }
    const { events } = JSON.parse(frame) as { readonly events: readonly { readonly seq: number }[] };
    const batch = { first: events[0]?.seq ?? 0, last: events.at(-1)?.seq ?? 0, cameMs: nowMs };
    this.#batches.set(frame, batch);
    this.delaysMs.push(0);
    return batch;
  }

  async leave(): Promise<void> {
    await Promise.all(this.#followers.splice(0).map((follower) => follower.leave()));
  }
}

class Follower {
  head = 0;
  gaps = 0;
  readonly joined: Promise<void>;
  readonly #socket: WebSocket;
  readonly #crowd: Crowd;
  #wants = new Set(['events', 'class']);
  #isJoined = (): void => {};

  constructor(address: string, code: string, crowd: Crowd) {
    const url = new URL('ws', address);
    url.protocol = 'ws:';
    this.#crowd = crowd;
    this.#socket = new WebSocket(url);
    this.joined = new Promise((resolve, reject) => {
      this.#isJoined = resolve;
      setTimeout(() => reject(new Error('it waited in vain')), PATIENCE_MS).unref();
      this.#socket.on('error', reject);
      this.#socket.on('close', (status) => reject(new Error(`closed with ${status}`)));
    });
    this.#socket.on('open', () =>
      this.#socket.send(JSON.stringify({ type: 'hello', version: PROTOCOL_VERSION, class: code })),
    );
    this.#socket.on('message', (data) => this.#hear((data as Buffer).toString()));
  }

  #hear(frame: string): void {
    this.#crowd.frames += 1;
    const type = frame.slice(9, frame.indexOf('"', 9));
    if (type === 'snapshot') this.head = 0;
    if (type === 'events') {
      const { first, last } = this.#crowd.batchOf(frame, performance.now());
      // A new lab's log begins anew.
      if (first !== this.head + 1 && first !== 1) this.gaps += 1;
      this.head = last;
    }
    if (this.#wants.delete(type) && this.#wants.size === 0) this.#isJoined();
  }

  leave(): Promise<void> {
    return new Promise((resolve) => {
      this.#socket.removeAllListeners('close');
      this.#socket.on('close', () => resolve());
      this.#socket.close();
    });
  }
}
