import { createRequire } from 'node:module';
import type { LibraryHandle } from 'koffi';
import { SystemError, type Result } from './result.ts';

type Koffi = typeof import('koffi');
type KoffiFunction = ReturnType<LibraryHandle['func']>;

/**
 * The C functions in use. Pointers are declared `void *` and receive Buffers, whose memory is outside V8's
 * heap, so that it does not move while a call blocks.
 */
const prototypes = {
  socket: 'int socket(int, int, int)',
  setsockopt: 'int setsockopt(int, int, int, void *, uint32_t)',
  getsockopt: 'int getsockopt(int, int, int, void *, void *)',
  bind: 'int bind(int, void *, uint32_t)',
  listen: 'int listen(int, int)',
  getsockname: 'int getsockname(int, void *, void *)',
  getpeername: 'int getpeername(int, void *, void *)',
  shutdown: 'int shutdown(int, int)',
  connect: 'int connect(int, void *, uint32_t)',
  accept4: 'int accept4(int, void *, void *, int)',
  send: 'int64_t send(int, void *, size_t, int)',
  recv: 'int64_t recv(int, void *, size_t, int)',
  recvfrom: 'int64_t recvfrom(int, void *, size_t, int, void *, void *)',
  clock_nanosleep: 'int clock_nanosleep(int, int, void *, void *)',
  poll: 'int poll(void *, unsigned long, int)',
  pselect: 'int pselect(int, void *, void *, void *, void *, void *)',
  syscall: 'int64_t syscall(int64_t, int64_t, int64_t, int64_t)',
  dup3: 'int dup3(int, int, int)',
  pipe2: 'int pipe2(void *, int)',
  open: 'int open(const char *, int, int)',
  read: 'int64_t read(int, void *, size_t)',
  write: 'int64_t write(int, void *, size_t)',
  close: 'int close(int)',
  ioctl: 'int ioctl(int, unsigned long, void *)',
  unshare: 'int unshare(int)',
  setns: 'int setns(int, int)',
  getpid: 'int getpid()',
  prctl: 'int prctl(int, unsigned long)',
  strerror: 'const char *strerror(int)',
  _exit: 'void _exit(int)',
} as const;

export type CFunctions = Record<keyof typeof prototypes, KoffiFunction>;

/**
 * The memory of a call on a pool thread, in bytes. With it 300 blocked calls cost 54 MB instead of 300 MB.
 */
const ASYNC_MEMORY_BYTES = 65536;

let loaded: { koffi: Koffi; functions: CFunctions } | undefined;
let maxAsyncCalls = 256;

/**
 * Sets how many calls may be on pool threads at once, the lab host's own included. It must come before the
 * first call.
 */
export function setMaxAsyncCalls(count: number): void {
  if (loaded !== undefined) throw new SystemError('libc-already-loaded');
  maxAsyncCalls = count;
}

/**
 * Loads koffi and the C library on first use. Throws `SystemError` with the code `'platform'` if this is not
 * Linux, and `'koffi'` if the optional dependency is missing or cannot be loaded.
 */
export function libc(): { koffi: Koffi; functions: CFunctions } {
  loaded ??= load();
  return loaded;
}

/** Returns the library if it is loaded, and does not load it. */
export function libcIfLoaded(): typeof loaded {
  return loaded;
}

function load(): { koffi: Koffi; functions: CFunctions } {
  if (process.platform !== 'linux') throw new SystemError('platform', { detail: process.platform });
  try {
    const koffi = createRequire(import.meta.url)('koffi') as Koffi;
    koffi.config({
      max_async_calls: maxAsyncCalls,
      async_stack_size: ASYNC_MEMORY_BYTES,
      async_heap_size: ASYNC_MEMORY_BYTES,
    });
    // The process is linked to its C library already, so that this line serves both glibc and musl.
    const library = koffi.load(null);
    const functions = Object.fromEntries(
      Object.entries(prototypes).map(([name, prototype]) => [name, library.func(prototype)]),
    ) as CFunctions;
    return { koffi, functions };
  } catch (error) {
    throw new SystemError('koffi', { detail: error instanceof Error ? error.message : String(error) });
  }
}

/** Calls a function on this thread. The function returns −1 and sets errno on failure. */
export function callNow(name: keyof CFunctions, ...args: unknown[]): Result<number> {
  const { koffi, functions } = libc();
  const returned = functions[name](...args) as number;
  return returned === -1 ? { ok: false, errno: koffi.errno() } : { ok: true, value: returned };
}

/** Makes the same call on a thread of libuv's pool. `args` stay referenced until it returns. */
export function callOnThread(name: keyof CFunctions, ...args: unknown[]): Promise<Result<number>> {
  const { koffi, functions } = libc();
  return new Promise((resolve, reject) => {
    functions[name].async(...args, (error: Error | null, returned: number) => {
      // koffi returns the errno of exactly this call, but only inside its callback.
      if (error) reject(error);
      else if (returned === -1) resolve({ ok: false, errno: koffi.errno() });
      else resolve({ ok: true, value: returned });
      void args;
    });
  });
}
