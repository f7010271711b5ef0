import { open } from '../libc/files.ts';
import { O_RDWR } from '../libc/constants.ts';
import { success, type Result } from '../libc/result.ts';
import { close, dup3, shutdown } from '../libc/socket-calls.ts';

/** A placeholder is an open file on this device. */
const NOWHERE = '/dev/null';

interface InFlight {
  calls: number;
  /** A second number of the same socket. It is set once the first number was given up during a call. */
  spare: number | null;
}

/**
 * Closes a file on which another thread of the program may be in a call. The kernel lets that call go on and
 * frees the number at once, so that another lab of this process could get it. A placeholder therefore keeps
 * the number until the call has returned.
 */
export class Closing {
  readonly #inFlight = new Map<number, InFlight>();

  begin(realFd: number): void {
    const before = this.#inFlight.get(realFd);
    if (before === undefined) this.#inFlight.set(realFd, { calls: 1, spare: null });
    else before.calls += 1;
  }

  end(realFd: number): void {
    const entry = this.#inFlight.get(realFd);
    if (entry === undefined) return;
    entry.calls -= 1;
    if (entry.calls > 0) return;
    this.#inFlight.delete(realFd);
    if (entry.spare === null) return;
    close(entry.spare);
    close(realFd);
  }

  close(realFd: number): Result<number> {
    const entry = this.#inFlight.get(realFd);
    if (entry === undefined) return close(realFd);
    const placeholder = open(NOWHERE, O_RDWR);
    if (!placeholder.ok) return placeholder;
    const spare = open(NOWHERE, O_RDWR);
    if (!spare.ok) {
      close(placeholder.value);
      return spare;
    }
    // The socket gets the spare number as a second one, because the call keeps it open until it returns.
    dup3(realFd, spare.value);
    entry.spare = spare.value;
    const closed = dup3(placeholder.value, realFd);
    close(placeholder.value);
    return closed.ok ? success(0) : closed;
  }

  /** Ends a call in progress by shutdown(2), under the number that its socket has now. */
  interrupt(realFd: number): void {
    shutdown(this.#inFlight.get(realFd)?.spare ?? realFd, 'SHUT_RDWR');
  }
}
