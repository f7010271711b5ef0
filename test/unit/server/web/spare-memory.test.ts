import { expect, test } from 'vitest';
import { SERVER_LIMITS } from '../../../../server/limits.ts';
import { SpareMemory } from '../../../../server/web/spare-memory.ts';

const CROWD = SERVER_LIMITS.crowd;

test('memory is given back once a crowd has left, and not while it is there, nor for a few', () => {
  let collected = 0;
  const memory = new SpareMemory(() => (collected += 1));
  for (const connections of [1, CROWD - 1, 0]) memory.look(connections);
  expect(collected).toBe(0);
  for (const connections of [2 * CROWD, CROWD, 5 * CROWD, 2 * CROWD]) memory.look(connections);
  expect(collected).toBe(0);
  for (const connections of [3, 0, 0]) memory.look(connections);
  expect(collected).toBe(1);
});

test('V8 collects when it is asked', () => {
  const memory = new SpareMemory();
  const before = new WeakRef({});
  memory.look(CROWD);
  return new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
    memory.look(0);
    expect(before.deref()).toBeUndefined();
  });
});
