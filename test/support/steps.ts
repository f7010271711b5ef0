import type { LabEvent } from '../../shared/log/events.ts';

/** Steps of one thread, a tenth of a second apart, with these numbers. There are none if `to` is below `from`. */
export const steps = (from: number, to: number): LabEvent[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => ({
    seq: from + i,
    at: (from + i) * 100_000,
    source: 'program',
    type: 'thread-step',
    thread: 't',
    line: 1,
  }));
