import { setImmediate as othersTurn } from 'node:timers/promises';
import { LIMITS } from '../../shared/limits.ts';
import { SERVER_LIMITS } from '../limits.ts';
import { type LinkOptions, RedisLink } from './redis-link.ts';
import type { Store } from './store.ts';

const PREFIX = 'socketscope:stream:';
/** So many pieces of a stream are read at once. */
const PIECES = 64;
const WHOLE = 'whole';
const TORN = 'TORN';

/**
 * Writes pieces to a stream (KEYS[1]). ARGV[1] is the number of pieces that it has, or `whole` if the pieces replace them.
 * Redis carries a script out whole, or refuses its first write.
 */
const WRITE = `
local whole = ARGV[1] == '${WHOLE}'
if not whole and redis.call('XLEN', KEYS[1]) ~= tonumber(ARGV[1]) then return redis.error_reply('${TORN} it has other pieces') end
for i = 2, #ARGV do redis.call('XADD', KEYS[1], '*', 'e', ARGV[i]) end
if whole then redis.call('XTRIM', KEYS[1], 'MAXLEN', #ARGV - 1) end
return 0`;

/**
 * Keeps each stream as one of Redis. Its pieces are entries as JSON, one a line. `append` and `replace` return before Redis
 * has them: what must not be told before waits (`whenKept`). Redis says what a power cut may lose (`appendfsync`).
 */
export class RedisStore implements Store {
  readonly #link: RedisLink;
  readonly #say: LinkOptions['say'];
  /** The number of pieces of each stream that can be appended to. The others must be replaced first. */
  readonly #pieces = new Map<string, number>();
  /** The streams that must be removed once Redis is there again. */
  readonly #removed = new Set<string>();
  #isClosed = false;

  private constructor(options: LinkOptions) {
    this.#say = options.say;
    this.#link = new RedisLink({
      ...options,
      changed: () => {
        // It may have lost what it was given last, or everything.
        this.#pieces.clear();
        if (this.#link.isReady) for (const stream of this.#removed) this.remove(stream);
        options.changed();
      },
    });
  }

  /** Resolves also where there is no Redis at the moment: it is tried again and again. */
  static async open(options: LinkOptions): Promise<RedisStore> {
    const store = new RedisStore(options);
    await store.#link.open();
    await store.#warn();
    return store;
  }

  get isBehind(): boolean {
    return this.#link.isBehind;
  }

  whenKept(then: () => void): void {
    this.#link.afterWrites(then);
  }

  async list(): Promise<readonly string[]> {
    const names = new Set<string>();
    let cursor = '0';
    do {
      const [next, keys] = (await this.#link.ask('SCAN', cursor, 'MATCH', `${PREFIX}*`, 'COUNT', '1000')) as [
        string,
        string[],
      ];
      for (const key of keys) names.add(key.slice(PREFIX.length));
      cursor = next;
    } while (cursor !== '0');
    return [...names];
  }

  async *read(stream: string): AsyncIterable<readonly unknown[]> {
    let from = '-';
    let pieces = 0;
    for (;;) {
      const read = (await this.#link.ask(
        'XRANGE',
        PREFIX + stream,
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
        return;
      }
      if (read.length < PIECES) break;
      from = `(${read.at(-1)![0]}`;
    }
    if (pieces > 0) this.#pieces.set(stream, pieces);
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
    if (this.#isClosed) return;
    this.#pieces.delete(stream);
    this.#removed.delete(stream);
    const removed = (error: Error | null): unknown => error && this.#removed.add(stream);
    if (this.#link.isReady) this.#link.write(['DEL', PREFIX + stream], removed);
    else this.#removed.add(stream);
  }

  flush(): Promise<void> {
    return new Promise((resolve) => this.whenKept(resolve));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.flush();
    this.#link.close();
  }

  /** `pieces` is the number that the stream has then. */
  #write(stream: string, words: readonly string[], pieces: number): void {
    this.#removed.delete(stream);
    this.#pieces.set(stream, pieces);
    this.#link.write(['EVAL', WRITE, '1', PREFIX + stream, ...words], (error) => {
      if (error === null) return this.#link.worked();
      this.#pieces.delete(stream);
      // The reason was said if the connection was lost, or if the write before it has failed.
      if (this.#link.isReady && !error.message.startsWith(TORN)) this.#link.troubled(error);
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
