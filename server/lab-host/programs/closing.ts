import { open } from '../libc/files.ts';
import { O_RDWR } from '../libc/constants.ts';
import { success, type Result } from '../libc/result.ts';
import { close, dup3, shutdown } from '../libc/socket-calls.ts';

/** Where the lab host keeps a file open that is nothing: a placeholder takes its number's place. */
const NOWHERE = '/dev/null';

interface InFlight {
  calls: number;
  /** Once its number has been given up under a call: another one for the same socket. */
  spare: number | null;
}

/**
 * close(2) where another thread of the program may be in a call on the same file. The kernel lets such a
 * call go on and frees the number at once, which in this process another lab could get meanwhile: so a
 * placeholder stays at the number until the call has returned.
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
    if (!spare.ok) return spare;
    // The spare number becomes another name of the socket, as the call itself is until it returns.
    dup3(realFd, spare.value);
    entry.spare = spare.value;
    const closed = dup3(placeholder.value, realFd);
    close(placeholder.value);
    return closed.ok ? success(0) : closed;
  }

  /** Ends a call in progress by shutdown(2), wherever its socket is to be reached. */
  interrupt(realFd: number): void {
    shutdown(this.#inFlight.get(realFd)?.spare ?? realFd, 'SHUT_RDWR');
  }
}
