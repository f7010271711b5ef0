import { closeSync, openSync, readSync } from 'node:fs';

/** One interface's line of `/proc/net/dev` (proc(5)), seen from the host: tx counts what the host sends. */
export interface InterfaceCounters {
  readonly rxBytes: number;
  readonly rxPackets: number;
  readonly rxErrors: number;
  readonly rxDropped: number;
  readonly txBytes: number;
  readonly txPackets: number;
  readonly txErrors: number;
  readonly txDropped: number;
}

export interface CounterReader {
  read(name: string): InterfaceCounters;
  close(): void;
}

/**
 * Opens the counters of the current namespace. The open file stays with that namespace. rtnetlink has the
 * same counters, but waits for a lock that is held while other labs' namespaces are removed.
 */
export function openCounters(): CounterReader {
  const fd = openSync('/proc/thread-self/net/dev', 'r');
  const scratch = Buffer.alloc(8192);
  return {
    read: (name) =>
      parseCounters(scratch.toString('latin1', 0, readSync(fd, scratch, 0, scratch.length, 0)), name),
    close: () => closeSync(fd),
  };
}

/** Returns the counters in the line of `name`, or zeros if there is no such line. */
export function parseCounters(text: string, name: string): InterfaceCounters {
  const line = text.split('\n').find((candidate) => candidate.trimStart().startsWith(`${name}:`)) ?? '';
  const columns = line
    .slice(line.indexOf(':') + 1)
    .trim()
    .split(/\s+/)
    .map(Number);
  const column = (index: number): number => columns[index] ?? 0;
  return {
    rxBytes: column(0),
    rxPackets: column(1),
    rxErrors: column(2),
    rxDropped: column(3),
    txBytes: column(8),
    txPackets: column(9),
    txErrors: column(10),
    txDropped: column(11),
  };
}
