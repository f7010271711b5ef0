import { describe, expect, test } from 'vitest';
import { evidenceOf } from '../../../shared/lessons/evidence.ts';
import { findLesson, LESSONS } from '../../../shared/lessons/index.ts';
import { listing } from '../../../shared/programs/listing.ts';

describe('[LESSON10] what must be seen whole', () => {
  test.each(LESSONS.map((lesson) => [lesson.id, lesson] as const))(
    '%s names what there is',
    (_id, lesson) => {
      const evidence = evidenceOf(lesson);
      for (const seen of evidence) {
        const lines = listing(lesson.programs[seen.program] ?? { statements: [] });
        if (seen.see === 'line') expect(lines.map(({ line }) => line)).toContain(seen.line);
        if (seen.see === 'call')
          expect(lines.some(({ tokens }) => tokens.some(({ text }) => text.startsWith(seen.call)))).toBe(
            true,
          );
      }
    },
  );

  test('it is what the checks speak of, the literals of the variations, and what the lesson names', () => {
    expect(evidenceOf(findLesson('L2')!)).toEqual([
      { see: 'call', program: 'client', call: 'socket', nth: 1 },
      { see: 'call', program: 'server', call: 'socket', nth: 1 },
      { see: 'output', program: 'client', includes: "('0.0.0.0', 0)" },
      { see: 'call', program: 'client', call: 'getsockopt', nth: 1 },
      { see: 'call', program: 'client', call: 'getsockopt', nth: 2 },
      { see: 'literal', program: 'client', parameter: 'family' },
      { see: 'line', program: 'client', line: 3 },
      { see: 'line', program: 'client', line: 4 },
    ]);
  });
});
