import { beforeEach, describe, expect, test } from 'vitest';
import { Intake } from '../../../../client/lab/intake.ts';
import type { LabEvent } from '../../../../shared/log/events.ts';

const events = (from: number, to: number): LabEvent[] =>
  Array.from({ length: to - from + 1 }, (_, i) => ({
    seq: from + i,
    at: (from + i) * 1000,
    source: 'kernel',
    type: 'at-rest',
  }));

/** The time (ms) that the append of one event takes. */
const COST_MS = 0.05;

let now: number;
let timers: { readonly at: number; readonly run: () => void }[];
let appended: { readonly seqs: readonly number[]; readonly atOnce: boolean; readonly takenAt: number }[];
let intake: Intake;
let rushes: boolean;

/** The time (ms) for which events are folded that were taken together at this time. */
const foldedFrom = (takenAt: number): number =>
  appended.filter((one) => one.takenAt === takenAt).flatMap((one) => one.seqs).length * COST_MS;
const seqs = (): readonly number[] => appended.flatMap((one) => one.seqs);
/** Runs what is due until then. */
function go(ms: number): void {
  const end = now + ms;
  for (;;) {
    const next = timers.toSorted((a, b) => a.at - b.at)[0];
    if (next === undefined || next.at > end) break;
    timers = timers.filter((timer) => timer !== next);
    now = Math.max(now, next.at);
    next.run();
  }
  now = Math.max(now, end);
}

beforeEach(() => {
  now = 1000;
  timers = [];
  appended = [];
  const clock = {
    now: () => now,
    after: (ms: number, run: () => void) => {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
  };
  let takenAt = 0;
  let idleSince = 0;
  rushes = false;
  const append = (batch: readonly LabEvent[], atOnce: boolean): void => {
    // Time passes by itself only while nothing is appended.
    if (now !== idleSince) takenAt = now;
    appended.push({ seqs: batch.map(({ seq }) => seq), atOnce, takenAt });
    now += batch.length * COST_MS;
    idleSince = now;
  };
  intake = new Intake(clock, append, () => rushes);
});

describe('batches that have come', () => {
  test('are appended as they come; those of one frame together', () => {
    intake.add(events(1, 3), false, false);
    expect(seqs()).toEqual([1, 2, 3]);
    intake.add(events(4, 5), false, false);
    intake.add(events(6, 9), false, false);
    expect(seqs()).toEqual([1, 2, 3]);
    go(16);
    expect(appended.map((one) => one.seqs)).toEqual([
      [1, 2, 3],
      [4, 5, 6, 7, 8, 9],
    ]);
  });

  test('of a flood are appended through several frames, all of them and in order', () => {
    let head = 0;
    for (let i = 0; i < 40; i += 1) {
      const size = 1 + ((i * 97) % 400);
      intake.add(events(head + 1, head + size), false, false);
      head += size;
      go((i * 7) % 23);
    }
    expect(seqs().length).toBeLessThan(head);
    go(60_000);
    expect(seqs()).toEqual(events(1, head).map(({ seq }) => seq));
    const longest = Math.max(...appended.map(({ takenAt }) => foldedFrom(takenAt)));
    // A flood's part ends with the events in which the 3 ms are over; 512 events are no flood.
    expect(longest).toBeLessThanOrEqual(Math.max(3 + 64 * COST_MS, 512 * COST_MS));
  });

  test('of a run at full speed are appended a little in each frame, however few they are', () => {
    rushes = true;
    intake.add(events(1, 20), false, false);
    expect(seqs()).toEqual([]);
    intake.add(events(21, 200), false, false);
    go(16);
    // A part ends with the events in which the 2 ms are over.
    expect(seqs().length * COST_MS).toBeGreaterThanOrEqual(2);
    expect(seqs().length * COST_MS).toBeLessThan(2 + 9 * COST_MS);
    rushes = false;
    go(16);
    expect(seqs()).toEqual(events(1, 200).map(({ seq }) => seq));
  });

  test('of one press of a lesson are appended together, however slow the machine is', () => {
    intake.add(events(1, 200), false, false);
    expect(appended.map((one) => one.seqs.length)).toEqual([200]);
  });

  test('of what happened before the page looked are appended at once', () => {
    intake.add(events(1, 5000), true, false);
    expect(appended).toMatchObject([{ atOnce: true }]);
    expect(seqs()).toHaveLength(5000);
  });

  test('wait for no frame if nobody looks', () => {
    intake.add(events(1, 2000), false, false);
    intake.add(events(2001, 4000), false, true);
    expect(seqs()).toEqual(events(1, 4000).map(({ seq }) => seq));
    expect(appended.at(-1)!.atOnce).toBe(true);
  });

  test('are forgotten with their log', () => {
    intake.add(events(1, 2000), false, false);
    const before = seqs();
    intake.clear();
    go(1000);
    expect(seqs()).toEqual(before);
    intake.add(events(1, 1), false, false);
    expect(seqs()).toEqual([...before, 1]);
  });
});
