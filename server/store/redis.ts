import { setImmediate as othersTurn } from 'node:timers/promises';
import { LIMITS } from '../../shared/limits.ts';
import { SERVER_LIMITS } from '../limits.ts';
import { type LinkOptions, RedisLink } from './redis-link.ts';
import { leaseKey, placeKey, secretKey, shelfKey, SHELVES, streamKey } from './redis-keys.ts';
import { RedisPost } from './redis-post.ts';
import { LOST, REMOVE, TORN, WHOLE, WRITE } from './redis-scripts.ts';
import { Shelves } from './redis-shelves.ts';
import type { Owner, SharedStore, Store } from './store.ts';

/** So many pieces of a stream are read at once. */
const PIECES = 64;

/**
 * Keeps each stream as one of Redis. Its pieces are entries as JSON, one a line. `append` and `replace` return before Redis
 * has them: what must not be told before waits (`whenKept`). Redis says what a power cut may lose (`appendfsync`).
 */
export class RedisStore implements Store, SharedStore {
  readonly post: RedisPost;
  took: SharedStore['took'] = async () => {};
  lost = (): void => {};
  readonly #link: RedisLink;
  readonly #shelves: Shelves;
  readonly #say: LinkOptions['say'];
  /** The number of pieces of each stream that can be appended to. The others must be replaced first. */
  readonly #pieces = new Map<string, number>();
  /** The streams that must be removed once Redis is there again, and their shelves. */
  readonly #removed = new Map<string, string>();
  #isClosed = false;

  private constructor(options: LinkOptions) {
    this.#say = options.say;
    const link = new RedisLink({ ...options, changed: () => this.#changed(options.changed) });
    this.#link = link;
    this.post = new RedisPost(options.url, link);
    this.#shelves = new Shelves({
      link,
      server: this.post,
      took: (streams) => this.took(streams),
      lost: () => this.#lost(),
    });
  }

  /** Resolves also where there is no Redis at the moment: it is tried again and again. */
  static async open(options: LinkOptions): Promise<RedisStore> {
    const store = new RedisStore(options);
    await Promise.all([store.#link.open(), store.post.open()]);
    await store.#warn();
    return store;
  }

  get shared(): SharedStore {
    return this;
  }

  takeFree(): Promise<void> {
    return this.#shelves.takeFree();
  }

  ownerOf(stream: string): Promise<Owner> {
    return this.#shelves.ownerOf(stream);
  }

  async agreedOn(name: string, text: string): Promise<string> {
    const words = ['NX', 'GET', 'PX', String(SERVER_LIMITS.streamLastsMs)];
    const before = await this.#link.ask('SET', secretKey(name), text, ...words);
    this.#shelves.use(secretKey(name));
    return (before as string | null) ?? text;
  }

  get isBehind(): boolean {
    return this.#link.isBehind;
  }

  whenKept(then: () => void): void {
    this.#link.afterWrites(then);
  }

  list(): Promise<readonly string[]> {
    return Promise.resolve(this.#shelves.streams);
  }

  async *read(stream: string): AsyncIterable<readonly unknown[]> {
    if (!this.#shelves.has(stream)) return;
    this.#shelves.of(stream);
    const pieces = yield* this.peek(stream);
    if (pieces > 0) this.#pieces.set(stream, pieces);
  }

  /** Returns the number of its pieces, and 0 if they cannot all be read. */
  async *peek(stream: string): AsyncGenerator<readonly unknown[], number> {
    let from = '-';
    let pieces = 0;
    for (;;) {
      const read = (await this.#link.ask(
        'XRANGE',
        streamKey(stream),
        from,
        '+',
        'COUNT',
        String(PIECES),
      )) as readonly (readonly [string, readonly string[]])[];
      for (const [, [, piece = '']] of read) {
        pieces += 1;
        const { entries, isWhole } = entriesOf(piece);
        for (let i = 0; i < entries.length; i += LIMITS.eventsPerBatch) {
          yield entries.slice(i, i + LIMITS.eventsPerBatch);
          await othersTurn();
        }
        if (isWhole) continue;
        this.#say(`${this.#link.name} is damaged in ${stream}: what stands before it is read.`);
        return 0;
      }
      if (read.length < PIECES) break;
      from = `(${read.at(-1)![0]}`;
    }
    return pieces;
  }

  append(stream: string, entries: readonly string[]): void {
    if (this.#isClosed) return;
    const pieces = this.#pieces.get(stream);
    if (pieces === undefined) throw new Error(`${stream} is not known to be whole`);
    if (entries.length > 0) this.#write(stream, [String(pieces), entries.join('\n')], pieces + 1);
  }

  replace(stream: string, entries: Iterable<string>): void {
    if (this.#isClosed) return;
    if (!this.#link.isReady) throw new Error(`there is no connection to ${this.#link.name}`);
    const pieces = piecesOf(entries);
    this.#write(stream, [WHOLE, ...pieces], pieces.length);
  }

  remove(stream: string): void {
    if (this.#isClosed || !this.#shelves.has(stream)) return;
    const shelf = this.#shelves.of(stream);
    this.#shelves.forget(stream);
    this.#pieces.delete(stream);
    this.#removeFrom(shelf, stream);
  }

  #removeFrom(shelf: string, stream: string): void {
    this.#removed.set(stream, shelf);
    if (!this.#link.isReady) return;
    const keys = [leaseKey(shelf), streamKey(stream), placeKey(stream), shelfKey(shelf)];
    this.#link.write(['EVAL', REMOVE, '4', ...keys, this.post.id, stream, shelf], (error) => {
      if (error === null || error.message.startsWith(LOST)) this.#removed.delete(stream);
    });
  }

  flush(): Promise<void> {
    return new Promise((resolve) => this.whenKept(resolve));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.flush();
    await this.#shelves.close();
    this.post.close();
    this.#link.close();
  }

  #changed(changed: () => void): void {
    // It may have lost what it was given last, or everything.
    this.#pieces.clear();
    if (!this.#link.isReady) this.post.cut();
    else {
      this.#shelves.renew();
      for (const [stream, shelf] of this.#removed) this.#removeFrom(shelf, stream);
    }
    changed();
  }

  /** Another server has what was this one's, or will have it. */
  #lost(): void {
    this.#say('The rooms of this server are given to another, and it begins anew.');
    // Nothing is removed that is another's now.
    this.#isClosed = true;
    this.lost();
    this.#isClosed = false;
    this.#shelves.drop();
    this.#pieces.clear();
    this.#removed.clear();
    this.post.cut();
  }

  /** `pieces` is the number that the stream has then. */
  #write(stream: string, words: readonly string[], pieces: number): void {
    this.#removed.delete(stream);
    this.#pieces.set(stream, pieces);
    const shelf = this.#shelves.of(stream);
    const keys = [leaseKey(shelf), streamKey(stream), placeKey(stream), shelfKey(shelf), SHELVES];
    const { id, name } = this.post;
    const { leaseMs, streamLastsMs } = SERVER_LIMITS;
    const args = [id, name, String(leaseMs), String(streamLastsMs), shelf, stream];
    this.#link.write(['EVAL', WRITE, String(keys.length), ...keys, ...args, ...words], (error) => {
      if (error === null) return this.#link.worked();
      this.#pieces.delete(stream);
      if (!this.#shelves.holds(shelf)) return;
      if (error.message.startsWith(LOST)) this.#lost();
      // The reason was said if the connection was lost, or if the write before it has failed.
      else if (this.#link.isReady && !error.message.startsWith(TORN)) this.#link.troubled(error);
    });
  }

  /** Says if a Redis that ends loses what it was given. */
  async #warn(): Promise<void> {
    const persistence = await this.#link.ask('INFO', 'persistence').catch(() => '');
    if (String(persistence).includes('aof_enabled:0'))
      this.#say(
        `${this.#link.name} has no append-only file: if it ends, rooms may be lost (appendonly yes keeps them).`,
      );
  }
}

function piecesOf(lines: Iterable<string>): string[] {
  const pieces: string[] = [];
  let piece: string[] = [];
  let length = 0;
  for (const line of lines) {
    if (length > SERVER_LIMITS.batchBytes) {
      pieces.push(piece.join('\n'));
      piece = [];
      length = 0;
    }
    piece.push(line);
    length += line.length;
  }
  // A stream without entries is there, too.
  return [...pieces, piece.join('\n')];
}

/** The entries of a piece, as far as they can be read. */
function entriesOf(piece: string): { entries: unknown[]; isWhole: boolean } {
  const entries: unknown[] = [];
  if (piece === '') return { entries, isWhole: true };
  for (const line of piece.split('\n'))
    try {
      entries.push(JSON.parse(line));
    } catch {
      return { entries, isWhole: false };
    }
  return { entries, isWhole: true };
}
