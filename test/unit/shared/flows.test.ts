import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ByteRange } from '../../../shared/model/lab-state.ts';
import { merged, newFlow, read, receive } from '../../../shared/model/reducer/flows.ts';

const flow = {
  ...newFlow({
    flow: 'f',
    from: 'client',
    to: 'server',
    source: { host: '192.168.127.2', port: 1 },
    destination: { host: '192.168.127.1', port: 2 },
    isn: 0,
  }),
  rightEdge: 1000,
};
const range = fc
  .tuple(fc.nat(300), fc.integer({ min: 1, max: 60 }))
  .map(([from, length]): ByteRange => ({ from, to: from + length }));

/** Computes the same the slow way, with one flag a byte. */
function byteByByte(ranges: readonly ByteRange[], edge: number): { received: number; beyond: number } {
  const have = new Set<number>();
  for (const { from, to } of ranges) for (let at = from; at < Math.min(to, edge); at += 1) have.add(at);
  let received = 0;
  while (have.has(received)) received += 1;
  return { received, beyond: have.size - received };
}

describe('[MODEL3] what a receiving kernel has', () => {
  test('whatever the order, overlap and repetition of arrivals', () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 40 }), fc.integer({ min: 1, max: 400 }), (ranges, edge) => {
        const end = ranges.reduce(receive, { ...flow, rightEdge: edge });
        const beyond = end.outOfOrder.reduce((sum, { from, to }) => sum + to - from, 0);
        expect({ received: end.received, beyond }).toEqual(byteByByte(ranges, edge));
      }),
    );
  });

  test('order does not matter', () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 20 }), (ranges) => {
        const there = ranges.reduce(receive, flow);
        const back = ranges.toReversed().reduce(receive, flow);
        expect(back).toEqual(there);
      }),
    );
  });

  test('merged ranges neither touch nor overlap', () => {
    fc.assert(
      fc.property(fc.array(range), (ranges) => {
        const joined = merged(ranges);
        for (const [i, { from }] of joined.entries())
          expect(i === 0 || from > (joined[i - 1]?.to ?? 0)).toBe(true);
      }),
    );
  });
});

test('[MODEL3] a recv() of 0 bytes has read the FIN, unless a SHUT_RD may have ended it before', () => {
  const ended = { ...flow, fin: { ...flow.fin, received: true } };
  expect(read(ended, 1, 0, 1024).fin.read).toBe(true);
  expect(read({ ...ended, readShut: 'by-program' }, 1, 0, 1024).fin.read).toBe(false);
  expect(read(ended, 1, 0, 0).fin.read).toBe(false);
});
