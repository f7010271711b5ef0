import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Ballot, type Entry, mineIn, shareOf } from '../../../../server/classes/votes/ballot.ts';
import { SERVER_LIMITS } from '../../../../server/limits.ts';

const VOTERS = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(32));
const about = { text: 'q', options: ['x', 'y', 'z'] };

/** Entries as a class makes them, and as a damaged or a made-up file may have them: in any order. */
const entry: fc.Arbitrary<Entry> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      is: fc.constant('asked' as const),
      id: fc.nat(9),
      about: fc.constant(about),
      options: fc.constant(3),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      is: fc.constant('answered' as const),
      voter: fc.constantFrom(...VOTERS),
      option: fc.nat(4),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom<Entry>(
      { is: 'locked' },
      { is: 'again' },
      { is: 'shown' },
      { is: 'closed' },
      { is: 'happened', option: 1 },
      { is: 'happened', option: null },
    ),
  },
);

function folded(entries: Iterable<Entry>): Ballot {
  const ballot = new Ballot();
  for (const one of entries) ballot.apply(one);
  return ballot;
}

test('[STORE6] a ballot that is folded again from its own entries is the same one, at every moment', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 60 }), (entries) => {
      const ballot = new Ballot();
      for (const one of entries) {
        ballot.apply(one);
        const again = folded(ballot.entries());
        expect(again.results).toEqual(ballot.results);
        expect(again.current).toEqual(ballot.current);
        expect(again.nextId).toBeGreaterThanOrEqual(
          ballot.current === null ? 1 : ballot.current.asked.id + 1,
        );
      }
    }),
  );
});

test('[VOTE6] whatever comes in which order, a voter has at most one answer in a round, and it is an option', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 60 }), (entries) => {
      const ballot = folded(entries);
      for (const { rounds, changes } of ballot.results) {
        expect(rounds.length).toBeLessThanOrEqual(2);
        for (const counts of rounds) {
          expect(counts).toHaveLength(3);
          expect(counts.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(VOTERS.length);
        }
        const moved = (changes ?? []).flat().reduce((sum, count) => sum + count, 0);
        expect(moved).toBeLessThanOrEqual(VOTERS.length);
      }
    }),
  );
});

test('[VOTE4] the comparison counts those who have answered in both rounds', () => {
  const answered = (voter: number, option: number): Entry => ({
    is: 'answered',
    voter: VOTERS[voter]!,
    option,
  });
  const { current } = folded([
    { is: 'asked', id: 1, about, options: 3 },
    answered(0, 0),
    answered(1, 1),
    answered(2, 2),
    { is: 'locked' },
    { is: 'again' },
    answered(0, 1),
    answered(1, 1),
    answered(3, 0),
  ]);
  expect(shareOf(current!, current!.rounds)).toEqual({
    rounds: [
      [1, 1, 1],
      [1, 2, 0],
    ],
    changes: [
      [0, 1, 0],
      [0, 1, 0],
      [0, 0, 0],
    ],
  });
  expect(mineIn(current!, VOTERS[2])).toEqual({ question: 1, answers: [2, null] });
  expect(mineIn(current!, undefined)).toEqual({ question: 1, answers: [null, null] });
});

test('[VOTE7] what is forgotten of a long class leaves its numbers in order', () => {
  const ballot = new Ballot();
  for (let i = 0; i < SERVER_LIMITS.questionsKept + 5; i += 1) {
    ballot.apply({ is: 'asked', id: ballot.nextId, about, options: 3 });
    ballot.apply({ is: 'closed' });
  }
  expect(folded(ballot.entries()).nextId).toBe(ballot.nextId);
  expect(ballot.results).toHaveLength(SERVER_LIMITS.questionsKept);
});
