import { describe, test } from 'vitest';
import type { HandAct, HandTold } from '../../shared/protocol/hand-schema.ts';
import type { ServerMessage } from '../../shared/protocol/server-messages.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import type { VoteAct } from '../../shared/protocol/vote-schema.ts';
import { secret } from '../support/class-of-l1.ts';
import { begun, Cluster, killed, newest } from '../support/cluster.ts';
import { checkLog } from '../support/log-checks.ts';
import { lacks } from '../support/machine.ts';
import { RoomClient } from '../support/room-client.ts';
import { eventually, type ServerProcess } from '../support/server-process.ts';
import { Way } from '../support/way.ts';

type Of<T extends ServerMessage['type']> = Extract<ServerMessage, { type: T }>;

const missing =
  lacks('redis-server', 'several servers with one Redis') ??
  lacks('two-hosts', 'several servers with one Redis');

const question = (page: RoomClient): Record<string, unknown> | undefined => {
  const vote = page.messages.findLast(
    (one): one is Of<'vote'> => one.type === 'vote' && 'question' in one.told,
  );
  return (vote?.told as { question?: Record<string, unknown> } | undefined)?.question;
};

const mine = (page: RoomClient): unknown => {
  const vote = page.messages.findLast((one): one is Of<'vote'> => one.type === 'vote' && 'mine' in one.told);
  return (vote?.told as { mine?: { answers: unknown } } | undefined)?.mine?.answers;
};

const vote = (page: RoomClient, act: VoteAct): void =>
  page.say({ type: 'class', act: { is: 'vote', vote: act } });

interface ToldOfHands {
  readonly queue?: Extract<HandTold, { queue: unknown }>['queue'];
  readonly holders?: Extract<HandTold, { holders: unknown }>['holders'];
}

/** The newest word of each kind about hands. */
const hands = (page: RoomClient): ToldOfHands =>
  Object.assign({}, ...page.messages.flatMap((one) => (one.type === 'hands' ? [one.told] : [])));

const hand = (page: RoomClient, act: HandAct): void =>
  page.say({ type: 'class', act: { is: 'hand', hand: act } });

/** Says hello until the server has taken the class over, once the other one's lease is known to be over. */
async function comesBack(server: ServerProcess, hello: { class: string; as: string }): Promise<RoomClient> {
  let back: RoomClient | null = null;
  await eventually(async () => {
    back = await RoomClient.enter(server.address, hello).catch(() => null);
    return back?.welcome !== undefined;
  });
  return back!;
}

const isConnected = ({ flows }: RoomClient['state']): boolean => Object.keys(flows).length > 0;

// Most of their time they wait for leases.
describe.skipIf(missing !== undefined).concurrent('[STORE8] two servers with one Redis', () => {
  test('[OWN5] have a follower’s own lab at either, also when one of them is killed', async (context) => {
    const { expect } = context;
    const cluster = await Cluster.started(context);
    const [first, second] = await cluster.two();
    const { presenter, code, hello } = await begun(first);
    const follower = { class: code, as: secret() };
    const far = await RoomClient.enter(second.address, follower);
    await presenter.until(() => newest(presenter, 'class')?.followers === 1);
    // Whoever only asks for the class is answered by its owner [CLASS12].
    const asking = new RoomClient(second.address);
    await asking.open();
    const of = `${code}/${hello.presents.token}`;
    asking.say({ type: 'hello', version: PROTOCOL_VERSION, class: of, asks: true });
    await asking.until(() => newest(asking, 'class') !== undefined);
    expect(newest(asking, 'class')).toMatchObject({ part: 'asked', followers: 1, isAway: false });
    await asking.leave();
    presenter.say({ type: 'class', act: { is: 'own', own: { is: 'begin', each: 1 } } });
    await far.until(() => far.epoch !== presenter.epoch && Object.keys(far.state.threads).length > 0);
    await far.until(() => far.state.atRest);
    await far.drive(isConnected);
    await presenter.until(() => (newest(presenter, 'class')?.ownLabs?.on?.labs[0]?.done ?? 0) > 0);
    const { room } = newest(far, 'welcome')!;
    await killed(first);
    const back = await comesBack(second, follower);
    expect(back.welcome).toMatchObject({ room, may: ['all'] });
    const leads = await RoomClient.enter(second.address, hello);
    await leads.until(() => newest(leads, 'class')?.ownLabs?.on?.labs[0]?.here === 1);
    leads.say({ type: 'class', act: { is: 'own', own: { is: 'end' } } });
    await back.until(() => newest(back, 'welcome')?.room === hello.room);
  });

  test('[HAND2] [HAND3] give what a presenter at one puts into a hand at the other, also when the first is killed', async (context) => {
    const { expect } = context;
    const cluster = await Cluster.started(context);
    const [first, second] = await cluster.two();
    const { presenter, code } = await begun(first, 'L4');
    const follower = { class: code, as: secret() };
    const far = await RoomClient.enter(second.address, follower);
    hand(far, { is: 'raise' });
    await presenter.until(() => hands(presenter).queue?.raised.length === 1);
    const [{ n } = { n: 0 }] = hands(presenter).queue!.raised;
    const held = ({ wire }: RoomClient['state']) => wire.chips.find((one) => one.held.length > 0);
    await presenter.drive((state) => state.atRest && held(state) !== undefined);
    await far.until(() => far.timeline.head === presenter.timeline.head && far.state.atRest);
    const { chip } = held(far.state)!;
    const deliver = { type: 'deliver', chip } as const;
    expect(await far.command(deliver)).toMatchObject({ error: { code: 'read-only' } });
    hand(presenter, { is: 'give', to: n, parts: ['wire'] });
    await far.until(() => newest(far, 'may')?.parts.join() === 'wire');
    expect(await far.command({ type: 'step', program: 'client' })).toMatchObject({
      error: { code: 'not-in-hand' },
    });
    expect(await far.command(deliver)).toEqual({ type: 'done', id: expect.any(Number) as number });
    for (const page of [presenter, far]) {
      await page.until(() => held(page.state)?.chip !== chip);
      await page.until(() => hands(page).holders?.[0]?.n === n);
    }
    await killed(first);
    const back = await comesBack(second, follower);
    expect(back.welcome).toMatchObject({ role: 'viewer', may: ['wire'] });
    await back.until(() => hands(back).holders?.[0]?.n === n);
  });

  test('each serve followers and the presenter of a class, until one of them is killed', async (context) => {
    const { expect } = context;
    const cluster = await Cluster.started(context);
    const [first, second] = await cluster.two();
    const { presenter, code, hello } = await begun(first);
    const near = await RoomClient.enter(first.address, { class: code });
    const far = await RoomClient.enter(second.address, { class: code });
    expect(far.welcome).toMatchObject({ ...near.welcome, role: 'viewer' });
    await presenter.until(() => newest(presenter, 'class')?.followers === 2);
    await presenter.drive(isConnected);
    presenter.say({
      type: 'class',
      act: { is: 'look', view: { presenterAt: { epoch: presenter.epoch, seq: 3 } } },
    });
    for (const page of [near, far]) {
      await page.until(() => page.timeline.head === presenter.timeline.head);
      expect(page.timeline.events.slice(-20)).toEqual(presenter.timeline.events.slice(-20));
      await page.until(() => newest(page, 'view')?.told.presenterAt?.seq === 3);
    }
    vote(presenter, { is: 'ask', about: { text: 'Where?', options: ['here', 'there'] } });
    for (const [i, page] of [near, far].entries()) {
      await page.until(() => question(page) !== undefined);
      vote(page, { is: 'answer', as: secret(), question: 1, round: 1, option: i });
      await page.until(() => JSON.stringify(mine(page)) === `[${i}]`);
    }
    await presenter.until(() => question(presenter)?.['answered'] === 2);
    vote(presenter, { is: 'lock', question: 1, round: 1 });
    await presenter.until(() => question(presenter)?.['is'] === 'locked');
    expect(question(presenter)).toMatchObject({ answered: 2, of: 2, rounds: [[1, 1]] });
    // A viewer's command is refused by the owner, and a code of no class by whoever is asked.
    expect(await far.command({ type: 'step' })).toMatchObject({
      type: 'refused',
      error: { code: 'read-only' },
    });
    const stranger = await RoomClient.enter(second.address, { class: 'ABC234' });
    expect(stranger.error?.code).toBe('no-such-class');

    // The presenter goes on at the server that has neither the class nor its rooms, with another lesson.
    await presenter.leave();
    const back = await RoomClient.enter(second.address, hello);
    expect(back.welcome).toMatchObject({ room: hello.room, role: 'controller' });
    const next = await RoomClient.enter(second.address, { lesson: 'L2', presents: hello.presents });
    for (const page of [near, far])
      await page.until(() => newest(page, 'welcome')!.room === next.welcome!.room && page.state.lab !== null);
    await next.until(() => next.state.atRest);
    expect(await next.command({ type: 'step', program: 'client' })).toMatchObject({ type: 'done' });
    await next.until(() => next.state.atRest);
    expect(checkLog(next.timeline.events).faults).toEqual([]);
    await near.until(() => near.timeline.head === next.timeline.head);
    expect([await first.health(), await second.health()]).toMatchObject([{ labs: 2 }, { labs: 0 }]);

    // Those who were at a server that was killed are not counted any more, and come back by the other one.
    await second.stop('SIGKILL');
    await near.until(() => newest(near, 'class')?.isAway === true && newest(near, 'class')?.followers === 1);
    const { epoch, timeline } = far;
    const again = await RoomClient.enter(
      first.address,
      { class: code, epoch, after: timeline.head },
      { log: timeline },
    );
    expect(again.messages.some(({ type }) => type === 'snapshot')).toBe(false);
  });

  test('[CLASS3] present a class of one in a lab of the other: a new one is made where the class is', async (context) => {
    const { expect } = context;
    const cluster = await Cluster.started(context);
    const [first, second] = await cluster.two();
    const { presenter, code, hello } = await begun(first);
    const { presents } = hello;
    const as = secret();
    const follower = await RoomClient.enter(second.address, { class: code, as });
    const own = await RoomClient.enter(second.address, { lesson: 'L22' });
    await own.until(() => own.state.atRest);
    await own.command({ type: 'new-lab', variation: 'by-hand' });
    await own.until(() => own.state.lab?.variation === 'by-hand' && own.state.atRest);
    const wire = { ...own.state.wire.settings, mode: 'hold-acks' } as const;
    await own.command({ type: 'wire', settings: wire });
    const { room, token } = own.welcome!;

    // Whoever only has the room's name is not given what runs there.
    const stranger = await RoomClient.enter(first.address, { room, token: secret(), presents });
    expect(stranger.error?.code).toBe('no-such-room');
    for (const { address } of [first, second]) {
      const watches = await RoomClient.enter(address, { room, presents });
      expect(watches.welcome).toMatchObject({ room, role: 'viewer' });
      await watches.leave();
      const page = await RoomClient.enter(address, { room, token: token!, presents });
      expect(page.welcome).toMatchObject({ lesson: 'L22', role: 'controller', token });
      const moved = page.welcome!.room;
      expect(moved).not.toBe(room);
      await page.until(() => page.state.atRest && newest(page, 'class')?.front === moved);
      expect([page.state.lab?.variation, page.room?.replaces]).toEqual(['by-hand', 'other-server']);
      expect(page.state.wire.settings).toEqual(wire);
      await follower.until(() => newest(follower, 'welcome')?.room === moved && follower.state.lab !== null);
      // The same one is there for whoever comes again, and another server's stays as it is.
      expect([await first.health(), await second.health()]).toMatchObject([{ labs: 2 }, { labs: 1 }]);
      await page.leave();
    }
    expect(presenter.closed).toBeNull();

    // No room is the second presenter's own.
    const leads = await RoomClient.enter(first.address, {
      room: newest(follower, 'welcome')!.room,
      token: token!,
      presents,
    });
    hand(follower, { is: 'raise' });
    await leads.until(() => hands(leads).queue?.raised.length === 1);
    hand(leads, { is: 'second', to: hands(leads).queue!.raised[0]!.n });
    await follower.until(() => newest(follower, 'class')?.part === 'presenter');
    const beside = { code, token: newest(follower, 'class')!.token! };
    await follower.leave();
    const back = await RoomClient.enter(second.address, { room, token: token!, as, presents: beside });
    expect(back.welcome).toMatchObject({ room: leads.welcome!.room, role: 'controller' });
    await back.until(() => newest(back, 'class')?.isBeside === true);
    expect([await first.health(), await second.health()]).toMatchObject([{ labs: 2 }, { labs: 1 }]);
  });

  test('kill -9 of the owner: the other one takes the class over, with all that was told, and a new lab', async (context) => {
    const { expect } = context;
    const cluster = await Cluster.started(context);
    const [first, second] = await cluster.two();
    const { presenter, code, hello } = await begun(first);
    const far = await RoomClient.enter(second.address, { class: code });
    await presenter.drive(isConnected);
    vote(presenter, { is: 'ask', about: { text: 'Where?', options: ['here', 'there'] } });
    await far.until(() => question(far) !== undefined);
    const voter = secret();
    vote(far, { is: 'answer', as: voter, question: 1, round: 1, option: 1 });
    await far.until(() => JSON.stringify(mine(far)) === '[1]');
    // Nothing is under way any more, so that the log ends with what the page has.
    await presenter.until(() => presenter.state.atRest);
    await far.until(() => far.timeline.head === presenter.timeline.head);
    await killed(first);
    // Its page comes back by itself, and so does this one.
    await far.until(() => far.closed === 1001);
    const { epoch, timeline } = far;
    const { head } = timeline;
    const endedMs = performance.now();
    const back = await RoomClient.enter(
      second.address,
      { class: code, epoch, after: head },
      { log: timeline },
    );
    expect(performance.now() - endedMs).toBeLessThan(8000);
    await back.until(() => back.epoch !== epoch && back.room?.replaces === 'server-ended');
    const rest = back.messages.flatMap((one) =>
      one.type === 'events' && one.epoch === epoch ? one.events : [],
    );
    expect(rest).toMatchObject([{ seq: head + 1, type: 'lab-closed', code: 'server-ended' }]);
    vote(back, { is: 'recall', as: voter });
    await back.until(() => JSON.stringify(mine(back)) === '[1]');
    const presents = await RoomClient.enter(second.address, hello);
    expect(presents.welcome).toMatchObject({ room: hello.room, role: 'controller' });
    await presents.until(() => newest(presents, 'class')?.part === 'presenter' && presents.state.atRest);
    await presents.drive(isConnected);
    await back.until(() => back.timeline.head === presents.timeline.head);
  });

  test('an owner that hangs loses the class to the other one, and lets go of it when it wakes up', async (context) => {
    const { expect } = context;
    const cluster = await Cluster.started(context);
    const [first, second] = await cluster.two();
    const { presenter, code, hello } = await begun(first);
    const far = await RoomClient.enter(second.address, { class: code });
    first.child.kill('SIGSTOP');
    await far.until(() => far.closed === 1001);
    const back = await RoomClient.enter(second.address, { class: code });
    await back.until(() => back.state.atRest && back.state.closed === null);
    const { epoch } = back;
    const { head } = presenter.timeline;
    void presenter.command({ type: 'step', program: 'client' }).catch(() => {});
    first.child.kill('SIGCONT');
    await presenter.until(() => presenter.closed === 1001);
    // Nobody is told of a press at a server that has not got the lab any more.
    expect(presenter.timeline.head).toBe(head);
    expect(first.stderr).toContain('The rooms of this server are given to another');
    const presents = await RoomClient.enter(first.address, hello);
    await presents.until(() => newest(presents, 'class')?.part === 'presenter' && presents.epoch === epoch);
    await presents.drive(isConnected);
    await back.until(() => back.timeline.head === presents.timeline.head);
  });

  test('an owner that is cut off from Redis goes on, and lets go when it is back and the other one has the class', async (context) => {
    const { expect } = context;
    const cluster = await Cluster.started(context);
    const way = await Way.to(cluster.redis.port);
    context.onTestFinished(() => way.close());
    const first = await cluster.serving(`redis://127.0.0.1:${way.port}/0`);
    const second = await cluster.serving();
    const { presenter, code, hello } = await begun(first);
    const far = await RoomClient.enter(second.address, { class: code });
    way.cut();
    await presenter.until(() => presenter.room?.notKept === true);
    await presenter.drive(isConnected);
    await far.until(() => far.closed === 1001);
    const back = await RoomClient.enter(second.address, { class: code });
    await back.until(() => back.state.atRest && back.state.closed === null);
    const { epoch } = back;
    way.mend();
    await presenter.until(() => presenter.closed === 1001);
    const presents = await RoomClient.enter(first.address, hello);
    await presents.until(() => newest(presents, 'class')?.part === 'presenter' && presents.epoch === epoch);
    expect(back.closed).toBeNull();
  });

  test('[STORE4] without Redis the owner goes on, and the others come back when it is there again', async (context) => {
    const { expect } = context;
    const cluster = await Cluster.started(context);
    const [first, second] = await cluster.two();
    const { presenter, code } = await begun(first);
    const near = await RoomClient.enter(first.address, { class: code });
    const far = await RoomClient.enter(second.address, { class: code });
    await cluster.redis.stop();
    await presenter.until(() => presenter.room?.notKept === true);
    await far.until(() => far.closed === 1001);
    await presenter.drive(isConnected);
    await near.until(() => near.timeline.head === presenter.timeline.head);
    await cluster.redis.start();
    await presenter.until(() => presenter.room !== undefined && !('notKept' in presenter.room));
    const back = await RoomClient.enter(second.address, { class: code });
    await back.until(() => back.timeline.head === presenter.timeline.head);
    expect(near.closed).toBeNull();
  });
});
