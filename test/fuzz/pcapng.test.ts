import fc from 'fast-check';
import { expect } from 'vitest';
import { type CapturedPacket, writePcapng } from '../../shared/tcp/pcapng.ts';
import { parseSegment } from '../../shared/tcp/segment.ts';
import { segmentFields } from '../../shared/tcp/segment-fields.ts';
import { fuzz } from '../support/fuzz.ts';
import { packet, soundPacket } from '../support/packets.ts';
import { asTsharkSays, hasTshark, readByTshark } from '../support/tshark.ts';

function captured(bytes: fc.Arbitrary<Uint8Array>): fc.Arbitrary<CapturedPacket> {
  return fc
    .record(
      {
        interface: fc.nat(1),
        atMicros: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
        bytes,
        direction: fc.constantFrom('in', 'out'),
        comment: fc.oneof(fc.string({ unit: 'binary' }), fc.constant('中'.repeat(500))),
      },
      { requiredKeys: ['interface', 'atMicros', 'bytes', 'direction'] },
    )
    .map((one) => ({ ...one, originalBytes: one.bytes.length }));
}

/** tshark names an option as often as it stands there, and the page the last. */
function hasEachOptionOnce({ bytes }: CapturedPacket): boolean {
  const names = segmentFields(bytes).flatMap(({ id, option }) =>
    id === 'option.kind' ? [option?.name] : [],
  );
  return names.length === new Set(names).size;
}

const file = (packets: readonly CapturedPacket[]): Uint8Array =>
  writePcapng({
    application: 'a test',
    os: 'a test',
    interfaces: ['a', 'b'].map((name) => ({ name, description: name, snapBytes: 0 })),
    packets,
  });

fuzz({
  title: 'a capture is blocks that begin and end with their length, one for each packet',
  share: 0.04,
  cases: fc.array(captured(packet), { maxLength: 4 }),
  check(packets) {
    const bytes = file(packets);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let blocks = 0;
    for (let at = 0; at < bytes.length; blocks += 1) {
      const length = view.getUint32(at + 4, true);
      expect(length % 4).toBe(0);
      expect(view.getUint32(at + length - 4, true)).toBe(length);
      at += length;
    }
    expect(blocks).toBe(1 + 2 + packets.length);
  },
});

if (hasTshark())
  fuzz({
    title: 'tshark reads every packet of a capture as it is shown here',
    share: 0.00002,
    isSlow: true,
    // tshark tells as much of a damaged option as it has read when it gives up.
    cases: fc.array(captured(soundPacket).filter(hasEachOptionOnce), { minLength: 100, maxLength: 200 }),
    async check(packets) {
      const segments = packets.flatMap(({ bytes }) => {
        const segment = parseSegment(bytes);
        return segment === null ? [] : [asTsharkSays(segment, { onWire: bytes.length, kept: bytes.length })];
      });
      expect(await readByTshark(file(packets))).toEqual(segments);
    },
  });
