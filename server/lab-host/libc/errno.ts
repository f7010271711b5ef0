import { constants } from 'node:os';

/** A kernel error: its C name and its number on Linux, such as `{ name: 'ECONNREFUSED', number: 111 }`. */
export interface Errno {
  readonly name: string;
  readonly number: number;
}

// On Linux EWOULDBLOCK is EAGAIN and ENOTSUP is EOPNOTSUPP. errno(3) and Python print the latter names.
const aliases = new Set(['EWOULDBLOCK', 'ENOTSUP', 'EDEADLOCK']);

const names = new Map<number, string>(
  Object.entries(constants.errno)
    .filter(([name]) => !aliases.has(name))
    .map(([name, number]) => [number, name]),
);

/** Returns the name of an errno (errno(3)). A number without a name becomes `E<number>`. */
export function errnoOf(number: number): Errno {
  return { name: names.get(number) ?? `E${number}`, number };
}

export const EPERM = 1;
