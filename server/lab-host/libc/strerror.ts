import { libc } from './libc.ts';

/** The C library's sentence for an errno (strerror(3)): `Connection refused`. Python prints the same. */
export function strerror(errno: number): string {
  return libc().functions.strerror(errno) as string;
}
