import { closeSync, openSync, readSync } from 'node:fs';

/** One interface's line of `/proc/net/dev` (proc(5)), seen from the host: tx is what it sends. */
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
 * Opens the counters of the current namespace; the open file stays with it. Read from here and not
 * by rtnetlink: that waits for the lock held while other labs' namespaces are being dismantled.
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

/** The line of `name`; zeros where there is none (any more). Pure. */
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
