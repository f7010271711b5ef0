import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ServerMessage } from '../../shared/protocol/server-messages.ts';
import type { VoteAct } from '../../shared/protocol/vote-schema.ts';
import { secret } from '../support/class-of-l1.ts';
import { lacks } from '../support/machine.ts';
import { RedisServer } from '../support/redis-server.ts';
import { RoomClient } from '../support/room-client.ts';
import { ServerProcess } from '../support/server-process.ts';

type Class = Extract<ServerMessage, { type: 'class' }>;

const VOTERS = 40;
const QUESTION = { text: 'Where are the bytes?', options: ['there', 'here', 'nowhere'] };

const vote = (page: RoomClient, act: VoteAct): void =>
  page.say({ type: 'class', act: { is: 'vote', vote: act } });

/** Returns the newest of what a page was told of a question. */
function told<Part extends 'question' | 'mine'>(page: RoomClient, part: Part) {
  const message = page.messages.findLast(
    (one): one is Extract<ServerMessage, { type: 'vote' }> => one.type === 'vote' && part in one.told,
  );
  return message === undefined ? undefined : (message.told as Record<Part, unknown>)[part];
}

const mineOf = (page: RoomClient): number | null | undefined =>
  (told(page, 'mine') as { answers: (number | null)[] } | null | undefined)?.answers[0];

const missing = lacks('user-namespaces', 'votes on a server that is killed');
const noRedis = lacks('redis-server', 'votes in Redis, on a server that is killed');

/** Each returns the words by which servers keep their rooms there, and whether there is a second one. */
const PLACES: Readonly<Record<string, () => Promise<{ words: readonly string[]; isShared: boolean }>>> = {
  files: async () => {
    const data = mkdtempSync(join(tmpdir(), 'socketscope-votes-killed-'));
    onTestFinished(() => rmSync(data, { recursive: true }));
    return { words: ['--data', data], isShared: false };
  },
  ...(noRedis === undefined && {
    Redis: async () => {
      const redis = await RedisServer.started('--appendonly', 'yes');
      onTestFinished(() => redis.remove());
      return { words: ['--store', redis.url()], isShared: true };
    },
  }),
};

test.skipIf(missing !== undefined).each(Object.entries(PLACES))(
  '[STORE6] a server with votes in %s that is killed while a class answers has lost no answer that it said it counts',
  async (_, placeOf) => {
    const { words, isShared } = await placeOf();
    const serving = async (port: string): Promise<ServerProcess> => {
      const args = ['--port', port, ...words, '--network', 'loopback', '--lab-hosts', '1'];
      const server = await ServerProcess.serving(args);
      onTestFinished(async () => void (await server.stop('SIGKILL')));
      return server;
    };
    const first = await serving('0');
    const second = isShared ? await serving('0') : null;
    const presenter = await RoomClient.enter(first.address);
    presenter.say({ type: 'class', act: { is: 'begin' } });
    const begun = (): Class | undefined =>
      presenter.messages.find((one): one is Class => one.type === 'class');
    await presenter.until(() => begun() !== undefined);
    const { code, token } = begun()!;
    const { room, token: ofRoom } = presenter.welcome!;
    vote(presenter, { is: 'ask', about: QUESTION });
    const voters = await Promise.all(
      Array.from({ length: VOTERS }, async (__, i) => {
        const at = i % 2 === 0 ? first : (second ?? first);
        const page = await RoomClient.enter(at.address, { class: code });
        return { page, as: secret(), sent: [] as number[], heard: 0 };
      }),
    );
    // Each answers, and changes their mind with each word of the server, until the connection ends.
    const answer = (voter: (typeof voters)[number]): void => {
      const option = (voter.sent.length + 1) % 3;
      voter.sent.push(option);
      vote(voter.page, { is: 'answer', as: voter.as, question: 1, round: 1, option });
    };
    let counted = 0;
    const killed = new Promise<void>((resolve) => {
      for (const voter of voters)
        voter.page.socket.on('message', (frame) => {
          if (!(frame as Buffer).includes('"mine"')) return;
          voter.heard += 1;
          counted += 1;
          if (counted === 10 * VOTERS) resolve(first.stop('SIGKILL').then(() => {}));
          else if (voter.sent.length < 45) answer(voter);
        });
    });
    for (const voter of voters) answer(voter);
    await killed;
    await Promise.all(voters.map(({ page }) => page.until(() => page.closed !== null)));

    const next = second ?? (await serving(new URL(first.address).port));
    const back = await RoomClient.enter(next.address, {
      room,
      token: ofRoom!,
      presents: { code, token: token! },
    });
    const counts = [0, 0, 0];
    for (const { as, sent, heard } of voters) {
      const page = await RoomClient.enter(next.address, { class: code });
      vote(page, { is: 'recall', as });
      await page.until(() => told(page, 'mine') !== undefined);
      const mine = mineOf(page);
      // An answer that was on its way may count, too.
      expect(sent.slice(heard - 1)).toContain(mine);
      if (typeof mine === 'number') counts[mine]! += 1;
    }
    expect(voters.every(({ heard }) => heard > 0)).toBe(true);
    vote(back, { is: 'lock', question: 1, round: 1 });
    await back.until(() => (told(back, 'question') as { is: string } | undefined)?.is === 'locked');
    expect(told(back, 'question')).toMatchObject({ answered: VOTERS, of: VOTERS, rounds: [counts] });
  },
);
