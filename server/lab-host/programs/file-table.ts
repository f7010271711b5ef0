import type { Family } from '../../../shared/tcp/address.ts';
import type { PythonSocket } from '../python/values.ts';

/**
 * A program's open file: its number in the program, counted as in a process of its own, and the lab host's
 * number.
 */
export interface OpenFile {
  readonly fd: number;
  readonly realFd: number;
  readonly socket: string;
  readonly family: Family;
}

/** The numbers 0, 1 and 2 are the standard streams. */
const FIRST_FD = 3;

/** A program's table of open files. A new file gets the lowest free number, as POSIX demands (open(2)). */
export class FileTable {
  readonly #files = new Map<number, OpenFile>();
  readonly #objects = new Set<PythonSocket>();
  /** Since the last search for lost sockets one was made, or something was dropped. */
  #isDue = false;

  open(realFd: number, socket: string, family: Family): OpenFile {
    let fd = FIRST_FD;
    while (this.#files.has(fd)) fd += 1;
    const file = { fd, realFd, socket, family };
    this.#files.set(fd, file);
    return file;
  }

  /** Keeps the program's object of an open socket. */
  keep(object: PythonSocket): void {
    this.#objects.add(object);
    this.#isDue = true;
  }

  /** Remembers that something may have been the last that referred to a socket. */
  dropped(): void {
    this.#isDue = true;
  }

  /** Returns the objects of open sockets for a search; null if none can have been lost since the last one. */
  objects(): readonly PythonSocket[] | null {
    if (!this.#isDue) return null;
    this.#isDue = false;
    for (const object of this.#objects) if (object.fd < 0) this.#objects.delete(object);
    return this.#objects.size === 0 ? null : [...this.#objects];
  }

  get(fd: number): OpenFile | null {
    return this.#files.get(fd) ?? null;
  }

  remove(fd: number): void {
    this.#files.delete(fd);
  }

  all(): OpenFile[] {
    return [...this.#files.values()];
  }
}
