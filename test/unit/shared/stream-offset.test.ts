import fc from 'fast-check';
import { expect, test } from 'vitest';
import { offsetOf, seqOf } from '../../../shared/tcp/stream-offset.ts';

const isn = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const offset = fc.integer({ min: 0, max: 2 ** 40 });

test('an offset survives the way through a sequence number, wrapped or not, while one near it is known', () => {
  fc.assert(
    fc.property(isn, offset, fc.integer({ min: -(2 ** 30), max: 2 ** 30 }), (isn, offset, away) => {
      expect(offsetOf(seqOf(offset, isn), isn, Math.max(0, offset + away))).toBe(offset);
    }),
  );
});

test('the SYN stands at -1, the first byte at 0', () => {
  fc.assert(
    fc.property(isn, (isn) => {
      expect(offsetOf(isn, isn, 0)).toBe(-1);
      expect(offsetOf((isn + 1) % 2 ** 32, isn, 0)).toBe(0);
    }),
  );
});
