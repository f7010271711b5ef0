import { expect, test } from 'vitest';
import { isInOtherHand } from '../../../../client/lab/use-in-hand.ts';
import type { Part } from '../../../../shared/protocol/parts.ts';

const holds = (n: number, ...parts: Part[]) => ({ n, name: 'Anna', parts });

test('[HAND2] the wire is in another hand if a follower has it, or has all', () => {
  const toFourth = (...holders: ReturnType<typeof holds>[]) =>
    isInOtherHand({ class: null, room: 'here', holders, ownHand: { n: 4 } });
  expect(toFourth()).toBe(false);
  expect(toFourth(holds(3, 'client', 'server'))).toBe(false);
  expect(toFourth(holds(3, 'client'), holds(4, 'wire'))).toBe(false);
  expect(toFourth(holds(3, 'wire'))).toBe(true);
  expect(toFourth(holds(3, 'all'))).toBe(true);
});
