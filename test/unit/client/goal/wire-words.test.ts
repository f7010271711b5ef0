import { expect, test } from 'vitest';
import { messages } from '../../../../client/features/goal/messages.en.ts';
import { wireWords } from '../../../../client/features/goal/wire-words.ts';
import { findLesson } from '../../../../shared/lessons/index.ts';
import { losingWire, plainWire } from '../../../../shared/log/wire-settings.ts';

const loss = findLesson('L22')!;

test('held segments are said to come again, and held ACKs to bring the data again', () => {
  expect(wireWords(loss, plainWire('hold'), messages)).toContain('what you hold is soon sent again');
  expect(wireWords(loss, plainWire('hold-data'), messages)).toContain('what you hold is soon sent again');
  expect(wireWords(loss, plainWire('hold-acks'), messages)).toContain(
    'its peer sends again what the ACK acknowledges',
  );
});

test.each(['L1', 'L5', 'L6'])('%s says why its SYN does not wait for a hand', (id) => {
  const lesson = findLesson(id)!;
  expect(wireWords(lesson, lesson.wire, messages)).toContain(
    'a SYN that waits for your hand would be sent again',
  );
  expect(wireWords(lesson, plainWire('hold'), messages)).toBeNull();
});

test.each(['toServer', 'toClient'] as const)(
  'a wire that loses all %s is said to make the log grow',
  (way) => {
    expect(wireWords(loss, losingWire(way), messages)).toContain('each copy adds to the log');
  },
);

test('only a lesson whose wire always delivers by itself is about no segment', () => {
  const auto = plainWire('auto');
  expect(wireWords(findLesson('L3')!, auto, messages)).toContain('The wire delivers by itself');
  expect(wireWords(loss, auto, messages)).toBeNull();
});
