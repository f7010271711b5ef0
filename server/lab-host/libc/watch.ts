import { libc } from './libc.ts';

export interface Watch {
  /** Ends the watch. Stop before closing the fd. */
  stop(): void;
}

/**
 * How much one fd may read in one turn of the event loop. Level-triggered: what remains is reported in the
 * next turn, so one NIC at full speed cannot stall the others: at some 8 µs a segment a turn lasts 2 ms. Fewer would
 * cost it more than they gain the others: each turn ends a run of segments and reads what came of it. With 64 that
 * was a sixth of the lab host's time.
 */
export const READS_PER_TURN = 256;

/**
 * Calls `readOne` whenever `fd` is readable, until it says that nothing is left (`false`) or the
 * budget of the turn is used up; then `onPause`, in the same turn. Runs on libuv's event loop, with no thread of its own.
 * koffi's changelog calls this interface undocumented: the exact version is pinned.
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
      // koffi swallows what its callbacks throw: hand it to uncaughtException, as any event would.
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
