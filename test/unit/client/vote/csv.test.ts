import { expect, test } from 'vitest';
import { csvOf } from '../../../../client/features/vote/ask/csv.ts';
import { messages } from '../../../../client/features/vote/messages.en.ts';
import { movedIn } from '../../../../client/features/vote/vote-store.ts';

const about = { text: 'a', options: ['x', 'y'] };
const words = { text: 'two,\nlines', options: [{ text: '+1' }, { text: 'say "y"' }] };
const past = {
  id: 3,
  about,
  shown: true,
  rounds: [
    [1, 2],
    [0, 0],
  ],
  happened: 1,
};

test('[VOTE7] the file has a row for each option and round, quoted as RFC 4180 says, and no formula', () => {
  const [head, ...rows] = csvOf([{ past, words }], messages.csv).split(/\r\n/);
  expect(head).toBe('\uFEFFquestion,from,text,round,option,text of the option,answers,share,outcome');
  expect(rows).toEqual([
    `3,own,"two,\nlines",1,1,'+1,1,0.333,no`,
    `3,own,"two,\nlines",1,2,"say ""y""",2,0.667,yes`,
    `3,own,"two,\nlines",2,1,'+1,0,,no`,
    `3,own,"two,\nlines",2,2,"say ""y""",0,,yes`,
    '',
  ]);
});

test('[VOTE7] a question that was withdrawn, or whose outcome is not known, is in the file and says so', () => {
  const { happened: _, ...unknown } = past;
  const outcomes = (one: typeof unknown & { happened?: number | null }): string[] =>
    csvOf([{ past: one, words: null }], messages.csv)
      .split('\r\n')
      .slice(1, -1)
      .map((row) => row.split(',').at(-1)!);
  expect(outcomes({ ...unknown, shown: false })).toEqual(Array.from({ length: 4 }, () => 'withdrawn'));
  expect(outcomes({ ...unknown, happened: null })).toEqual(['', '', '', '']);
  expect(outcomes(unknown)).toEqual(['', '', '', '']);
});

test('[VOTE4] between the rounds those count who have changed to the outcome, and from it', () => {
  const changes = [
    [5, 3, 0],
    [1, 7, 2],
    [0, 4, 6],
  ];
  expect(movedIn({ changes }, 1)).toEqual({ to: 7, from: 3 });
  expect(movedIn({}, 1)).toEqual({ to: 0, from: 0 });
});
