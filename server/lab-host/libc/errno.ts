import { constants } from 'node:os';

/** A kernel error: its C name and Linux number, e.g. `{ name: 'ECONNREFUSED', number: 111 }`. */
export interface Errno {
  readonly name: string;
  readonly number: number;
}

// EWOULDBLOCK = EAGAIN and ENOTSUP = EOPNOTSUPP on Linux; errno(3) and Python print the latter names.
const aliases = new Set(['EWOULDBLOCK', 'ENOTSUP', 'EDEADLOCK']);

const names = new Map<number, string>(
  Object.entries(constants.errno)
    .filter(([name]) => !aliases.has(name))
    .map(([name, number]) => [number, name]),
);

/** Names an errno (errno(3)); a number without a name becomes `E<number>`. Pure. */
export function errnoOf(number: number): Errno {
  return { name: names.get(number) ?? `E${number}`, number };
}

export const EPERM = 1;
