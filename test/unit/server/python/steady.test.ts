import { expect, test } from 'vitest';
import { readPython } from '../../../../client/features/composer/python/python.ts';
import { extreme, sum } from '../../../../server/lab-host/python/aggregates.ts';
import type { Charge } from '../../../../server/lab-host/python/long-work.ts';
import { repr } from '../../../../server/lab-host/python/repr.ts';
import { enumerate } from '../../../../server/lab-host/python/sorting.ts';
import { textMethod } from '../../../../server/lab-host/python/text-methods.ts';
import {
  int,
  list,
  newSocket,
  str,
  type PythonSocket,
  type Value,
} from '../../../../server/lab-host/python/values.ts';
import { dryRun } from '../../../support/dry-run.ts';

/* No other thread changes a value while a function of Python goes over it. */

test('[PROG1] join() joins the items that a list had', async () => {
  const items = ['a', 'b', 'c'].map(str);
  const of = list(items);
  const charge: Charge = (bytes) => {
    if (bytes > 2) items.shift();
    return null;
  };
  const joined = await textMethod({ is: 'str', text: ',' }, 'join', [of], charge);
  expect(repr(joined)).toBe("'a,b,c'");
});

test('[PROG1] sum() adds up the bytes that a bytearray had', async () => {
  const array = { bytes: Buffer.from([1, 2, 3]), exports: 0, sends: 0 };
  const total = await sum([{ is: 'bytearray', array }], () => {
    array.bytes = Buffer.alloc(0);
    return null;
  });
  expect(repr(total)).toBe('6');
});

test('[PROG1] max() looks at all that an enumerate, and one inside another, was to give', async () => {
  for (const nested of [false, true]) {
    const items = [3, 2, 1].map((number) => int(number));
    const once = enumerate([list(items)], undefined);
    const over = nested ? enumerate([once], undefined) : once;
    const last = await extreme('max', [over], () => {
      items.length = 0;
      return null;
    });
    expect(repr(last)).toBe(nested ? '(2, (2, 1))' : '(2, 1)');
  }
});

test('[PROG1] a text has the text of each socket at its place, if its list changes meanwhile', async () => {
  const socket = (fd: number): Value => ({ is: 'socket', socket: newSocket(fd, 'AF_INET') });
  const run = (change: (items: Value[]) => void): Promise<string> => {
    const items = [socket(3), socket(4)];
    return dryRun(readPython('from select import select\nl = select()\nprint(str(l))').program!, {
      select: () => Promise.resolve(list(items)),
      describe: (one: PythonSocket) => {
        if (one.fd === 3) change(items);
        return Promise.resolve(`<${one.fd}>`);
      },
    });
  };
  expect(await run((items) => items.shift())).toBe('[<4>]');
  expect(await run((items) => items.reverse())).toBe('[<4>, <3>]');
  expect(await run((items) => items.push(socket(5)))).toContain('LabRefusal');
});
