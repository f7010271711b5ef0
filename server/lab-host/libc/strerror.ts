import { libc } from './libc.ts';

/**
 * Returns the C library's text for an errno (strerror(3)), such as `Connection refused`. Python prints the
 * same text.
 */
export function strerror(errno: number): string {
  return libc().functions.strerror(errno) as string;
}
