import fc from 'fast-check';
import { fromHex } from '../../shared/bytes.ts';

const SOUND = [
  '01',
  '020405b4',
  '03030a',
  '0402',
  '080a0000000100000002',
  '050a0000000100000002',
  'fd04abcd',
];
const DAMAGED = ['0500', '02ff'];
const NO_OPERATION = 1;
const MOST_OPTION_BYTES = 40;

/** An IPv4 or IPv6 packet with any TCP header. Its options are any bytes, or sound ones only. */
function packets(isSound: boolean): fc.Arbitrary<Uint8Array> {
  return fc
    .record({
      six: fc.boolean(),
      ipWords: fc.integer({ min: 5, max: 15 }),
      tcpWords: fc.integer({ min: 5, max: 15 }),
      bytes: fc.uint8Array({ minLength: 160, maxLength: 160 }),
      options: fc.array(fc.constantFrom(...SOUND, ...(isSound ? [] : ['00', ...DAMAGED])), { maxLength: 12 }),
      payload: fc.nat(30),
    })
    .map(({ six, ipWords, tcpWords: anyWords, bytes, options, payload }) => {
      const made = Uint8Array.from(bytes);
      const tcpAt = six ? 40 : 4 * ipWords;
      const whole = options.filter(
        (_, i) => !isSound || options.slice(0, i + 1).join('').length / 2 <= MOST_OPTION_BYTES,
      );
      const written = fromHex(whole.join(''));
      const tcpWords = isSound ? 5 + Math.ceil(written.length / 4) : anyWords;
      const dataAt = tcpAt + 4 * tcpWords;
      const total = dataAt + payload;
      if (isSound) {
        made.fill(NO_OPERATION, tcpAt + 20, dataAt);
        if (!six) made.fill(NO_OPERATION, 20, tcpAt);
      }
      if (six) {
        made.set([0x60, 0, 0, 0, 0, total - 40, 6]);
      } else {
        made.set([0x40 | ipWords, 0, 0, total]);
        made.set([0, 0, 64, 6], 6);
      }
      made[tcpAt + 12] = (tcpWords << 4) | ((made[tcpAt + 12] ?? 0) & 0x0f);
      made.set(written.subarray(0, 4 * tcpWords - 20), tcpAt + 20);
      return made.subarray(0, total);
    });
}

/** A packet with any option bytes. */
export const packet = packets(false);
/** A packet whose options are sound. */
export const soundPacket = packets(true);
