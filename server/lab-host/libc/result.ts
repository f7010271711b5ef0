import { errnoOf } from './errno.ts';

/** What a kernel call gave: its value, or the errno (errno(3)) it failed with. */
export type Result<T> = { readonly ok: true; readonly value: T } | KernelFailure;

export interface KernelFailure {
  readonly ok: false;
  readonly errno: number;
}

export function success<T>(value: T): Result<T> {
  return { ok: true, value };
}

/**
 * A step that could not be taken. `code` is stable and names the step (`'tun-open'`, `'koffi'`, …);
 * `errno` and `errnoName` are the kernel's, where the kernel refused.
 */
export class SystemError extends Error {
  readonly code: string;
  readonly errno: number | undefined;
  readonly errnoName: string | undefined;

  constructor(code: string, cause?: { errno?: number; detail?: string }) {
    const errno = cause?.errno === undefined ? undefined : errnoOf(cause.errno);
    super([code, errno && `${errno.name} (${errno.number})`, cause?.detail].filter(Boolean).join(': '));
    this.name = 'SystemError';
    this.code = code;
    this.errno = errno?.number;
    this.errnoName = errno?.name;
  }
}

/** The value of a call that must not fail; throws a {@link SystemError} named after `step` otherwise. */
export function must<T>(result: Result<T>, step: string, detail?: string): T {
  if (result.ok) return result.value;
  throw new SystemError(step, { errno: result.errno, ...(detail !== undefined && { detail }) });
}
