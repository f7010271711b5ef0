import * as v from 'valibot';
import { countSchema, idSchema } from '../../shared/schema.ts';
import { SERVER_LIMITS } from '../limits.ts';
import { hashOf, isSecret } from '../rooms/secrets.ts';
import type { Store } from '../store/store.ts';
import {
  classOfStream,
  isOfClass,
  streamOfClass,
  streamOfHands,
  streamOfOwnLabs,
  streamOfVotes,
} from '../store/streams.ts';
import { type HandEntry, handEntrySchema, HandRegister } from './hands/hand-register.ts';
import { KeptFold } from './kept-fold.ts';
import {
  type Entry as OwnLabEntry,
  entrySchema as ownLabEntrySchema,
  Register,
} from './own-labs/register.ts';
import { Ballot, type Entry as BallotEntry, entrySchema } from './votes/ballot.ts';

/** All that is kept of a class. */
const STREAMS = [streamOfClass, streamOfVotes, streamOfHands, streamOfOwnLabs];

/** A class as it is kept. Its stream has one such entry for each room that it was in, and the last one counts. */
const classSchema = v.strictObject({
  is: v.literal('class'),
  code: idSchema,
  tokenHash: idSchema,
  /** The hashes of further secrets. */
  moreHashes: v.exactOptional(v.array(idSchema)),
  /** The hash of the second presenter's secret, and the number of their device; and who leads. */
  second: v.exactOptional(v.strictObject({ hash: idSchema, n: countSchema })),
  leads: v.exactOptional(v.literal('second')),
  isPaced: v.exactOptional(v.literal(true)),
  room: idSchema,
  lesson: idSchema,
  /** In ms since 1970. Classes that were kept by an older version have none. */
  beganAt: v.exactOptional(countSchema),
});
export interface SecondPresenter {
  readonly hash: string;
  /** The number of their device among those of followers. */
  readonly n: number;
}

export interface KeptClass {
  readonly code: string;
  /** The hashes of its secrets, the oldest first. */
  readonly hashes: readonly string[];
  readonly room: string;
  readonly lesson: string;
  readonly beganAt?: number;
  readonly second?: SecondPresenter;
  readonly leads?: 'second';
  readonly isPaced?: true;
}

export type KeptVotes = KeptFold<BallotEntry, Ballot>;
export type KeptHands = KeptFold<HandEntry, HandRegister>;
export type KeptOwnLabs = KeptFold<OwnLabEntry, Register>;

/** Writes classes into the store, and reads those that a server before this one has left there. */
export class KeptClasses {
  readonly #store: Store;
  /** The number of entries in the streams that are as they should be. */
  readonly #written = new Map<string, number>();
  /** All classes, as they are. */
  readonly #classes = new Map<string, KeptClass>();
  readonly #nowMs: () => number;
  /** The classes that cannot be read, and since when this server knows. */
  readonly #unreadable = new Map<string, number>();

  constructor(store: Store, nowMs: () => number) {
    this.#store = store;
    this.#nowMs = nowMs;
  }

  /** Never throws. A class that cannot be written is tried again with the next sweep. */
  keep(kept: KeptClass): void {
    const stream = streamOfClass(kept.code);
    this.#classes.set(kept.code, kept);
    // A new class may have got the same code.
    this.#unreadable.delete(kept.code);
    const entry = entryOf(kept);
    const written = this.#written.get(kept.code) ?? 0;
    try {
      // A stream that is too long stands for the new one until that is on the disk, so that it must have the entry too.
      if (written > 0) this.#store.append(stream, [entry]);
      const isWhole = written > 0 && written < SERVER_LIMITS.keptEntriesOfClass;
      if (!isWhole) this.#store.replace(stream, [entry]);
      this.#written.set(kept.code, isWhole ? written + 1 : 1);
    } catch {
      this.#written.delete(kept.code);
      // A file that ends within a line takes no entry, but can be replaced.
      if (written > 0) this.keep(kept);
    }
  }

  /** The questions of a class. */
  votesOf(code: string): KeptVotes {
    return new KeptFold({
      store: this.#store,
      stream: streamOfVotes(code),
      schema: entrySchema,
      blank: () => new Ballot(),
      // A closed question has no voters any more.
      forgets: ({ is }) => is === 'closed',
    });
  }

  /** The hands of its followers. */
  handsOf(code: string): KeptHands {
    return new KeptFold({
      store: this.#store,
      stream: streamOfHands(code),
      schema: handEntrySchema,
      blank: () => new HandRegister(),
    });
  }

  /** The labs of its followers' own. */
  ownLabsOf(code: string): KeptOwnLabs {
    return new KeptFold({
      store: this.#store,
      stream: streamOfOwnLabs(code),
      schema: ownLabEntrySchema,
      blank: () => new Register(),
      forgets: ({ is }) => is === 'ended',
    });
  }

  remove(code: string): void {
    this.#written.delete(code);
    this.#classes.delete(code);
    this.#store.remove(streamOfClass(code));
  }

  /** Writes again what could not be written, and what the store has lost. Removes what nobody could read for long. */
  sweep(): void {
    for (const kept of this.#classes.values()) if (!this.#isKept(kept.code)) this.keep(kept);
    for (const [code, sinceMs] of this.#unreadable)
      if (this.#nowMs() - sinceMs > SERVER_LIMITS.classGraceMs) {
        this.#unreadable.delete(code);
        for (const streamOf of STREAMS) this.#store.remove(streamOf(code));
      }
  }

  #isKept(code: string): boolean {
    try {
      this.#store.append(streamOfClass(code), []);
      return this.#written.has(code);
    } catch {
      this.#written.delete(code);
      return false;
    }
  }

  /** Reads the classes among these streams, and leaves out what cannot be read. Never rejects. */
  async read(streams: readonly string[]): Promise<readonly KeptClass[]> {
    const ofClasses = streams.filter(isOfClass);
    const all = await Promise.all(ofClasses.map((stream) => this.#last(stream).catch(() => null)));
    const read = all.filter((kept) => kept !== null);
    const codes = ofClasses.map((stream) => stream.slice(streamOfClass('').length));
    for (const [i, code] of codes.entries()) if (all[i] === null) this.#leaveOut(code);
    const known = new Set(codes);
    // A server that was killed while it ended a class may have left what belongs to it.
    for (const stream of streams) {
      const code = classOfStream(stream);
      if (code !== null && !known.has(code)) this.#store.remove(stream);
    }
    return read;
  }

  /** Somebody may want to mend it. A store that other servers use, too, lets its streams go by themselves. */
  #leaveOut(code: string): void {
    if (this.#store.shared !== null) return;
    this.#unreadable.set(code, this.#nowMs());
    const hours = SERVER_LIMITS.classGraceMs / 3_600_000;
    process.stderr.write(
      `socketscope: the kept class ${code} cannot be read: it is left out, and removed in ${hours} hours.\n`,
    );
  }

  /** Says whether a class, also of another server, has this secret. Rejects if that is not known. */
  async isTrue({ code, token }: { readonly code: string; readonly token: string }): Promise<boolean> {
    const { shared } = this.#store;
    const stream = streamOfClass(code);
    const { last } = shared === null ? { last: null } : await lastIn(shared.peek(stream), stream);
    const hash = hashOf(token);
    return [...(last?.hashes ?? []), last?.second?.hash ?? ''].some((one) => isSecret(hash, one));
  }

  async #last(stream: string): Promise<KeptClass | null> {
    const { last, written } = await lastIn(this.#store.read(stream), stream);
    // An entry that is appended is there at once, and a stream that is replaced only when it is on the disk.
    if (last !== null) {
      this.#written.set(last.code, written);
      this.#classes.set(last.code, last);
    }
    return last;
  }
}

/** The class as its stream says it last, and the number of entries that say it. */
async function lastIn(
  batches: AsyncIterable<readonly unknown[]>,
  stream: string,
): Promise<{ readonly last: KeptClass | null; readonly written: number }> {
  let last: KeptClass | null = null;
  let written = 0;
  for await (const entries of batches)
    for (const entry of entries) {
      const { success, output } = v.safeParse(classSchema, entry);
      if (!success || streamOfClass(output.code) !== stream) continue;
      const { is: _, tokenHash, moreHashes = [], ...kept } = output;
      last = { ...kept, hashes: [tokenHash, ...moreHashes] };
      written += 1;
    }
  return { last, written };
}

function entryOf({ hashes: [tokenHash = '', ...moreHashes], ...kept }: KeptClass): string {
  const entry = { is: 'class', ...kept, tokenHash, ...(moreHashes.length > 0 && { moreHashes }) } as const;
  return JSON.stringify(entry satisfies v.InferOutput<typeof classSchema>);
}
