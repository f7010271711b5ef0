/**
 * The exception that Python raises for an errno (PEP 3151; Objects/exceptions.c, `errnomap`). Any other errno
 * raises OSError.
 */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  EAGAIN: 'BlockingIOError',
  EALREADY: 'BlockingIOError',
  EINPROGRESS: 'BlockingIOError',
  EPIPE: 'BrokenPipeError',
  ESHUTDOWN: 'BrokenPipeError',
  ECONNABORTED: 'ConnectionAbortedError',
  ECONNREFUSED: 'ConnectionRefusedError',
  ECONNRESET: 'ConnectionResetError',
  EINTR: 'InterruptedError',
  EACCES: 'PermissionError',
  EPERM: 'PermissionError',
  ETIMEDOUT: 'TimeoutError',
};

export function pythonException(errnoName: string): string {
  return EXCEPTIONS[errnoName] ?? 'OSError';
}
