import { expect, test } from 'vitest';
import { messages } from '../../../../client/features/goal/messages.en.ts';
import { wireWords } from '../../../../client/features/goal/wire-words.ts';
import { findLesson } from '../../../../shared/lessons/index.ts';
import { varied } from '../../../../shared/lessons/lesson.ts';

const loss = findLesson('L22')!;

test('held segments are said to come again, and held ACKs to bring the data again', () => {
  expect(wireWords(loss, 'hold', messages)).toContain('what you hold is sent again');
  expect(wireWords(loss, 'hold-data', messages)).toContain('what you hold is sent again');
  const acks = varied(loss, 'drop-the-ack')!;
  expect(wireWords(acks, acks.wire.mode, messages)).toContain(
    'its peer sends again what the ACK acknowledges',
  );
});
