import { randomBytes } from 'node:crypto';
import { SERVER_LIMITS } from '../limits.ts';
import { channelOf, leaseKey, placeKey, SHELVES, shelfKey, streamKey } from './redis-keys.ts';
import type { RedisLink } from './redis-link.ts';
import { HOLD, MOVE, RELEASE } from './redis-scripts.ts';
import type { Owner } from './store.ts';

interface ShelvesOptions {
  readonly link: RedisLink;
  /** The name under which others reach this server at present. It begins with its id. */
  readonly server: { readonly id: string; readonly name: string };
  /** Called with the streams of a server that has ended. They are this one's once it resolves. */
  readonly took: (streams: readonly string[]) => Promise<void>;
  /** Called when another server has one of the shelves. */
  readonly lost: () => void;
}

/**
 * The streams that this server owns are on its shelves. A shelf belongs to one server at a time, by a lease that it renews:
 * all streams of a server that has ended become another's together, so that a class and its rooms stay at one server.
 */
export class Shelves {
  readonly #options: ShelvesOptions;
  /** New streams are put on this one. */
  #own = newShelf();
  /** The shelves that this server has. */
  readonly #held = new Set<string>();
  readonly #shelfOf = new Map<string, string>();
  readonly #taking = new Map<string, Promise<string>>();
  /** The streams that are being taken, and the shelves on which they were. */
  readonly #arriving = new Map<string, string>();
  /** The keys that last as long as this server. The others lapse. */
  readonly #inUse = new Set<string>();
  readonly #renewals: NodeJS.Timeout;
  #refreshedAtMs = performance.now();

  constructor(options: ShelvesOptions) {
    this.#options = options;
    this.#held.add(this.#own);
    this.#renewals = setInterval(() => this.renew(), SERVER_LIMITS.leaseRenewedEveryMs).unref();
  }

  get streams(): readonly string[] {
    return [...this.#shelfOf.keys()];
  }

  has(stream: string): boolean {
    return this.#shelfOf.has(stream);
  }

  holds(shelf: string): boolean {
    return this.#held.has(shelf);
  }

  /** The shelf of a stream; a new stream is put on one. */
  of(stream: string): string {
    const shelf = this.#shelfOf.get(stream) ?? this.#own;
    this.#shelfOf.set(stream, shelf);
    this.use(streamKey(stream));
    this.use(placeKey(stream));
    return shelf;
  }

  forget(stream: string): void {
    this.#shelfOf.delete(stream);
    this.#inUse.delete(streamKey(stream));
    this.#inUse.delete(placeKey(stream));
  }

  use(key: string): void {
    this.#inUse.add(key);
  }

  /** Renews the leases, also those that have lapsed and that nobody has taken. */
  renew(): void {
    const { link, lost } = this.#options;
    if (!link.isReady) return;
    for (const shelf of this.#held)
      // As with all that is written, nobody is told anything before the answer: a server that was stopped for long has perhaps lost it.
      link.write(this.#words(shelf), (error, owner) => {
        if (error === null && owner !== '' && this.#held.has(shelf)) lost();
      });
    this.#refresh();
  }

  /** Takes the shelves of servers that have ended. */
  async takeFree(): Promise<void> {
    const shelves = (await this.#options.link.ask('SMEMBERS', SHELVES)) as readonly string[];
    for (const shelf of shelves) await this.#take(shelf);
  }

  /** The shelf of a server that has ended becomes this one's. */
  async ownerOf(stream: string): Promise<Owner> {
    const arrives = this.#arriving.get(stream);
    // It is not to be read before all of its shelf is there.
    if (arrives !== undefined) await this.#taking.get(arrives);
    if (this.#shelfOf.has(stream)) return 'here';
    const shelf = (await this.#options.link.ask('GET', placeKey(stream))) as string | null;
    if (shelf === null) return 'nowhere';
    const server = await this.#take(shelf);
    if (server !== '') return { server };
    return this.#shelfOf.has(stream) ? 'here' : 'nowhere';
  }

  /** Begins anew, with none of the streams. */
  drop(): void {
    void this.#release();
    for (const stream of this.streams) this.forget(stream);
    this.#own = newShelf();
    this.#held.add(this.#own);
  }

  async close(): Promise<void> {
    clearInterval(this.#renewals);
    await this.#release();
  }

  /** Whoever is asked for something of them takes them at once. */
  async #release(): Promise<void> {
    const { link, server } = this.#options;
    const all = [...this.#held];
    this.#held.clear();
    await Promise.allSettled(all.map((shelf) => link.ask('EVAL', RELEASE, '1', leaseKey(shelf), server.id)));
  }

  #take(shelf: string): Promise<string> {
    const taking = this.#taking.get(shelf);
    if (taking !== undefined) return taking;
    if (this.#held.has(shelf)) return Promise.resolve('');
    const taken = this.#takeNow(shelf).finally(() => this.#taking.delete(shelf));
    this.#taking.set(shelf, taken);
    return taken;
  }

  async #takeNow(shelf: string): Promise<string> {
    const { link, took, lost } = this.#options;
    const { losses } = link;
    const owner = await this.#hold(shelf);
    if (owner !== '') return owner;
    const names = (await link.ask('SMEMBERS', shelfKey(shelf))) as readonly string[];
    const are = await Promise.all(names.map((name) => link.ask('EXISTS', streamKey(name))));
    // Some may have lapsed.
    const streams = names.filter((_, i) => are[i] === 1);
    if (streams.length === 0) {
      await this.#discard(shelf);
      return '';
    }
    // Without an answer it is not known on which shelf they are.
    const own = await this.#move(shelf, streams).catch(() => null);
    if (own !== null) {
      this.#held.add(shelf);
      for (const name of streams) {
        this.#shelfOf.set(name, own);
        this.#arriving.set(name, shelf);
      }
      await took(streams).finally(() => {
        for (const name of streams) this.#arriving.delete(name);
      });
      if (link.losses === losses) return '';
    }
    // Perhaps not all was read, and a part must not be written.
    lost();
    throw new Error('Redis was lost meanwhile');
  }

  /**
   * Puts streams on this server's own shelf, so that whatever it adds to them becomes another's together with them. The old shelf
   * stays its, so that a server that has slept finds that it has lost it.
   */
  async #move(from: string, streams: readonly string[]): Promise<string> {
    const { link, server } = this.#options;
    const { leaseMs, streamLastsMs } = SERVER_LIMITS;
    const own = this.#own;
    const keys = [leaseKey(from), leaseKey(own), shelfKey(from), shelfKey(own), SHELVES];
    const times = [String(leaseMs), String(streamLastsMs)];
    const args = [server.id, server.name, ...times, from, own, placeKey(''), ...streams];
    await link.ask('EVAL', MOVE, String(keys.length), ...keys, ...args);
    return own;
  }

  async #discard(shelf: string): Promise<void> {
    const { link, server } = this.#options;
    await link.ask('SREM', SHELVES, shelf);
    await link.ask('DEL', shelfKey(shelf));
    await link.ask('EVAL', RELEASE, '1', leaseKey(shelf), server.id);
  }

  async #hold(shelf: string): Promise<string> {
    return (await this.#options.link.ask(...this.#words(shelf))) as string;
  }

  #words(shelf: string): string[] {
    const { id, name } = this.#options.server;
    const { leaseMs, silentMs } = SERVER_LIMITS;
    return ['EVAL', HOLD, '1', leaseKey(shelf), id, name, String(leaseMs), String(silentMs), channelOf('')];
  }

  /** Streams last as long as somebody has use for them. */
  #refresh(): void {
    const nowMs = performance.now();
    if (nowMs - this.#refreshedAtMs < SERVER_LIMITS.streamsRefreshedEveryMs) return;
    this.#refreshedAtMs = nowMs;
    const lasts = String(SERVER_LIMITS.streamLastsMs);
    for (const key of this.#inUse) this.#options.link.ask('PEXPIRE', key, lasts).catch(() => {});
  }
}

function newShelf(): string {
  return randomBytes(12).toString('base64url');
}
