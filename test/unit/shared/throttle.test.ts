import { expect, test } from 'vitest';
import { Throttle } from '../../../shared/throttle.ts';

test('[CLASS6] what is asked for often is done at once, and then once when the time is over', () => {
  const timers: (() => void)[] = [];
  let done = 0;
  const throttle = new Throttle(
    1000,
    (_ms, then) => {
      timers.push(then);
      return () => timers.splice(0);
    },
    () => (done += 1),
  );
  throttle.ask();
  for (let i = 0; i < 100; i += 1) throttle.ask();
  expect([done, timers.length]).toEqual([1, 1]);
  timers.shift()!();
  expect([done, timers.length]).toEqual([2, 1]);
  timers.shift()!();
  expect([done, timers.length]).toEqual([2, 0]);
  throttle.ask();
  throttle.ask();
  throttle.end();
  expect([done, timers.length]).toEqual([3, 0]);
});
