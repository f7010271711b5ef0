import { expect, test, vi } from 'vitest';
import { readPython } from '../../../../client/features/composer/python/python.ts';
import { repr } from '../../../../server/lab-host/python/repr.ts';
import { dict, int, tuple, type Value } from '../../../../server/lab-host/python/values.ts';
import { dryRun } from '../../../support/dry-run.ts';

const MIB = 1024 * 1024;

/** Runs a program whose thread gives way after each MiB. Returns how often it did, and what it printed. */
async function turnsOf(text: string): Promise<{ turns: number; printed: string }> {
  let [bytes, turns] = [0, 0];
  const charge = (more: number): Promise<void> | null => {
    bytes += more;
    if (bytes < MIB) return null;
    bytes = 0;
    turns += 1;
    return Promise.resolve();
  };
  const { program } = readPython(text);
  return { printed: await dryRun(program!, { charge }), turns };
}

const text = "t = '中' * 1000000\n";
const bytes = "b = b'ab' * 1000000\n";
test.each([
  [text, "t.encode('gbk')"],
  [text, 't.encode()'],
  [text, "('x' * 2000000).encode('ascii')"],
  [text, 't[::2]'],
  [text, 't.upper()'],
  [text, "t.find('x')"],
  [text, "t.rfind('x' * 1000)"],
  [text, "t.replace('x', 'y')"],
  [text, "t == '中' * 1000000"],
  [bytes, "b.decode('gbk')"],
  [bytes, 'b.decode()'],
  [bytes, 'b + b'],
  [bytes, 'b * 2'],
  [bytes, 'b[1:]'],
  [bytes, 'b in b + b'],
  [bytes, "b''.join([b, b])"],
  [bytes, "b.strip(b'ab')"],
  ['l = list(range(4096))\nm = list(range(4096))\n', 'l == m'],
  [bytes, '{b: 1}[b]'],
  [text, '{t: 1}.get((t, t))'],
  ['d = dict(enumerate(range(4096)))\n', 'd | d'],
  ['d = dict(enumerate(range(4096)))\n', 'd == d.copy()'],
  ['d = dict(enumerate(range(4096)))\n', '5000 in d.values()'],
  ['d = dict(enumerate(range(4096)))\ne = d.copy()\ndel e[4095]\ne[-1] = 1\nl = [d] * 64\n', 'l.count(e)'],
  ['l = [i * 1777 % 4096 for i in range(4096)]\n', 'sorted(l)'],
])('[PROG6] gives way in the middle of %s%s', async (begin, expression) => {
  const before = await turnsOf(begin);
  const all = await turnsOf(`${begin}x = ${expression}\n`);
  expect(all.printed).toBe('');
  expect(all.turns - before.turns).toBeGreaterThanOrEqual(1);
});

test('[PROG6] looks through a view once where it holds itself many times', () => {
  const { dict: of } = dict();
  const view: Value = { is: 'view', of: 'values', dict: of };
  for (let i = 0; i < 9; i += 1) of.entries.set(String(i), { key: int(i), value: view });
  const looked = vi.spyOn(of.entries, 'values');
  expect(repr(tuple(view, view))).toContain('dict_values([..., ...');
  expect(looked).toHaveBeenCalledTimes(2);
});
