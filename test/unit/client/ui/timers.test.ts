import { expect, test } from 'vitest';
import { shownTime, timerText } from '../../../../client/ui/timers.ts';

test('a timer shows tenths below ten seconds, then seconds, then minutes', () => {
  const times = [780_000, 9_940_000, 10_000_000, 59_990_000, 125_000_000];
  expect(times.map((micros) => timerText(micros))).toEqual(['0.8 s', '9.9 s', '10 s', '59 s', '2:05 min']);
  // In little room the colon says enough.
  expect(times.map((micros) => timerText(micros, true)).slice(-2)).toEqual(['59 s', '2:05']);
});

test.each([
  ['since', 1],
  ['until', -1],
])('a timer %s an instant is shown in as many steps as its text has values', (_, sign) => {
  const of = 3_000_123;
  const shown = new Set<number>();
  const texts = new Set<string>();
  for (let passed = 0; passed < 30_000_000; passed += 20_000) {
    const now = shownTime(of + sign * passed, of);
    expect(Math.abs(now - (of + sign * passed))).toBeLessThanOrEqual(1_000_000);
    shown.add(now);
    texts.add(timerText(Math.abs(now - of)));
  }
  // A step for each tenth of ten seconds, and for each of twenty seconds more.
  expect(shown.size).toBeLessThanOrEqual(100 + 20 + 1);
  expect(texts.size).toBe(shown.size);
});
