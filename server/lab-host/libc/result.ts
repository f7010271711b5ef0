import { errnoOf } from './errno.ts';

/** The result of a kernel call: its value, or the errno (errno(3)) with which it failed. */
export type Result<T> = { readonly ok: true; readonly value: T } | KernelFailure;

export interface KernelFailure {
  readonly ok: false;
  readonly errno: number;
}

export function success<T>(value: T): Result<T> {
  return { ok: true, value };
}

/**
 * A step that failed. `code` is stable and names the step (`'tun-open'`, `'koffi'`, …). `errno` and
 * `errnoName` are set if the kernel refused.
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

/**
 * Returns the value of a call that must not fail. Throws {@link SystemError} with the code `step` otherwise.
 */
export function must<T>(result: Result<T>, step: string, detail?: string): T {
  if (result.ok) return result.value;
  throw new SystemError(step, { errno: result.errno, ...(detail !== undefined && { detail }) });
}
