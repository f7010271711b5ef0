import { O_CLOEXEC } from './constants.ts';
import { callNow, callOnThread, libc } from './libc.ts';
import { success, type Result } from './result.ts';
import { withinBudget } from './thread-budget.ts';

/** open(2) with O_CLOEXEC. Returns the fd. */
export function open(path: string, flags: number): Result<number> {
  return callNow('open', path, flags | O_CLOEXEC, 0);
}

/** read(2) into `into`. Returns the number of bytes. EAGAIN is an ordinary result, not an exception. */
export function read(fd: number, into: Buffer): Result<number> {
  return callNow('read', fd, into, into.length);
}

/** pipe2(2) with O_CLOEXEC: what is written at one end is read at the other. */
export function pipe(): Result<{ readonly from: number; readonly into: number }> {
  const ends = Buffer.alloc(8);
  const made = callNow('pipe2', ends, O_CLOEXEC);
  return made.ok ? success({ from: ends.readInt32LE(0), into: ends.readInt32LE(4) }) : made;
}

/** read(2) on a pool thread, which sleeps there until bytes have come. */
export function readOnThread(fd: number, max: number): Promise<Result<Buffer>> {
  return withinBudget(async () => {
    const into = Buffer.alloc(max);
    const result = await callOnThread('read', fd, into, max);
    return result.ok ? success(into.subarray(0, result.value)) : result;
  });
}

/** write(2). Returns the number of bytes that were taken. */
export function write(fd: number, bytes: Buffer): Result<number> {
  return callNow('write', fd, bytes, bytes.length);
}

/** close(2) on a pool thread, because closing a TUN device waits about 66 ms for an RCU grace period. */
export function closeOnThread(fd: number): Promise<Result<number>> {
  return callOnThread('close', fd);
}

/** ioctl(2) with a struct, which the kernel may change in place. */
export function ioctl(fd: number, request: number, argument: Buffer): Result<number> {
  return callNow('ioctl', fd, request, argument);
}

const FIONBIO = 0x5421;

/**
 * ioctl(2) with FIONBIO, as Python's setblocking() does it (Modules/socketmodule.c, `internal_setblocking`).
 */
export function setNonBlocking(fd: number, on: boolean): Result<number> {
  const value = Buffer.alloc(4);
  value.writeInt32LE(on ? 1 : 0);
  return ioctl(fd, FIONBIO, value);
}

/**
 * Returns the address of a buffer's memory, for a struct that points to another. The buffer must be kept
 * alive meanwhile.
 */
export function addressOf(bytes: Buffer): bigint {
  return libc().koffi.address(bytes);
}
