import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex } from '../../../shared/bytes.ts';
import type { SegmentField, SegmentOrigin } from '../../../shared/tcp/segment-field.ts';
import { NO_ORIGIN } from '../../../shared/tcp/segment-field.ts';
import { segmentFields } from '../../../shared/tcp/segment-fields.ts';
import { parseSegment } from '../../../shared/tcp/segment.ts';
import { packet } from '../../support/packets.ts';

/**
 * Segments 1 and 5 of the shipped recording are a SYN with every usual option and the first ACK of its
 * stream.
 */
const SYN = fromHex(
  '4500003c5707400040066460c0a87f02c0a87f0195b41f90bddee12700000000a002faf0f0d90000020405b40402080a507b3817000000000103030a',
);
const ACK = fromHex(
  '4500003449704000400671ffc0a87f01c0a87f021f9095b4af43aea3bddee12f80100040ef3800000101080ab5011779507b38bf',
);
const ORIGIN: SegmentOrigin = {
  isn: 2_940_448_418,
  peerIsn: 3_185_500_455,
  windowShift: 10,
  timestamp: 3_036_747_418,
  peerTimestamp: 1_350_252_567,
};

const named = (fields: readonly SegmentField[], id: SegmentField['id']): SegmentField | undefined =>
  fields.find((field) => field.id === id);

/** Checks that each bit from the first to `end` occurs once, in order. */
function expectCovered(fields: readonly SegmentField[], end: number): void {
  let at = 0;
  for (const { from, to } of fields) {
    expect(from).toBe(at);
    expect(to).toBeGreaterThan(from);
    at = to;
  }
  expect(at).toBe(end);
}

describe('the fields of a segment', () => {
  test('a SYN: every option, its parts, and no relative window', () => {
    const fields = segmentFields(SYN, { ...NO_ORIGIN, isn: 0xbddee127, windowShift: 10 });
    expectCovered(fields, 60 * 8);
    expect(named(fields, 'ip.source')?.raw).toBe('192.168.127.2');
    expect(named(fields, 'tcp.seq')).toMatchObject({
      raw: '3185500455',
      relative: { value: 0, unit: 'offset' },
    });
    expect(named(fields, 'tcp.ack')?.relative).toBeNull();
    expect(named(fields, 'tcp.window')).toMatchObject({ raw: '64240', relative: null });
    expect(named(fields, 'flag.syn')?.raw).toBe('1');
    expect(named(fields, 'option.mss')?.raw).toBe('1460');
    expect(named(fields, 'option.windowScale')).toMatchObject({
      raw: '10',
      relative: { value: 1024, unit: 'times' },
      section: 'RFC 7323 §2.2',
    });
    expect(fields.filter((field) => field.id === 'option.kind').map((field) => field.option?.name)).toEqual([
      'mss',
      'sackPermitted',
      'timestamps',
      'windowScale',
    ]);
  });

  test('an ACK: numbers counted from the SYNs, the window scaled, the clocks since the SYNs', () => {
    const fields = segmentFields(ACK, ORIGIN);
    expect(named(fields, 'tcp.seq')?.relative?.value).toBe(1);
    expect(named(fields, 'tcp.ack')?.relative?.value).toBe(8);
    expect(named(fields, 'tcp.window')).toMatchObject({
      raw: '64',
      relative: { value: 65_536, unit: 'bytes' },
    });
    expect(named(fields, 'option.tsValue')?.relative).toEqual({ value: 223, unit: 'ticks' });
    expect(named(fields, 'option.tsEcho')?.relative).toEqual({ value: 168, unit: 'ticks' });
  });

  test('unknown and malformed options, the end of the list and its padding', () => {
    const bytes = Uint8Array.from(ACK);
    bytes.set(fromHex('fd04abcd00eeeeeeeeeeeeee'), 40);
    const fields = segmentFields(bytes, ORIGIN);
    expectCovered(fields, 52 * 8);
    expect(named(fields, 'option.data')).toMatchObject({ raw: '0xabcd', option: { name: 'unknown' } });
    expect(named(fields, 'option.padding')?.raw).toBe('0xeeeeeeeeeeeeee');
    bytes.set(fromHex('0101021f'), 40);
    expect(named(segmentFields(bytes, ORIGIN), 'option.malformed')?.from).toBe(42 * 8);
  });

  test('random bytes never throw, and what they give never overlaps', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 140 }), (bytes) => {
        const fields = segmentFields(bytes, ORIGIN);
        if (fields.length > 0) expectCovered(fields, fields.at(-1)?.to ?? 0);
        expect(fields.at(-1)?.to ?? 0).toBeLessThanOrEqual(8 * bytes.length);
      }),
    );
  });

  test('any headers are covered to the payload, and agree with parseSegment', () => {
    fc.assert(
      fc.property(packet, (bytes) => {
        const segment = parseSegment(bytes);
        const fields = segmentFields(bytes, ORIGIN);
        if (segment === null) return;
        expectCovered(fields, 8 * segment.payloadAt);
        expect(named(fields, 'tcp.seq')?.raw).toBe(String(segment.seq));
        expect(named(fields, 'tcp.ack')?.raw).toBe(String(segment.ack));
        expect(named(fields, 'tcp.window')?.raw).toBe(String(segment.window));
        expect(named(fields, 'tcp.sourcePort')?.raw).toBe(String(segment.source.port));
        expect(named(fields, 'tcp.destinationPort')?.raw).toBe(String(segment.destination.port));
        for (const flag of ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR'] as const)
          expect(named(fields, `flag.${flag.toLowerCase() as 'fin'}`)?.raw).toBe(
            segment.flags.includes(flag) ? '1' : '0',
          );
        const last = (id: SegmentField['id']): string | undefined => fields.findLast((f) => f.id === id)?.raw;
        const { options } = segment;
        expect(last('option.mss')).toBe(options.mss?.toString());
        expect(last('option.tsValue')).toBe(options.timestamps?.value.toString());
        if (options.sack !== undefined && options.sack.length > 0)
          expect(last('option.sackRight')).toBe(options.sack.at(-1)?.[1].toString());
      }),
      { numRuns: 500 },
    );
  });

  test('a capture cut anywhere is covered as far as it goes', () => {
    for (let length = 0; length <= SYN.length; length += 1) {
      const fields = segmentFields(SYN.subarray(0, length));
      expectCovered(fields, length < 20 ? 0 : 8 * length);
    }
  });
});
