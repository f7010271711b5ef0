import { expect, test } from 'vitest';
import { FairQueue } from '../../../server/lab-host-client/fair-queue.ts';

test('[PROG6] the labs of one lab host take turns, and each lab’s messages keep their order', () => {
  const handled: string[] = [];
  const queue = new FairQueue<string>((message) => handled.push(message));
  for (const message of ['a1', 'a2', 'a3', 'b1', 'a4', 'b2']) queue.add(message[0]!, message);
  queue.flush();
  expect(handled).toEqual(['a1', 'b1', 'a2', 'b2', 'a3', 'a4']);
});

test('messages are handed over by themselves, also those that come meanwhile', async () => {
  const handled: number[] = [];
  const queue = new FairQueue<number>((message) => {
    handled.push(message);
    if (message < 3) queue.add('a', message + 1);
  });
  queue.add('a', 1);
  expect(handled).toEqual([]);
  await expect.poll(() => handled).toEqual([1, 2, 3]);
});
