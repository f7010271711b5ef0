import { closeOnThread, read, write } from '../../libc/files.ts';
import { must, type Result, SystemError } from '../../libc/result.ts';
import { createTun, openTun } from '../../libc/tun.ts';
import { watchReadable, type Watch } from '../../libc/watch.ts';
import type { InterfaceCounters } from './interface-counters.ts';

/** A host's network card: what its kernel sends comes out here, what is written here it receives. */
export interface Nic {
  readonly name: string;
  /** Largest packet the host may send, with its IP header, in bytes. */
  setMtu(mtu: number): void;
  /**
   * Starts handing over each bare IP packet the host sends, in order; `onPause` after each lot of them. Once.
   * The bytes are valid only during the call: who keeps them copies them.
   */
  readable(onSegment: (bytes: Buffer) => void, onPause?: () => void): void;
  /** Delivers one bare IP packet to the host, which has processed it when this returns. EIO while the NIC is down. */
  write(bytes: Buffer): Result<number>;
  /** The kernel's counters now, seen from the host: tx is what it sends. `txDropped` > 0: its queue overflowed. */
  stats(): InterfaceCounters;
  /** Ends the watch and removes the card, on a pool thread. */
  close(): Promise<void>;
}

/** An open TUN device that is not yet configured. Throws `SystemError('tun-open')` or `('tun-create')`. */
export function createNicDevice(name: string): number {
  const fd = must(openTun(), 'tun-open', '/dev/net/tun');
  const created = createTun(fd, name);
  if (!created.ok) {
    void closeOnThread(fd);
    must(created, 'tun-create', name);
  }
  return fd;
}

/** Wraps a device of {@link createNicDevice}. */
export function openNic(
  fd: number,
  options: { name: string; mtu: number; setMtu: (mtu: number) => void; stats: () => InterfaceCounters },
): Nic {
  const scratch = Buffer.alloc(options.mtu + 64);
  let watch: Watch | undefined;
  let closed = false;
  return {
    name: options.name,
    setMtu: options.setMtu,
    readable(onSegment, onPause) {
      if (closed || watch) throw new SystemError('nic-busy', { detail: options.name });
      watch = watchReadable(
        fd,
        () => {
          const length = read(fd, scratch);
          if (!length.ok) return false;
          onSegment(scratch.subarray(0, length.value));
          return true;
        },
        onPause,
      );
    },
    write: (bytes) => write(fd, bytes),
    stats: options.stats,
    async close() {
      if (closed) return;
      closed = true;
      watch?.stop();
      await closeOnThread(fd);
    },
  };
}
