import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromHex, toHex } from '../../../shared/bytes.ts';
import { parseSegment, sequenceLength } from '../../../shared/tcp/segment.ts';

/** This is a SYN as Linux 6.18 sent it: MSS 1460, SACK permitted, timestamps, window scale 10. */
const SYN = fromHex(
  '4500003c1c4640004006' +
    '9e5f' +
    'c0a87f02' +
    'c0a87f01' +
    'a36e1f90' +
    '132599de' +
    '00000000' +
    'a002faf07f800000' +
    '020405b4' +
    '0402' +
    '080a' +
    '00001234' +
    '00000000' +
    '01' +
    '03030a',
);

test('a SYN’s headers and options', () => {
  const segment = parseSegment(SYN);
  expect(segment).toEqual({
    source: { host: '192.168.127.2', port: 41_838 },
    destination: { host: '192.168.127.1', port: 8080 },
    seq: 0x132599de,
    ack: 0,
    flags: ['SYN'],
    window: 64_240,
    options: { mss: 1460, sackPermitted: true, timestamps: { value: 0x1234, echo: 0 }, windowScale: 10 },
    payloadAt: 60,
    payloadBytes: 0,
  });
  expect(segment && sequenceLength(segment)).toBe(1);
});

test('an IPv4 header of fewer than five words is no segment’s', () => {
  const bytes = Uint8Array.from(SYN);
  bytes[0] = 0x42;
  expect(parseSegment(bytes)).toBeNull();
});

test('IPv6 addresses read as RFC 5952 writes them', () => {
  const bytes = new Uint8Array(60);
  bytes.set(
    fromHex(
      '6000000000140640' + 'fd00012700000000' + '0000000000000002' + 'fd00012700000000' + '0000000000000001',
    ),
  );
  bytes.set(fromHex('00010002' + '00000003' + '00000004' + '50180005' + '00000000'), 40);
  expect(parseSegment(bytes)).toMatchObject({
    source: { host: 'fd00:127::2', port: 1 },
    destination: { host: 'fd00:127::1', port: 2 },
    flags: ['PSH', 'ACK'],
    payloadBytes: 0,
  });
});

test('a payload that a capture cut off still counts by the header’s own length', () => {
  const longer = Uint8Array.from(SYN);
  longer[3] = 0x3c + 100;
  expect(parseSegment(longer)?.payloadBytes).toBe(100);
});

test('any bytes at all: a segment or null, never an exception, never a negative length', () => {
  const nearSyn = fc
    .array(fc.tuple(fc.nat(SYN.length - 1), fc.nat(255)), { maxLength: 8 })
    .map((edits) => Uint8Array.from(SYN, (byte, i) => edits.find(([at]) => at === i)?.[1] ?? byte));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 120 }), nearSyn), fc.nat(60), (bytes, cut) => {
      const segment = parseSegment(bytes.subarray(0, bytes.length - Math.min(cut, bytes.length)));
      if (segment !== null) expect(segment.payloadBytes).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 2000 },
  );
});

test('hex there and back', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(fromHex(toHex(bytes))).toEqual(bytes);
    }),
  );
  expect(() => fromHex('abc')).toThrow(RangeError);
  expect(() => fromHex('zz')).toThrow(RangeError);
});
