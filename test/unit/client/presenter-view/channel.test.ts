import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSaid, readTold } from '../../../../client/features/presenter-view/channel.ts';
import { timeText } from '../../../../client/features/presenter-view/page/time-text.ts';

test('[VIEW2] the window that presents understands the view’s presses, keys and turns, and passes over all else', () => {
  const said = [
    { is: 'hello', language: 'zh' },
    { is: 'press', label: 'Deliver 7 bytes' },
    { is: 'key', key: 'Shift+ArrowLeft' },
    { is: 'watch', prediction: 'segments' },
    { is: 'ask', prediction: 'segments' },
    { is: 'turn', turn: 'lock', question: 1, round: 2 },
  ];
  for (const one of said) expect(readSaid(one)).toEqual(one);
  const others = [
    { is: 'hello', language: 'tlh' },
    { is: 'press' },
    // Keys that operate the lab are not the view's.
    { is: 'key', key: 'x' },
    { is: 'turn', turn: 'answer', question: 1, round: 1 },
    { is: 'watch', prediction: 'segments', more: true },
    { is: 'gone' },
  ];
  for (const one of others) expect(readSaid(one)).toBeNull();
  fc.assert(fc.property(fc.anything(), (data) => readSaid(data) === null && readTold(data) === null));
});

test('a time is minutes and seconds, and hours from the first one on', () => {
  expect([0, 999, 1000, 187_000, 3_599_000, 3_787_000].map(timeText)).toEqual([
    '0:00',
    '0:00',
    '0:01',
    '3:07',
    '59:59',
    '1:03:07',
  ]);
});
