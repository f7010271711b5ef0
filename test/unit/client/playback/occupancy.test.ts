import { expect, test } from 'vitest';
import { Occupancy } from '../../../../client/playback/projections/occupancy.ts';
import { Timeline } from '../../../../shared/log/timeline.ts';
import { Conversation } from '../stage/conversation.ts';

function serverReceives(conversation: Conversation): readonly number[] {
  const occupancy = new Occupancy();
  new Timeline().append(conversation.events, (event, after) => occupancy.see(event, after));
  return occupancy.values['server-recv'];
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
