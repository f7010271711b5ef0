import type { Family } from '../../../shared/tcp/address.ts';

/** What a program has open: its own number, counted as in a process of its own, and the lab host's. */
export interface OpenFile {
  readonly fd: number;
  readonly realFd: number;
  readonly socket: string;
  readonly family: Family;
}

/** 0, 1 and 2 are the standard streams. */
const FIRST_FD = 3;

/** A program's table of open files: a new one gets the lowest free number, as POSIX has it (open(2)). */
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
