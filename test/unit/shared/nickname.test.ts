import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LIMITS } from '../../../shared/limits.ts';
import { nicknameOf } from '../../../shared/protocol/nickname.ts';

test('[HAND4] a name stays as it was typed, but for spaces', () => {
  for (const name of ['Li', '李雷', 'Zoë', 'Nguyễn', 'محمد', 'प्रिया', 'A-7 🙂'])
    expect(nicknameOf(`  ${name} `)).toBe(name.normalize('NFC'));
  expect(nicknameOf('Li \t\n　 Wei')).toBe('Li Wei');
});

test('[HAND4] what hides, turns or covers other text is not in a name', () => {
  expect(nicknameOf('a\u202eb\u2066c\u0000d\u200be\ufeff')).toBe('abcde');
  expect(nicknameOf('\u3164\u115f\u00ad')).toBeNull();
  expect(nicknameOf('--- 🙂')).toBeNull();
  expect(nicknameOf('')).toBeNull();
  expect(nicknameOf(`Z${'\u0336'.repeat(12)}o`)).toBe('Z\u0336\u0336o');
  expect(nicknameOf('\ud800x')).toBe('x');
  expect(nicknameOf('a \u200d a')).toBe('a a');
  expect(nicknameOf('e\u200d\u0301')).toBe('é');
});

// The store reads back, and a page takes, only a name that is as it would be made again.
test('[HAND4] [HAND6] what was hidden between a letter and its mark leaves a name that stays as it is', () => {
  for (const typed of ['a\u200d\u0301', '\u1100\u200d\u1161', 'e\u200b\u0302\u200b\u0301']) {
    const name = nicknameOf(typed)!;
    expect(name).toHaveLength(1);
    expect(nicknameOf(name)).toBe(name);
  }
});

/** Letters with marks and with what hides between them. */
const joined = fc.string({
  unit: fc.constantFrom('a', 'e', '\u0301', '\u0323', '\u0302', '\u200d', '\u1100', '\u1161', '\u11a8', ' '),
  maxLength: 24,
});

test('[HAND4] any text becomes a name that is short and stays as it is, or none', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 64 }), joined), (typed) => {
      const name = nicknameOf(typed);
      if (name === null) return;
      expect(nicknameOf(name)).toBe(name);
      expect(Array.from(name).length).toBeLessThanOrEqual(LIMITS.nicknameCharacters);
      expect(name).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
    }),
    { numRuns: 1000 },
  );
});
