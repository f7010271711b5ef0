import { expect, test } from 'vitest';
import { OccupancyFold } from '../../../../client/playback/projections/occupancy.ts';
import { Conversation } from '../stage/conversation.ts';

function serverReceives(conversation: Conversation): readonly number[] {
  const fold = new OccupancyFold();
  fold.add(conversation.events);
  return fold.get()['server-recv'];
}

test('bytes that were unread when their socket was closed are gone with its buffer', () => {
  const conversation = new Conversation().connect();
  conversation.add({
    type: 'call-returned',
    call: conversation.enter('server', 5, 'accept', '9'),
    result: { ok: true, value: 4, socket: '20', fd: 4, realFd: 9 },
  });
  conversation.deliver(conversation.send('nihaoma'));
  expect(serverReceives(conversation).at(-1)).toBe(7);
  conversation.leave(conversation.enter('server', 9, 'close', '20', { fd: 4 }), 0);
  expect(serverReceives(conversation).at(-1)).toBe(0);
});
