import { beforeEach, expect, test } from 'vitest';
import { sendOnce } from '../../../../client/lab/commands.ts';
import { useRoom } from '../../../../client/lab/room-store.ts';
import type { Command, ProtocolError } from '../../../../shared/protocol/server-messages.ts';

const deliver = (chip: number): Command => ({ type: 'deliver', chip });
const drop = (chip: number): Command => ({ type: 'drop', chip });

/** Chips that lie on the wire; each answer comes later, in the order of the commands, as the lab's do. */
let held: Set<number>;
let answers: Promise<unknown>;
let gone: ProtocolError;
beforeEach(() => {
  held = new Set([1, 2]);
  answers = Promise.resolve();
  gone = { code: 'no-such-chip' };
  const answer = (command: Command): ProtocolError | null => {
    if (command.type !== 'deliver' && command.type !== 'drop') return { code: 'not-steppable' };
    return held.delete(command.chip) ? null : gone;
  };
  useRoom.setState({
    send: (command) => {
      const answered = answers.then(() => answer(command));
      answers = answered;
      return answered;
    },
  });
});

test.each(['no-such-chip', 'chip-not-held'] as const)('a second press is no error (%s)', async (code) => {
  gone = { code };
  expect(await Promise.all([deliver(1), deliver(1), deliver(1)].map(sendOnce))).toEqual([null, null, null]);
  expect(await Promise.all([drop(2), drop(2)].map(sendOnce))).toEqual([null, null]);
});

test('who wants something else of a segment that has gone is told', async () => {
  expect(await Promise.all([deliver(1), drop(1)].map(sendOnce))).toEqual([null, gone]);
});

test('so is who asks for one that has gone by itself', async () => {
  expect(await Promise.all([deliver(9), deliver(9)].map(sendOnce))).toEqual([gone, gone]);
});

test('every other refusal is told each time', async () => {
  const step: Command = { type: 'step', program: 'client' };
  const refused = { code: 'not-steppable' };
  expect(await Promise.all([step, step].map(sendOnce))).toEqual([refused, refused]);
  held.add(3);
  useRoom.setState({ send: () => Promise.resolve({ code: 'lab-closed' }) });
  expect(await Promise.all([deliver(3), deliver(3)].map(sendOnce))).toEqual([
    { code: 'lab-closed' },
    { code: 'lab-closed' },
  ]);
});
