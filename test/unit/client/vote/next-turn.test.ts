import { expect, test } from 'vitest';
import { hasNextTurn } from '../../../../client/features/vote/vote-store.ts';
import type { Question } from '../../../../shared/protocol/vote-schema.ts';

const prediction = { lesson: 'L1', prediction: 'returns' };
const own = { text: 'Which?', options: ['this', 'that'] };
const question = (more: Partial<Question>): Question => ({
  id: 1,
  about: prediction,
  options: 2,
  round: 1,
  is: 'open',
  answered: 0,
  of: 3,
  ...more,
});

test('[VOTE9] the card has the primary action, except while the run has to show the answer first', () => {
  expect(hasNextTurn(question({ is: 'open' }))).toBe(true);
  expect(hasNextTurn(question({ is: 'locked' }))).toBe(false);
  expect(hasNextTurn(question({ is: 'locked', about: { next: 'segment' } }))).toBe(false);
  expect(hasNextTurn(question({ is: 'locked', known: true }))).toBe(true);
  // No run answers a question of the presenter's own.
  expect(hasNextTurn(question({ is: 'locked', about: own }))).toBe(true);
  expect(hasNextTurn(question({ is: 'shown' }))).toBe(true);
});
