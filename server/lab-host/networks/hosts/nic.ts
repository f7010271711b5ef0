import { closeOnThread, read, write } from '../../libc/files.ts';
import { must, type Result, SystemError } from '../../libc/result.ts';
import { createTun, openTun } from '../../libc/tun.ts';
import { watchReadable, type Watch } from '../../libc/watch.ts';
import type { InterfaceCounters } from './interface-counters.ts';

/**
 * A host's NIC. Its kernel's packets come out here, and a packet that is written here is received by its
 * kernel.
 */
export interface Nic {
  readonly name: string;
  /** Sets the largest packet that the host may send, with its IP header, in bytes. */
  setMtu(mtu: number): void;
  /**
   * Starts to deliver each IP packet that the host sends, in order, and calls `onPause` after each batch. It
   * may be called once. The bytes are valid only during the call; copy them to keep them.
   */
  readable(onSegment: (bytes: Buffer) => void, onPause?: () => void): void;
  /**
   * Delivers one IP packet to the host. The host has processed it when this returns. Fails with EIO while the
   * NIC is down.
   */
  write(bytes: Buffer): Result<number>;
  /**
   * Returns the kernel's counters, seen from the host: tx counts what it sends. `txDropped` > 0 means that
   * its queue overflowed.
   */
  stats(): InterfaceCounters;
  /** Ends the watch and removes the NIC, on a pool thread. */
  close(): Promise<void>;
}

/** Opens a TUN device that is not configured yet. Throws `SystemError('tun-open')` or `('tun-create')`. */
export function createNicDevice(name: string): number {
  const fd = must(openTun(), 'tun-open', '/dev/net/tun');
  const created = createTun(fd, name);
  if (!created.ok) {
    void closeOnThread(fd);
    must(created, 'tun-create', name);
  }
  return fd;
}

/** Makes a NIC of a device from {@link createNicDevice}. */
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
