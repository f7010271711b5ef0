import { expect, test } from 'vitest';
import { Occupancy, type OccupancyValues } from '../../../../client/playback/projections/occupancy.ts';
import { Timeline } from '../../../../shared/log/timeline.ts';
import { Conversation } from '../stage/conversation.ts';

function valuesOf(conversation: Conversation): OccupancyValues {
  const occupancy = new Occupancy();
  new Timeline().append(conversation.events, (event, after) => occupancy.see(event, after));
  return occupancy.values;
}

const serverReceives = (conversation: Conversation): readonly number[] =>
  valuesOf(conversation)['server-recv'];

test('bytes lie with their sender until they are acknowledged, and with their receiver until they are read', () => {
  const conversation = new Conversation().connect();
  const segment = conversation.send('nihaoma');
  const newest = (): Record<string, number | undefined> =>
    Object.fromEntries(Object.entries(valuesOf(conversation)).map(([id, all]) => [id, all.at(-1)]));
  expect(newest()).toEqual({ 'client-send': 7, 'server-recv': 0, 'server-send': 0, 'client-recv': 0 });
  conversation.deliver(segment);
  expect(newest()).toEqual({ 'client-send': 7, 'server-recv': 7, 'server-send': 0, 'client-recv': 0 });
});

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
