import { closeSync, openSync, readSync } from 'node:fs';

/** Counts how often a namespace's kernel found an accept queue full (`/proc/net/netstat`, TcpExt). */
export interface ListenCounters {
  /** ListenOverflows: the SYNs and last ACKs of handshakes that were discarded because the queue was full. */
  readonly overflows: number;
}

/** Opens the counters of the current namespace. The open file stays with that namespace. */
export function openListenCounters(): { read(): ListenCounters; close(): void } {
  const fd = openSync('/proc/thread-self/net/netstat', 'r');
  const scratch = Buffer.alloc(16 * 1024);
  return {
    read: () => ({
      overflows: parseListenOverflows(
        scratch.toString('latin1', 0, readSync(fd, scratch, 0, scratch.length, 0)),
      ),
    }),
    close: () => closeSync(fd),
  };
}

/** Each group has two lines, names and values. Returns 0 if the kernel does not count overflows. */
export function parseListenOverflows(text: string): number {
  const [names = '', values = ''] = text.split('\n').filter((line) => line.startsWith('TcpExt:'));
  const at = names.split(' ').indexOf('ListenOverflows');
  return at < 0 ? 0 : Number(values.split(' ')[at] ?? 0);
}
