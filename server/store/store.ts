import type { Post } from './post.ts';

/**
 * Streams of entries that outlive the server. A stream is an append-only row of entries under a name, and an entry is
 * a JSON value. `test/server/store-contract.ts` is what every store must do.
 */
export interface Store {
  /** Returns the names of all streams that are this server's. */
  list(): Promise<readonly string[]>;
  /**
   * Reads a stream from its beginning, in batches, between which others have their turn. It ends before the first
   * entry that cannot be read. A stream that is not there has no entries.
   */
  read(stream: string): AsyncIterable<readonly unknown[]>;
  /**
   * Appends entries, each as JSON, to a stream that this store has read or replaced. Throws if they cannot be kept, or if
   * earlier ones could not. The end of the stream is then unknown, and its owner replaces it.
   */
  append(stream: string, entries: readonly string[]): void;
  /** Makes these the stream's entries, also of a new stream: all of them, or those that it had. Throws as append does. */
  replace(stream: string, entries: Iterable<string>): void;
  /** Removes a stream, if it is there. Never throws. */
  remove(stream: string): void;
  /** Something that was handed over is not kept yet, or waits for that. */
  readonly isBehind: boolean;
  /**
   * Calls `then` once everything is kept that was handed over, or is known not to be: at once where the store is not behind.
   * Such calls keep their order.
   */
  whenKept(then: () => void): void;
  /** The store is for several servers. Null if it is for one, whose streams are all that there are. */
  readonly shared: SharedStore | null;
  /** Resolves when everything is kept that was handed over. */
  flush(): Promise<void>;
  /** Flushes. The store is no longer used by this server, and drops what it is still given. */
  close(): Promise<void>;
}

/** The server to which a stream belongs, if there is such a stream. */
export type Owner = 'here' | 'nowhere' | { readonly server: string };

/** A store that several servers use. A stream belongs to one of them at a time. */
export interface SharedStore {
  readonly post: Post;
  /** Streams of a server that has ended become this one's. Rejects if the owner is not known. */
  ownerOf(stream: string): Promise<Owner>;
  /** Reads a stream as `read` does, also one that is another server's: as far as it goes at present. */
  peek(stream: string): AsyncIterable<readonly unknown[]>;
  /** Resolves with this text, or with the one that another server has given for the same name. */
  agreedOn(name: string, text: string): Promise<string>;
  /** Takes the streams of servers that have ended. */
  takeFree(): Promise<void>;
  /** Called with streams that have become this server's. They can be read once it resolves. */
  took: (streams: readonly string[]) => Promise<void>;
  /** Called when this server's streams have become another's: it must let go of all that they are about. */
  lost: () => void;
}
