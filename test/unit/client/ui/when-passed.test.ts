import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { whenPassed } from '../../../../client/ui/when-passed.ts';

let nowMs = 0;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  nowMs = 100;
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('a timer that comes before its time is not taken for the end', () => {
  const then = vi.fn<() => void>();
  whenPassed(800, then);
  nowMs = 799.7;
  vi.advanceTimersByTime(700);
  expect(then).not.toHaveBeenCalled();
  nowMs = 800.2;
  vi.advanceTimersByTime(1);
  expect(then).toHaveBeenCalledOnce();
});

test('what has passed already is told at once, and what is called off never', () => {
  const passed = vi.fn<() => void>();
  whenPassed(50, passed);
  expect(passed).toHaveBeenCalledOnce();
  const later = vi.fn<() => void>();
  const callOff = whenPassed(800, later);
  callOff();
  nowMs = 900;
  vi.advanceTimersByTime(10_000);
  expect(later).not.toHaveBeenCalled();
});
