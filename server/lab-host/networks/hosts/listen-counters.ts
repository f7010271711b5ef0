import { closeSync, openSync, readSync } from 'node:fs';

/** How often a namespace's kernel found an accept queue full (`/proc/net/netstat`, TcpExt). */
export interface ListenCounters {
  /** ListenOverflows: a SYN, or the last ACK of a handshake, that was thrown away for it. */
  readonly overflows: number;
}

/** Opens the counters of the current namespace; the open file stays with it. */
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

/** Two lines a group, names and values. 0 where the kernel does not count it. Pure. */
export function parseListenOverflows(text: string): number {
  const [names = '', values = ''] = text.split('\n').filter((line) => line.startsWith('TcpExt:'));
  const at = names.split(' ').indexOf('ListenOverflows');
  return at < 0 ? 0 : Number(values.split(' ')[at] ?? 0);
}
