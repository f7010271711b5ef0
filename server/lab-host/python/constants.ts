import type { ConstantName } from '../../../shared/programs/tree.ts';
import {
  IPPROTO_TCP,
  MSG_DONTWAIT,
  MSG_PEEK,
  SHUT_RD,
  SHUT_RDWR,
  SHUT_WR,
  SO_RCVBUF,
  SO_REUSEADDR,
  SO_ERROR,
  SO_KEEPALIVE,
  SO_LINGER,
  SO_RCVTIMEO,
  SO_SNDBUF,
  SOCK_STREAM,
  SOL_SOCKET,
  TCP_NODELAY,
} from '../libc/constants.ts';

export const CONSTANT_NUMBERS: Readonly<Record<ConstantName, number>> = {
  SOCK_STREAM,
  SOL_SOCKET,
  SO_REUSEADDR,
  SO_RCVBUF,
  SO_SNDBUF,
  SO_ERROR,
  SO_KEEPALIVE,
  SO_LINGER,
  SO_RCVTIMEO,
  IPPROTO_TCP,
  TCP_NODELAY,
  SHUT_RD,
  SHUT_WR,
  SHUT_RDWR,
  MSG_PEEK,
  MSG_DONTWAIT,
};

/** The options of a socket that a lab has, each with its level. */
const OPTIONS = [
  ['SO_REUSEADDR', SOL_SOCKET],
  ['SO_RCVBUF', SOL_SOCKET],
  ['SO_SNDBUF', SOL_SOCKET],
  ['SO_ERROR', SOL_SOCKET],
  ['SO_KEEPALIVE', SOL_SOCKET],
  ['SO_LINGER', SOL_SOCKET],
  ['SO_RCVTIMEO', SOL_SOCKET],
  ['TCP_NODELAY', IPPROTO_TCP],
] as const;

export interface Option {
  readonly name: ConstantName;
  readonly level: number;
  readonly number: number;
}

/** To Python an option is a number, and events call it by its name. */
export function optionNamed(level: number, number: number): Option | null {
  const found = OPTIONS.find(([name, of]) => of === level && CONSTANT_NUMBERS[name] === number);
  return found === undefined ? null : { name: found[0], level, number };
}
