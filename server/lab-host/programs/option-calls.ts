import { excerpt } from '../../../shared/bytes.ts';
import * as libc from '../libc/socket-calls.ts';
import { SO_LINGER, SO_RCVTIMEO, SOL_SOCKET } from '../libc/constants.ts';
import { raise } from '../python/exceptions.ts';
import { int, NONE, type Value } from '../python/values.ts';
import type { Option } from '../python/constants.ts';
import { integer, optionOf, optionValue } from './arguments.ts';
import type { SystemCalls } from './system-calls.ts';
import type { On } from './timed-calls.ts';

/** CPython's bound on the size of an option. */
const MOST_OPTION_BYTES = 1024;

/** Does `setsockopt(level, optname, value)`, where the value is an integer or the bytes of a struct. */
export function setOption(calls: SystemCalls, on: On, args: readonly Value[]): Value {
  const option = optionOf(args[0], args[1]);
  const { realFd = -1 } = on;
  const value = optionValue(args[2]);
  if (typeof value !== 'number') {
    refuseLingering(option.number, option.level, value);
    const call = calls.enter({ ...on, option: option.name, bytes: excerpt(value) });
    calls.leave(call, libc.setsockoptBytes(realFd, option.level, option.number, value));
    return NONE;
  }
  const call = calls.enter({ ...on, option: option.name, value });
  calls.leave(call, libc.setsockoptInt(realFd, option.level, option.number, value));
  return NONE;
}

export function getOption(calls: SystemCalls, on: On, args: readonly Value[]): Value {
  const option = optionOf(args[0], args[1]);
  const size = args[2] === undefined ? 0 : integer(args[2]);
  if (size !== 0) return optionBytes(calls, on, option, size);
  const call = calls.enter({ ...on, option: option.name });
  return int(calls.leave(call, libc.getsockoptInt(on.realFd ?? -1, option.level, option.number)));
}

/** Does `getsockopt(level, optname, buflen)`, which returns the bytes of a struct (`sock_getsockopt`). */
function optionBytes(calls: SystemCalls, on: On, { name, level, number }: Option, size: number): Value {
  if (size < 0 || size > MOST_OPTION_BYTES) return raise('OSError', 'getsockopt buflen out of range');
  const call = calls.enter({ ...on, option: name, max: size });
  const result = libc.getsockoptBytes(on.realFd ?? -1, level, number, size);
  const length = result.ok ? { ok: true as const, value: result.value.length } : result;
  calls.leave(call, length, () => (result.ok ? { bytes: excerpt(result.value) } : {}));
  return { is: 'bytes', bytes: result.ok ? result.value : Buffer.alloc(0) };
}

/** A close() that waits for its bytes to be acknowledged would hold up all labs, for it is made on the main thread. */
function refuseLingering(option: number, level: number, value: Buffer): void {
  if (level !== SOL_SOCKET || option !== SO_LINGER || value.length < 8) return;
  if (value.readInt32LE(0) !== 0 && value.readInt32LE(4) !== 0)
    raise(
      'LabRefusal',
      "SO_LINGER: a lab has the time 0 only, with which close() resets the connection; to wait until the peer has ended its direction, too, write shutdown(SHUT_WR) and recv() until it returns b''",
    );
}

/** The time (µs) after which the kernel ends a recv() or accept() because of SO_RCVTIMEO; null if there is none. */
export function receiveTimeoutMicros(realFd: number): number | null {
  const time = libc.getsockoptBytes(realFd, SOL_SOCKET, SO_RCVTIMEO, 16);
  if (!time.ok || time.value.length < 16) return null;
  const micros = Number(time.value.readBigInt64LE(0)) * 1_000_000 + Number(time.value.readBigInt64LE(8));
  return micros === 0 ? null : micros;
}
