import { expect, test } from 'vitest';
import { SERVER_LIMITS } from '../../../../server/limits.ts';
import { SpareMemory } from '../../../../server/web/spare-memory.ts';

const CROWD = SERVER_LIMITS.crowd;

test('memory is given back once a crowd has left, and not while it is there, nor for a few', () => {
  let collected = 0;
  const memory = new SpareMemory(() => (collected += 1));
  memory.came(CROWD - 1);
  for (const connections of [1, CROWD - 1, 0]) memory.look(connections);
  expect(collected).toBe(0);
  memory.came(5 * CROWD);
  for (const connections of [2 * CROWD, CROWD + CROWD / 2]) memory.look(connections);
  expect(collected).toBe(0);
  for (const connections of [3, 0, 0, 0]) memory.look(connections);
  expect(collected).toBe(2);
});

test('memory of a crowd that came and went between two looks is given back, too', () => {
  let collected = 0;
  const memory = new SpareMemory(() => (collected += 1));
  memory.look(1);
  for (let connections = 1; connections <= CROWD; connections += 1) memory.came(connections);
  memory.look(1);
  expect(collected).toBe(1);
});

test('V8 collects when it is asked', () => {
  const memory = new SpareMemory();
  const before = new WeakRef({});
  memory.came(CROWD);
  return new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
    memory.look(0);
    expect(before.deref()).toBeUndefined();
  });
});
