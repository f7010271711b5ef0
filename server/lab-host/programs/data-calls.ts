import { excerpt } from '../../../shared/bytes.ts';
import { LIMITS } from '../../../shared/limits.ts';
import type { Result } from '../libc/result.ts';
import * as libc from '../libc/socket-calls.ts';
import { monotonicNanos } from '../libc/waits.ts';
import { exporting, sending, setBytes } from '../python/bytearrays.ts';
import { raise } from '../python/exceptions.ts';
import { int, NONE, type PythonSocket, type Value } from '../python/values.ts';
import type { FlagName } from '../../../shared/programs/socket-vocabulary.ts';
import { receiveTimeoutMicros } from './option-calls.ts';
import { bytesLike, flagNumber, flagsOf, integer, writableBuffer } from './arguments.ts';
import type { CallSite, SystemCalls } from './system-calls.ts';
import { type On, onSocket, whenReady } from './timed-calls.ts';

/** Makes the calls that move bytes between a program and its kernel. */
export class DataCalls {
  readonly #site: Pick<CallSite, 'files' | 'isStopped'>;
  readonly #calls: SystemCalls;

  constructor(site: Pick<CallSite, 'files' | 'isStopped'>, calls: SystemCalls) {
    this.#site = site;
    this.#calls = calls;
  }

  async send(socket: PythonSocket, args: readonly Value[]): Promise<Value> {
    const flags = flagsOf(args[1], ['MSG_DONTWAIT']);
    const bytes = bytesLike(args[0]);
    return int(await sending(args[0], () => this.#send(socket, bytes, socket.timeoutNanos, flags)));
  }

  /**
   * Makes as many send calls as sendall() needs. The kernel of a blocking socket takes all bytes in one
   * (`sock_sendall`).
   */
  async sendall(socket: PythonSocket, args: readonly Value[]): Promise<Value> {
    flagsOf(args[1], []);
    return sending(args[0], () => this.#sendAll(socket, bytesLike(args[0])));
  }

  async #sendAll(socket: PythonSocket, bytes: Buffer): Promise<Value> {
    const { timeoutNanos } = socket;
    const deadline = monotonicNanos() + timeoutNanos;
    let left = timeoutNanos;
    let sent = 0;
    do {
      if (timeoutNanos > 0n && left <= 0n) raise('TimeoutError', 'timed out');
      sent += await this.#send(socket, bytes.subarray(sent), left, [], { sendall: true });
      if (timeoutNanos > 0n) left = deadline - monotonicNanos();
    } while (sent < bytes.length && !this.#site.isStopped());
    return NONE;
  }

  async recv(socket: PythonSocket, args: readonly Value[]): Promise<Value> {
    const flags = flagsOf(args[1], ['MSG_PEEK', 'MSG_DONTWAIT']);
    const max = integer(args[0], 'ssize_t');
    if (max > LIMITS.recvSize) return raise('LabRefusal', `recv takes at most ${LIMITS.recvSize} bytes here`);
    if (max < 0) return raise('ValueError', 'negative buffersize in recv');
    return { is: 'bytes', ...(await this.#receive(socket, max, flags)) };
  }

  /** Does `recv_into(buffer, nbytes=0, flags=0)` (Modules/socketmodule.c, `sock_recv_into`). */
  async recvInto(socket: PythonSocket, args: readonly Value[]): Promise<Value> {
    const [into, size, given] = args;
    const array = writableBuffer(into);
    const asked = size === undefined ? 0 : integer(size, 'ssize_t');
    const flags = flagsOf(given, ['MSG_PEEK', 'MSG_DONTWAIT']);
    if (asked < 0) return raise('ValueError', 'negative buffersize in recv_into');
    const { length } = array.bytes;
    if (length < asked) return raise('ValueError', 'buffer too small for requested bytes');
    const max = asked === 0 ? length : asked;
    const { bytes } = await exporting(into, () => this.#receive(socket, max, flags, { into: true }));
    const filled = Buffer.from(array.bytes);
    bytes.copy(filled);
    setBytes(array, filled);
    return int(bytes.length);
  }

  async #receive(
    socket: PythonSocket,
    max: number,
    flags: readonly FlagName[],
    how: { into?: true } = {},
  ): Promise<{ readonly bytes: Buffer; readonly call?: number }> {
    // CPython does not call the kernel for 0 bytes (Modules/socketmodule.c, `sock_recv_guts`).
    if (max === 0) return { bytes: Buffer.alloc(0) };
    const entered = { ...how, max, ...told(flags) };
    const on = (): On => onSocket(this.#site.files, 'recv', socket);
    const { call, result } = await whenReady(this.#calls, on, 'recv', socket.timeoutNanos, (now, realFd) =>
      this.#calls.block('recv', { ...now, ...entered, ...untilOf(socket, realFd) }, realFd, () =>
        libc.recv(realFd, max, flagNumber(flags)),
      ),
    );
    this.#calls.leave(call, lengthOf(result), () => (result.ok ? { bytes: excerpt(result.value) } : {}));
    return { bytes: result.ok ? result.value : Buffer.alloc(0), call };
  }

  async #send(
    socket: PythonSocket,
    bytes: Buffer,
    timeoutNanos: bigint,
    flags: readonly FlagName[],
    part: { sendall?: true } = {},
  ): Promise<number> {
    const on = (): On => onSocket(this.#site.files, 'send', socket);
    const entered = { ...part, bytes: excerpt(bytes), ...told(flags) };
    const { call, result } = await whenReady(this.#calls, on, 'send', timeoutNanos, (now, realFd) =>
      this.#calls.block('send', { ...now, ...entered }, realFd, () =>
        libc.send(realFd, bytes, flagNumber(flags)),
      ),
    );
    return this.#calls.leave(call, result);
  }
}

/** The flags as events tell them. */
const told = (flags: readonly FlagName[]): { readonly flags?: readonly FlagName[] } =>
  flags.length === 0 ? {} : { flags };

/** The time after which the kernel ends a call that waits, because of SO_RCVTIMEO. */
export function untilOf({ timeoutNanos }: PythonSocket, realFd: number): { readonly waitMicros?: number } {
  const waitMicros = timeoutNanos < 0n ? receiveTimeoutMicros(realFd) : null;
  return waitMicros === null ? {} : { waitMicros };
}

const lengthOf = (result: Result<Buffer>): Result<number> =>
  result.ok ? { ok: true, value: result.value.length } : result;
