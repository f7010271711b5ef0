import { describe, expect, test } from 'vitest';
import type { Classes } from '../../../../server/classes/classes.ts';
import type { Line } from '../../../../server/classes/member.ts';
import { SERVER_LIMITS } from '../../../../server/limits.ts';
import { Outbox } from '../../../../server/relay/outbox.ts';
import { type Ask, read } from '../../../../server/relay/relay-messages.ts';
import { type RelayableLine, RelayedLines } from '../../../../server/relay/relayed-lines.ts';
import { RemoteLines } from '../../../../server/relay/remote-lines.ts';
import { PROTOCOL_VERSION } from '../../../../shared/protocol/version.ts';

const turns = async (): Promise<void> => {
  for (let i = 0; i < 10; i += 1) await new Promise((resolve) => setImmediate(resolve));
};
const hello = { type: 'hello', version: PROTOCOL_VERSION, room: 'r' } as const;

/** A browser's connection, of which the test says whether it is full. */
class FakeLine implements RelayableLine {
  isFull = false;
  readonly sent: string[] = [];
  ended = '';
  left = (): void => {};

  send(frame: string, left?: () => void): void {
    this.sent.push(frame);
    this.left = left ?? this.left;
  }

  refuse({ code }: { code: string }): void {
    this.ended = code;
  }

  goAway(): void {
    this.ended = 'away';
  }
}

/** An owner with seats, and a server with connections. Both reach each other at once, as long as `isOpen`. */
function pair(isHere = true) {
  const seats: { line: Line; heard: string[] }[] = [];
  const classes: Pick<Classes, 'returning' | 'join'> = {
    returning: () => null,
    join: (_hello, line) => {
      const heard: string[] = [];
      seats.push({ line, heard });
      return {
        command: (id) => heard.push(`command ${id}`),
        act: ({ is }) => heard.push(is),
        leave: () => heard.push('left'),
      };
    },
  };
  const way = { isOpen: true };
  const toOwner = new Outbox(
    () => 'b',
    (text) => {
      for (const ask of read(text).letter.asks ?? []) remote.hear(ask);
      const { read: letters } = read(text).letter;
      if (letters !== undefined && way.isOpen) remote.read(letters);
    },
  );
  const toOther = new Outbox(
    () => 'a',
    (text) => {
      remote.sent();
      const { letter, frames } = read(text);
      relayed.hear(letter.tells ?? [], frames);
    },
  );
  const remote = new RemoteLines({
    classes: classes as Classes,
    outbox: toOther,
    isHere: () => Promise.resolve(isHere),
  });
  let lines = 0;
  const relayed = new RelayedLines(toOwner, () => (lines += 1));
  const entered = async () => {
    const line = new FakeLine();
    const seat = relayed.enter('r', hello, line, { address: '', mayOpen: false, isSpent: false });
    await turns();
    return { line, seat };
  };
  return { seats, way, remote, relayed, entered };
}

describe('[STORE8] a seat whose connection is at another server', () => {
  test('hears what its browser says, in order, until it has left', async () => {
    const { seats, entered } = pair();
    const { line, seat } = await entered();
    seat.command(1, { type: 'step' });
    seat.act({ is: 'follow' });
    seat.leave();
    seat.command(2, { type: 'step' });
    await turns();
    expect([seats[0]!.heard, line.ended]).toEqual([['command 1', 'follow', 'left'], '']);
  });

  test('is refused, also later, or is another’s in the meantime', async () => {
    const { seats, entered } = pair();
    const { line } = await entered();
    seats[0]!.line.send('frame');
    seats[0]!.line.refuse({ code: 'no-such-class' });
    await turns();
    expect([line.sent, line.ended, seats[0]!.heard]).toEqual([['frame'], 'no-such-class', ['left']]);
    expect((await pair(false).entered()).line.ended).toBe('away');
  });

  test('is full while its connection is, and goes on when that has drained', async () => {
    const { seats, entered } = pair();
    const { line } = await entered();
    const other = await entered();
    const [seat, beside] = seats.map((one) => one.line);
    let woken = 0;
    line.isFull = true;
    seat!.send('long', () => (woken += 1));
    beside!.send('long', () => {});
    await turns();
    expect([seat!.isFull, beside!.isFull, woken]).toEqual([true, false, 0]);
    line.isFull = false;
    line.left();
    await turns();
    expect([seat!.isFull, woken, line.sent, other.line.sent]).toEqual([false, 1, ['long'], ['long']]);
  });

  test('is full while much is on its way to the other server, at once', async () => {
    const { seats, way, entered, remote } = pair();
    await entered();
    await entered();
    const [seat, beside] = seats.map((one) => one.line);
    let woken = 0;
    way.isOpen = false;
    beside!.send('short', () => (woken += 1));
    seat!.send('x'.repeat(SERVER_LIMITS.bytesToServer), () => {});
    expect([seat!.isFull, beside!.isFull]).toEqual([true, true]);
    // A frame for many is on its way once.
    await turns();
    expect(woken).toBe(0);
    remote.read(1);
    expect([seat!.isFull, beside!.isFull, woken]).toEqual([false, false, 1]);
  });

  test('ends when either server has gone', async () => {
    const { seats, entered, remote, relayed } = pair();
    const { line } = await entered();
    const other = await entered();
    remote.leave();
    expect(seats.map(({ heard }) => heard)).toEqual([['left'], ['left']]);
    relayed.sendAway('elsewhere');
    expect(line.ended).toBe('');
    relayed.sendAway('r');
    expect([line.ended, other.line.ended]).toEqual(['away', 'away']);
  });

  test('takes no command before it is let in', async () => {
    const { remote, seats } = pair();
    const ask = (more: object): Ask => ({ line: 7, ...more }) as Ask;
    remote.hear(ask({ is: 'hello', hello, address: '', mayOpen: false }));
    remote.hear(ask({ is: 'command', id: 1, command: { type: 'step' } }));
    await turns();
    expect(seats).toEqual([]);
  });
});
