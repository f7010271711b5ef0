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
});

test('[HAND4] any text becomes a name that is short and stays as it is, or none', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 64 }), (typed) => {
      const name = nicknameOf(typed);
      if (name === null) return;
      expect(nicknameOf(name)).toBe(name);
      expect(Array.from(name).length).toBeLessThanOrEqual(LIMITS.nicknameCharacters);
      expect(name).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
    }),
    { numRuns: 500 },
  );
});
