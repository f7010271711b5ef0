import {
  MSG_NOSIGNAL,
  SOCK_CLOEXEC,
  SOCK_STREAM,
  AF_INET,
  AF_INET6,
  O_CLOEXEC,
  SHUT_RD,
  SHUT_RDWR,
  SHUT_WR,
} from './constants.ts';
import { callNow, callOnThread } from './libc.ts';
import { type Result, SystemError, success } from './result.ts';
import { decodeSockaddr, encodeSockaddr, SOCKADDR_IN6_BYTES, type SocketAddress } from './sockaddr.ts';
import { withinBudget } from './thread-budget.ts';

/*
 * BSD socket calls. The calls of the first half return at once, on the calling thread. connect, accept4, send
 * and recv may block: they run on a thread of libuv's pool and resolve when the kernel returns. No call
 * throws for a kernel error. connect, accept4, send and recv reject with `SystemError('blocked-calls-full')`
 * if the budget of thread-budget.ts is used up.
 */

/** socket(2) with SOCK_CLOEXEC, in the network namespace of the calling (main) thread. Returns the fd. */
export function socket(family: SocketAddress['family'], type: number = SOCK_STREAM): Result<number> {
  return callNow('socket', family === 'AF_INET' ? AF_INET : AF_INET6, type | SOCK_CLOEXEC, 0);
}

/** setsockopt(2) with an int. The kernel doubles SO_SNDBUF and SO_RCVBUF (socket(7)). */
export function setsockoptInt(fd: number, level: number, name: number, value: number): Result<number> {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return setsockoptBytes(fd, level, name, bytes);
}

/** setsockopt(2) with a struct, such as `struct linger`. */
export function setsockoptBytes(fd: number, level: number, name: number, value: Buffer): Result<number> {
  return callNow('setsockopt', fd, level, name, value, value.length);
}

/** getsockopt(2) of an int. */
export function getsockoptInt(fd: number, level: number, name: number): Result<number> {
  const bytes = getsockoptBytes(fd, level, name, 4);
  return bytes.ok ? success(bytes.value.readInt32LE(0)) : bytes;
}

/** getsockopt(2). Returns the bytes that the kernel filled, at most `max`. */
export function getsockoptBytes(fd: number, level: number, name: number, max: number): Result<Buffer> {
  const bytes = Buffer.alloc(max);
  const length = lengthOf(max);
  const result = callNow('getsockopt', fd, level, name, bytes, length);
  return result.ok ? success(bytes.subarray(0, length.readUInt32LE(0))) : result;
}

/** bind(2). */
export function bind(fd: number, address: SocketAddress): Result<number> {
  const bytes = encodeSockaddr(address);
  return callNow('bind', fd, bytes, bytes.length);
}

/** listen(2). */
export function listen(fd: number, backlog: number): Result<number> {
  return callNow('listen', fd, backlog);
}

/** getsockname(2). */
export function getsockname(fd: number): Result<SocketAddress> {
  return addressFrom('getsockname', fd);
}

/** getpeername(2). */
export function getpeername(fd: number): Result<SocketAddress> {
  return addressFrom('getpeername', fd);
}

const shutdownHow = { SHUT_RD, SHUT_WR, SHUT_RDWR };
export type ShutdownHow = keyof typeof shutdownHow;

/**
 * shutdown(2). With SHUT_RDWR it also ends the calls that are blocked on the socket: accept with EINVAL, recv
 * with 0 bytes, send with a partial count or EPIPE, connect with ECONNRESET.
 */
export function shutdown(fd: number, how: ShutdownHow): Result<number> {
  return callNow('shutdown', fd, shutdownHow[how]);
}

/**
 * close(2). The number is free at once, even if a call is blocked on it; then put a placeholder there by
 * {@link dup3} instead.
 */
export function close(fd: number): Result<number> {
  return callNow('close', fd);
}

/** dup3(2) with O_CLOEXEC. `newFd` becomes another name of `oldFd`, and what it was before is closed. */
export function dup3(oldFd: number, newFd: number): Result<number> {
  return callNow('dup3', oldFd, newFd, O_CLOEXEC);
}

/** connect(2) on a pool thread. */
export function connect(fd: number, address: SocketAddress): Promise<Result<number>> {
  const bytes = encodeSockaddr(address);
  return withinBudget(() => callOnThread('connect', fd, bytes, bytes.length));
}

/** accept4(2) with SOCK_CLOEXEC on a pool thread. Resolves with the new fd and the peer's address. */
export function accept4(fd: number): Promise<Result<{ fd: number; peer: SocketAddress }>> {
  const bytes = Buffer.alloc(SOCKADDR_IN6_BYTES);
  const length = lengthOf(bytes.length);
  return withinBudget(async () => {
    const result = await callOnThread('accept4', fd, bytes, length, SOCK_CLOEXEC);
    return result.ok ? success({ fd: result.value, peer: addressIn(bytes, length) }) : result;
  });
}

/**
 * send(2) with MSG_NOSIGNAL on a pool thread. Resolves with the number of bytes copied to the send buffer.
 * `bytes` must not change meanwhile.
 */
export function send(fd: number, bytes: Buffer, flags = 0): Promise<Result<number>> {
  return withinBudget(() => callOnThread('send', fd, bytes, bytes.length, flags | MSG_NOSIGNAL));
}

/** recv(2) on a pool thread. Resolves with 1 to `max` bytes, or with none at the peer's FIN. */
export function recv(fd: number, max: number, flags = 0): Promise<Result<Buffer>> {
  const bytes = Buffer.allocUnsafeSlow(max);
  return withinBudget(async () => {
    const result = await callOnThread('recv', fd, bytes, max, flags);
    if (!result.ok) return result;
    const received = bytes.subarray(0, result.value);
    // The log keeps the result. A copy of a few bytes does not keep a large buffer alive as long as the log.
    return success(received.length * 2 < max ? Buffer.from(received) : received);
  });
}

function addressFrom(call: 'getsockname' | 'getpeername', fd: number): Result<SocketAddress> {
  const bytes = Buffer.alloc(SOCKADDR_IN6_BYTES);
  const length = lengthOf(bytes.length);
  const result = callNow(call, fd, bytes, length);
  return result.ok ? success(addressIn(bytes, length)) : result;
}

function addressIn(bytes: Buffer, length: Buffer): SocketAddress {
  const address = decodeSockaddr(bytes.subarray(0, length.readUInt32LE(0)));
  if (address === undefined) throw new SystemError('bad-address', { detail: bytes.toString('hex') });
  return address;
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes);
  return length;
}
