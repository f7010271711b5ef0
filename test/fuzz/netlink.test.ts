import fc from 'fast-check';
import { expect } from 'vitest';
import { decodeAttributes, decodeMessages } from '../../server/lab-host/kernel/netlink-message.ts';
import { fuzz } from '../support/fuzz.ts';
import { attributes } from '../support/netlink-bytes.ts';

const message = fc
  .record({
    type: fc.oneof(fc.constantFrom(2, 3, 16, 20), fc.nat(0xffff)),
    flags: fc.nat(0xffff),
    payload: fc.oneof(attributes([1, 2, 7]), fc.uint8Array({ maxLength: 80 })),
    length: fc.option(fc.constantFrom(0, 1, 15, 16, 17, 0xffff_ffff)),
  })
  .map(({ type, flags, payload, length }) => {
    const bytes = Buffer.alloc((16 + payload.length + 3) & ~3);
    bytes.writeUInt32LE(length ?? 16 + payload.length, 0);
    bytes.writeUInt16LE(type, 4);
    bytes.writeUInt16LE(flags, 6);
    bytes.set(payload, 16);
    return bytes;
  });

fuzz({
  title: 'any datagram of netlink is messages and attributes that lie within it',
  share: 0.2,
  cases: fc.tuple(fc.array(message, { maxLength: 4 }), fc.nat(40)),
  check([messages, cut]) {
    const whole = Buffer.concat(messages);
    const bytes = whole.subarray(0, Math.max(0, whole.length - cut));
    let read = 0;
    for (const { payload, errno } of decodeMessages(bytes)) {
      read += 16 + payload.length;
      if (errno !== undefined) expect(errno).toBeGreaterThanOrEqual(0);
      for (const value of decodeAttributes(payload).values())
        expect(value.length).toBeLessThanOrEqual(payload.length - 4);
    }
    expect(read).toBeLessThanOrEqual(bytes.length);
  },
});
