import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  byteAt,
  excerpt,
  EXCERPT_HEAD_BYTES,
  EXCERPT_TAIL_BYTES,
  utf8Decode,
  utf8Encode,
} from '../../../shared/bytes.ts';

test('[EVENT5] an excerpt knows its head and its tail, and says so where it does not know', () => {
  const lengths = fc.integer({ min: 0, max: 3 * EXCERPT_HEAD_BYTES });
  fc.assert(
    fc.property(lengths, fc.nat(), (length, at) => {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 7) % 256);
      const found = byteAt(excerpt(bytes), at);
      if (at >= length) expect(found).toBeNull();
      else if (at < EXCERPT_HEAD_BYTES || at >= length - EXCERPT_TAIL_BYTES) expect(found).toBe(bytes[at]);
      else expect(found).toBeNull();
    }),
  );
});

test('text through UTF-8 and back; bytes that are not UTF-8 give null', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(utf8Decode(utf8Encode(text))).toBe(text);
    }),
  );
  expect(utf8Decode(Uint8Array.of(0xe4, 0xbd, 0xa0, 0xe5))).toBeNull();
});
