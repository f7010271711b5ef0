import { expect, test } from 'vitest';
import { signsOn } from '../../../client/features/signs/signs.ts';
import { messages as en } from '../../../client/features/signs/messages.en.ts';
import { messages as zh } from '../../../client/features/signs/messages.zh.ts';
import { partsAfter } from '../../../shared/lessons/stage-parts.ts';
import { RecordedLab } from '../../support/recorded-lab.ts';

test('a sign is met where the stage first shows it, and only in a part that is shown', () => {
  const lab = RecordedLab.at('L1', ({ wire }) => wire.chips.length > 0);
  expect(signsOn(lab.state, partsAfter('L1'), false)).toEqual(['sleeps', 'sends', 'flags', 'numbers']);
  expect(signsOn(lab.state, partsAfter('L0'), false)).toEqual(['sleeps', 'sends']);
  expect(signsOn(lab.state, [], false)).toEqual(['sleeps', 'sends', 'flags', 'numbers', 'witness', 'gauge']);
  // The time line's marks come last: nothing depends on them.
  expect(signsOn(lab.state, partsAfter('L1'), true).slice(-2)).toEqual(['moment', 'marks']);
});

test('copies come before every other sign', () => {
  const lab = RecordedLab.at('L22', ({ wire }) => wire.chips.some(({ seen }) => seen > 1));
  expect(signsOn(lab.state, [], true)[0]).toBe('copies');
});

test.each([
  ['en', en],
  ['zh', zh],
] as const)('in %s each flag, number and mark of the legend has its meaning behind it', (_, { signs }) => {
  for (const [sign, names] of [
    ['flags', ['SYN', 'ACK', 'PSH', 'FIN', 'RST']],
    ['numbers', ['seq', 'ack', 'len', 'win']],
    ['marks', ['|', '▲', '●', '✕']],
  ] as const) {
    const parts = signs[sign][1].split(/[,;，：:] ?(?=[A-Zaslw|▲●✕])/u);
    for (const name of names)
      expect(parts.filter((part) => part.startsWith(name) && part.length > name.length + 2).length).toBe(1);
  }
});
