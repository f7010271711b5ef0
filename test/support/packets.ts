import fc from 'fast-check';
import { fromHex } from '../../shared/bytes.ts';

/** An IPv4 or IPv6 packet with any TCP header and any option bytes. */
export const packet: fc.Arbitrary<Uint8Array> = fc
  .record({
    six: fc.boolean(),
    ipWords: fc.integer({ min: 5, max: 15 }),
    tcpWords: fc.integer({ min: 5, max: 15 }),
    bytes: fc.uint8Array({ minLength: 160, maxLength: 160 }),
    options: fc.array(
      fc.constantFrom(
        '00',
        '01',
        '020405b4',
        '03030a',
        '0402',
        '080a0000000100000002',
        '050a0000000100000002',
        'fd04abcd',
        '0500',
        '02ff',
      ),
      { maxLength: 12 },
    ),
    payload: fc.nat(30),
  })
  .map(({ six, ipWords, tcpWords, bytes, options, payload }) => {
    const made = Uint8Array.from(bytes);
    const tcpAt = six ? 40 : 4 * ipWords;
    const total = tcpAt + 4 * tcpWords + payload;
    if (six) {
      made.set([0x60, 0, 0, 0, 0, total - 40, 6]);
    } else {
      made.set([0x40 | ipWords, 0, 0, total]);
      made.set([0, 0, 64, 6], 6);
    }
    made[tcpAt + 12] = (tcpWords << 4) | ((made[tcpAt + 12] ?? 0) & 0x0f);
    made.set(fromHex(options.join('')).subarray(0, 4 * tcpWords - 20), tcpAt + 20);
    return made.subarray(0, total);
  });
