import { expect, test } from 'vitest';
import { CHAPTERS, FIRST_LESSON } from '../../../shared/lessons/chapters.ts';
import { partsAfter } from '../../../shared/lessons/stage-parts.ts';

const order = CHAPTERS.flatMap(({ lessons }) => lessons);

test('the stage grows with the lessons, and nothing that was introduced goes away again', () => {
  const hidden = order.map((lesson) => partsAfter(lesson));
  for (const [i, parts] of hidden.slice(1).entries())
    expect(hidden[i]).toEqual(expect.arrayContaining([...parts]));
  expect(partsAfter(FIRST_LESSON).length).toBeGreaterThan(0);
  expect(hidden.at(-1)).toEqual([]);
});

test('a lesson that introduces a part has it; an unknown lesson has all parts', () => {
  expect(partsAfter('L9')).toContain('nic');
  expect(partsAfter('L10')).not.toContain('nic');
  expect(partsAfter('unheard of')).toEqual([]);
});
