import { describe, expect, test } from 'vitest';
import {
  gapBetween,
  HAN_PER_SECOND,
  LETTERS_PER_SECOND,
  LONGEST_READING_MS,
  LONGEST_TRUE_GAP_MS,
  type Pace,
  readingMs,
  SHORTEST_READING_MS,
} from '../../../../client/playback/pacing.ts';
import type { LabEvent } from '../../../../shared/log/events.ts';

const story: Pace = { speed: 1, time: 'story', trueScale: 1000 };
const step = (at: number): LabEvent => ({
  seq: 1,
  at,
  source: 'program',
  type: 'thread-step',
  thread: 't',
  line: 1,
});
const rest = (at: number): LabEvent => ({ seq: 2, at, source: 'kernel', type: 'at-rest' });
const gap = (micros: number, motion: number, pace: Pace) => gapBetween(step(0), step(micros), motion, pace);

describe('story time', () => {
  test('grows with the logarithm of the real gap, between 120 and 1400 ms', () => {
    expect(gap(1, 0, story).ms).toBeCloseTo(120 + 180 * Math.log10(2), 5);
    expect(gap(139, 0, story).ms).toBeCloseTo(120 + 180 * Math.log10(140), 5);
    expect(gap(60_000_000, 0, story).ms).toBe(1400);
  });

  test('leaves a motion the time it needs', () => {
    expect(gap(1, 900, story).ms).toBe(900);
  });

  test('is scaled by the speed', () => {
    expect(gap(60_000_000, 0, { ...story, speed: 4 }).ms).toBe(350);
    expect(gap(60_000_000, 0, { ...story, speed: 0.25 }).ms).toBe(5600);
  });

  test('lets things of one instant overlap, 80 ms apart', () => {
    expect(gapBetween(step(5), step(5), 900, story).ms).toBe(80);
  });

  test('gives book-keeping no beat of its own', () => {
    expect(gapBetween(step(5), rest(900), 900, story).ms).toBeLessThanOrEqual(20);
  });

  test('says how much slower than real it is', () => {
    const { slowDown, deltaMicros, ms } = gap(139, 0, story);
    expect(deltaMicros).toBe(139);
    expect(slowDown).toBeCloseTo((ms * 1000) / 139, 5);
  });
});

describe('true time', () => {
  test('is linear at the chosen scale', () => {
    const pace: Pace = { speed: 1, time: 'true', trueScale: 1000 };
    expect(gap(139, 900, pace).ms).toBe(139);
    expect(gap(139, 900, pace).slowDown).toBe(1000);
    expect(gap(2000, 0, { ...pace, trueScale: 1 }).ms).toBe(2);
  });

  test('cuts a pause that nobody would sit through, and says so', () => {
    const cut = gap(60_000_000, 0, { speed: 1, time: 'true', trueScale: 10_000 });
    expect(cut).toMatchObject({ ms: LONGEST_TRUE_GAP_MS, cut: true });
  });
});

describe('reading', () => {
  test('takes as long as a sentence is, by its own script', () => {
    expect(readingMs('a'.repeat(60))).toBeCloseTo((60 / LETTERS_PER_SECOND) * 1000);
    expect(readingMs('字'.repeat(24))).toBeCloseTo((24 / HAN_PER_SECOND) * 1000);
    expect(readingMs(`${'字'.repeat(16)}${'a'.repeat(20)}`)).toBeCloseTo(
      (16 / HAN_PER_SECOND + 20 / LETTERS_PER_SECOND) * 1000,
    );
  });

  test('has bounds', () => {
    expect(readingMs('')).toBe(SHORTEST_READING_MS);
    expect(readingMs('a'.repeat(1000))).toBe(LONGEST_READING_MS);
  });
});
