import type { Family } from '../../../shared/tcp/address.ts';

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

  open(realFd: number, socket: string, family: Family): OpenFile {
    let fd = FIRST_FD;
    while (this.#files.has(fd)) fd += 1;
    const file = { fd, realFd, socket, family };
    this.#files.set(fd, file);
    return file;
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
