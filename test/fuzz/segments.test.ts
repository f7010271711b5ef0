import fc from 'fast-check';
import { expect } from 'vitest';
import { toHex } from '../../shared/bytes.ts';
import { headersOf } from '../../shared/tcp/raw-headers.ts';
import { parseSegment } from '../../shared/tcp/segment.ts';
import { segmentFields } from '../../shared/tcp/segment-fields.ts';
import { fuzz } from '../support/fuzz.ts';
import { packet } from '../support/packets.ts';

const edits = fc.array(fc.tuple(fc.nat(159), fc.nat(255)), { maxLength: 6 });
const bytes = fc.tuple(packet, edits, fc.nat(60)).map(([whole, changed, cut]) => {
  const made = Uint8Array.from(whole);
  for (const [at, byte] of changed) if (at < made.length) made[at] = byte;
  return made.subarray(0, Math.max(0, made.length - (cut < 40 ? 0 : cut)));
});

fuzz({
  title: 'any packet is a segment whose fields cover its headers, or none',
  share: 0.16,
  cases: bytes,
  check(one) {
    const segment = parseSegment(one);
    const fields = segmentFields(one);
    const at = fields.at(-1)?.to ?? 0;
    expect(fields.findIndex(({ from }, i) => from !== (fields[i - 1]?.to ?? 0))).toBe(-1);
    expect(at).toBeLessThanOrEqual(8 * one.length);
    if (segment === null) return;
    expect(at).toBe(8 * segment.payloadAt);
    expect(segment.payloadBytes).toBeGreaterThanOrEqual(0);
    const headers = one.subarray(0, segment.payloadAt);
    expect(headersOf(headers).map(toHex)).toEqual([toHex(headers)]);
    expect(parseSegment(headers)).toEqual(segment);
  },
});
