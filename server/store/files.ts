import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { LIMITS } from '../../shared/limits.ts';
import { SERVER_LIMITS } from '../limits.ts';
import { appendLines, sync, writeLines } from './disk.ts';
import { lockedBy } from './lock.ts';
import type { Store } from './store.ts';

const ENDING = '.ndjson';
const STREAM = /^([A-Za-z0-9_-]{1,64})\.ndjson$/;

/** Says a sentence to whoever runs the server. */
type Say = (sentence: string) => void;

/**
 * Keeps each stream in a file of its own: NDJSON, one entry a line. An entry is in the kernel's page cache when `append`
 * returns, so that a killed server loses nothing. It is on the disk within about a second, so that a power cut may
 * lose that second. A last line that was not written to its end is not read.
 */
export class FileStore implements Store {
  readonly #folder: string;
  readonly #say: Say;
  /** The folder is there, and this server has its lock. */
  #isOpen = false;
  #isClosed = false;
  /** The reason, as it was said last, why nothing can be written; empty while it can. */
  #trouble = '';
  /** The streams whose files lack something or end within a line, and why. Nothing may be appended to them. */
  readonly #broken = new Map<string, Error>();
  /** The new file of a stream that is being replaced, until it is on the disk. Both files are appended to. */
  readonly #replacing = new Map<string, { readonly file: string }>();
  /** The streams that are not on the disk whole. */
  readonly #unsynced = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #syncing: Promise<void> = Promise.resolve();

  private constructor(folder: string, say: Say) {
    this.#folder = folder;
    this.#say = say;
  }

  /**
   * Returns the store in this folder, or null if another server uses it. A folder that cannot be written to now is
   * tried again whenever there is something to write.
   */
  static open(folder: string, say: Say): FileStore | null {
    const store = new FileStore(folder, say);
    try {
      store.#open();
    } catch (error) {
      if (error instanceof InUse) {
        say(`${error.message}: nothing is kept by this one.`);
        return null;
      }
      store.#troubled(error);
    }
    return store;
  }

  async list(): Promise<readonly string[]> {
    const names = await readdir(this.#folder).catch(() => []);
    return names.flatMap((name) => STREAM.exec(name)?.[1] ?? []);
  }

  async *read(stream: string): AsyncIterable<readonly unknown[]> {
    if (this.#replacing.has(stream)) await this.flush();
    const bytes = await this.#bytesOf(stream);
    let entries: unknown[] = [];
    let from = 0;
    for (let line = 1, to = bytes.indexOf('\n'); to >= 0; line += 1, to = bytes.indexOf('\n', from)) {
      try {
        entries.push(JSON.parse(bytes.toString('utf8', from, to)));
      } catch {
        this.#say(`${this.#file(stream)} is damaged at line ${line}: what stands before it is read.`);
        break;
      }
      from = to + 1;
      if (entries.length < LIMITS.eventsPerBatch) continue;
      yield entries;
      entries = [];
      await othersTurn();
    }
    if (from < bytes.length) this.#broken.set(stream, new Error('the file is damaged'));
    if (entries.length > 0) yield entries;
  }

  append(stream: string, entries: readonly string[]): void {
    if (this.#isClosed) return;
    this.#try(() => {
      const broken = this.#broken.get(stream);
      if (broken !== undefined) throw broken;
      if (entries.length === 0) return;
      const file = this.#file(stream);
      const { file: next } = this.#replacing.get(stream) ?? {};
      try {
        appendLines(file, entries);
        if (next !== undefined) appendLines(next, entries);
      } catch (error) {
        this.#broken.set(stream, error as Error);
        throw error;
      }
      this.#syncSoon(stream);
    });
  }

  replace(stream: string, entries: Iterable<string>): void {
    if (this.#isClosed) return;
    this.#try(() => {
      this.#open();
      const file = this.#file(stream);
      const next = `${file}.new`;
      try {
        writeLines(next, entries);
      } catch (error) {
        this.#broken.set(stream, error as Error);
        throw error;
      }
      const isWhole = existsSync(file) && !this.#broken.has(stream);
      if (isWhole) this.#replacing.set(stream, { file: next });
      else {
        renameSync(next, file);
        this.#replacing.delete(stream);
        this.#broken.delete(stream);
      }
      this.#syncSoon(stream);
    });
  }

  remove(stream: string): void {
    if (this.#isClosed) return;
    const file = this.#file(stream);
    try {
      // The files may be another server's.
      this.#open();
      for (const one of [`${file}.new`, file]) rmSync(one, { force: true });
    } catch (error) {
      this.#troubled(error);
    }
    this.#replacing.delete(stream);
    this.#unsynced.delete(stream);
    this.#broken.delete(stream);
  }

  readonly shared = null;
  /** The kernel has an entry when `append` returns. */
  readonly isBehind = false;

  whenKept(then: () => void): void {
    then();
  }

  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#syncing = this.#syncing.then(() => this.#sync());
    return this.#syncing;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.flush();
    if (this.#isOpen) rmSync(this.#lockFile, { force: true });
  }

  get #lockFile(): string {
    return join(this.#folder, 'lock');
  }

  #file(stream: string): string {
    return join(this.#folder, stream + ENDING);
  }

  #open(): void {
    if (this.#isOpen) return;
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const owner = lockedBy(this.#lockFile);
    if (owner !== null) throw new InUse(`${this.#folder} is used by another server (process ${owner})`);
    // A server that was killed while it replaced a file leaves the new one, which the old one stands for.
    for (const name of readdirSync(this.#folder))
      if (name.endsWith(`${ENDING}.new`)) rmSync(join(this.#folder, name), { force: true });
    this.#isOpen = true;
  }

  /** Says once that nothing can be written, and once that it can be again. */
  #try(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.#troubled(error);
      throw error;
    }
    if (this.#trouble !== '') this.#say(`Rooms are kept in ${this.#folder} again.`);
    this.#trouble = '';
  }

  #troubled(error: unknown): void {
    const trouble = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    if (trouble !== this.#trouble) this.#say(`Rooms are not kept in ${this.#folder}: ${trouble}.`);
    this.#trouble = trouble;
  }

  async #bytesOf(stream: string): Promise<Buffer> {
    const file = this.#file(stream);
    try {
      const { size } = await stat(file);
      if (size <= SERVER_LIMITS.keptRoomBytes) return await readFile(file);
      this.#say(`${file} is longer than ${SERVER_LIMITS.keptRoomBytes} bytes: it is not read.`);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT') this.#say(`${file} cannot be read: ${code}.`);
    }
    return Buffer.alloc(0);
  }

  #syncSoon(stream: string): void {
    this.#unsynced.add(stream);
    this.#timer ??= setTimeout(() => void this.flush(), SERVER_LIMITS.syncEveryMs).unref();
  }

  /** Asks for one file at a time, so that a slow disk holds up one thread of Node's, and not all four. */
  async #sync(): Promise<void> {
    const streams = [...this.#unsynced];
    this.#unsynced.clear();
    for (const stream of streams) {
      // It may have been replaced since the one before it was synced.
      const replaced = this.#replacing.get(stream);
      try {
        await sync(replaced?.file ?? this.#file(stream));
        if (replaced === undefined || replaced !== this.#replacing.get(stream)) continue;
        renameSync(replaced.file, this.#file(stream));
        this.#replacing.delete(stream);
      } catch (error) {
        // A stream that was removed meanwhile has no file, and needs none.
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.#broken.set(stream, error as Error);
      }
    }
    // The names of new files are in the folder, which is a file of its own.
    if (streams.length > 0) await sync(this.#folder).catch(() => {});
  }
}

class InUse extends Error {}
