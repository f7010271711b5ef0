import * as v from 'valibot';
import { expect, test } from 'vitest';
import { parseFrame } from '../../../shared/protocol/parse-frame.ts';
import { rowSchema } from '../../../shared/schema.ts';

const LONG = JSON.stringify(Array.from({ length: 10_000 }, () => 1));

/** A schema that no number satisfies, or each, and the times that one was looked at. */
function counted(isRight: boolean) {
  const looks = { at: 0 };
  const number = v.pipe(
    v.number(),
    v.check(() => {
      looks.at += 1;
      return isRight;
    }),
  );
  return { looks, number };
}

test('[PROTO7] a message that is none is looked at up to its first fault', () => {
  const { looks, number } = counted(false);
  expect(parseFrame(v.array(number), LONG)).toBeNull();
  expect(looks.at).toBe(1);
});

test('[PROTO7] the items of a row that is too long are not looked at', () => {
  const { looks, number } = counted(true);
  expect(parseFrame(rowSchema(number, 1, 6), LONG)).toBeNull();
  expect(parseFrame(rowSchema(number, 1, 6), '[]')).toBeNull();
  expect(looks.at).toBe(0);
  expect(parseFrame(rowSchema(number, 1, 6), '[1,2]')).toEqual([1, 2]);
});
