import { expect, test } from 'vitest';
import { readPython } from '../../../../client/features/composer/python/python.ts';
import { repr } from '../../../../server/lab-host/python/repr.ts';
import { int, list, type Value } from '../../../../server/lab-host/python/values.ts';
import { dryRun } from '../../../support/dry-run.ts';

/** Runs a line on the list of 0 to 9. In the middle of its look through the items it gives way to a thread that executes another line. */
async function beside(line: string, others: string): Promise<readonly [printed: string, list: string]> {
  const shared = list(Array.from({ length: 10 }, (_, i) => int(i)));
  const run = (text: string, own = {}): Promise<string> =>
    dryRun(readPython(`from select import select\nl = select()\ninput()\n${text}`).program!, {
      select: () => Promise.resolve(shared),
      input: async () => '',
      ...own,
    });
  let looks = -1;
  const printed = await run(line, {
    input: async () => {
      looks = 0;
      return '';
    },
    charge: (bytes: number): Promise<Value | void> | null => {
      if (looks < 0 || bytes !== 256) return null;
      looks += 1;
      return looks === 12 ? run(others).then(() => {}) : null;
    },
  });
  return [printed, repr(shared)];
}

test.each([
  ['l.remove(9)', 'del l[0]', '', '[1, 2, 3, 4, 5, 6, 7, 8]'],
  ['l.remove(9)', 'l.clear()', 'ValueError: list.remove(x): x not in list', '[]'],
  ['l.remove(9)', 'l.append(9)', '', '[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]'],
  ['print(l == list(range(10)))', 'l.clear()', 'True', '[]'],
  ['print(l.index(9))', 'del l[0]', '9', '[1, 2, 3, 4, 5, 6, 7, 8, 9]'],
  ['print(9 in l)', 'l.clear()', 'True', '[]'],
  ['print(l.count(9))', 'l.clear()', '1', '[]'],
])('[PROG1] %s beside %s of another thread', async (line, others, printed, after) => {
  expect(await beside(line, others)).toEqual([printed, after]);
});
