import { libc } from './libc.ts';

export interface Watch {
  /** Ends the watch. It must be called before the fd is closed. */
  stop(): void;
}

/**
 * One fd may read this many times in one turn of the event loop. The watch is level-triggered: the rest is
 * reported in the next turn, so that one NIC at full speed cannot stall the others. At 8 µs a segment a turn
 * takes 2 ms. A smaller budget costs more than it gains, because each turn ends a run of segments and reads
 * the counters: with 64, that took a sixth of the lab host's time.
 */
export const READS_PER_TURN = 256;

/**
 * Calls `readOne` when `fd` is readable, until it returns `false` (nothing left) or the budget of the turn is
 * used up, and then `onPause` in the same turn. It runs on libuv's event loop and needs no thread. koffi's
 * changelog calls this interface undocumented, so that its exact version is pinned.
 */
export function watchReadable(fd: number, readOne: () => boolean, onPause?: () => void): Watch {
  let stopped = false;
  const handle = libc().koffi.node.poll(fd, { readable: true }, () => {
    try {
      for (let reads = 0; reads < READS_PER_TURN && !stopped; reads += 1) {
        if (!readOne()) break;
      }
      onPause?.();
    } catch (error) {
      // koffi swallows exceptions of its callbacks. This makes one reach `uncaughtException` as any other
      // would.
      setImmediate(() => {
        throw error;
      });
    }
  });
  return {
    stop() {
      if (stopped) return;
      stopped = true;
      handle.close();
    },
  };
}
