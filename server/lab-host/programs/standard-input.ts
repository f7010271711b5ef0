import { excerpt } from '../../../shared/bytes.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { pipe, readOnThread, write } from '../libc/files.ts';
import type { Result } from '../libc/result.ts';
import { close } from '../libc/socket-calls.ts';
import { osError, raise } from '../python/exceptions.ts';
import type { SystemCalls } from './system-calls.ts';

/** A line's end, which also ends the read() of a program that is being ended. */
const LINE_END = Buffer.from('\n');

/**
 * The standard input of a program: a thread in input() sleeps in read() on a pipe, into which a person's line is
 * written.
 */
export class StandardInput {
  /** The pipe's end that takes the line; null if no thread waits for one, or if the line has been written. */
  #into: number | null = null;
  #isRead = false;

  /** Waits for a line and returns it without its end. `printed` gets what a terminal then shows: the prompt and the line. */
  async line(calls: SystemCalls, prompt: string, printed: (text: string) => void): Promise<string> {
    if (this.#isRead)
      return raise('LabRefusal', 'input(): one thread of a program waits for a line at a time');
    const ends = pipe();
    if (!ends.ok) throw osError(ends.errno);
    const { from, into } = ends.value;
    this.#into = into;
    this.#isRead = true;
    let cutOff = false;
    const interrupt = (): void => {
      cutOff = true;
      this.#write(LINE_END);
    };
    try {
      const entered = { name: 'input', fd: 0, realFd: from, ...(prompt !== '' && { prompt }) } as const;
      const { call, result } = await calls.block(
        'input',
        entered,
        from,
        () => readOnThread(from, LIMITS.inputBytes),
        interrupt,
      );
      calls.leave(call, lengthOf(result), () => (result.ok ? { bytes: excerpt(result.value) } : {}));
      const line = result.ok ? result.value.subarray(0, -1).toString('utf8') : '';
      if (!cutOff) printed(prompt + line);
      return line;
    } finally {
      this.#into = null;
      this.#isRead = false;
      close(from);
      close(into);
    }
  }

  /** Gives a line to the thread that waits. Returns false if none does. */
  type(line: string): boolean {
    return this.#write(Buffer.from(`${line}\n`, 'utf8'));
  }

  #write(bytes: Buffer): boolean {
    if (this.#into === null) return false;
    write(this.#into, bytes);
    this.#into = null;
    return true;
  }
}

const lengthOf = (result: Result<Buffer>): Result<number> =>
  result.ok ? { ok: true, value: result.value.length } : result;
