import fc from 'fast-check';
import { expect } from 'vitest';
import { decodeSocketRow } from '../../server/lab-host/kernel/sock-diag.ts';
import { fuzz } from '../support/fuzz.ts';
import { attributes } from '../support/netlink-bytes.ts';
import { TCP_STATES } from '../../shared/log/events.ts';

const row = fc
  .tuple(
    fc.constantFrom(2, 10, 0, 255),
    fc.uint8Array({ minLength: 71, maxLength: 71 }),
    attributes([2, 7]),
    fc.nat(700),
  )
  .map(([family, head, rest, cut]) => Buffer.concat([Buffer.of(family), head, rest]).subarray(0, 700 - cut));

fuzz({
  title: 'any row of sock_diag is a socket in a known state, or none',
  share: 0.2,
  cases: row,
  check(bytes) {
    const socket = decodeSocketRow(bytes);
    if (bytes.length < 72) return expect(socket).toBeUndefined();
    expect(TCP_STATES).toContain(socket?.state);
    expect(socket?.local.port).toBe(bytes.readUInt16BE(4));
    expect(socket?.cookie).toMatch(/^\d+$/);
  },
});
