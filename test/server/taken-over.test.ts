import { describe, test } from 'vitest';
import { SERVER_LIMITS } from '../../server/limits.ts';
import type { LabState } from '../../shared/model/lab-state.ts';
import { secret } from '../support/class-of-l1.ts';
import { begun, Cluster, killed, newest } from '../support/cluster.ts';
import { lacks } from '../support/machine.ts';
import { RoomClient } from '../support/room-client.ts';
import { parametersOf } from '../../shared/programs/params.ts';

const missing =
  lacks('redis-server', 'rooms of a server that has ended') ??
  lacks('two-hosts', 'rooms of a server that has ended');

/** The value of the client's literal. */
const messageIn = ({ programs }: LabState): unknown =>
  parametersOf(programs['client']!.tree).find(({ id }) => id === 'message')?.value;

const changeMessage = (page: RoomClient, value: string) =>
  page.command({ type: 'set', program: 'client', parameter: 'message', value });

describe.skipIf(missing !== undefined).concurrent('[STORE8] at another server', () => {
  test('whoever asks for a room whose server has just ended is in it, with the values that were edited', async (context) => {
    const { expect } = context;
    const [first, second] = await (await Cluster.started(context)).two();
    const page = await RoomClient.enter(first.address, { lesson: 'L1' });
    await page.until(() => page.state.atRest);
    expect(await changeMessage(page, 'changed')).toMatchObject({ type: 'done' });
    await page.until(() => messageIn(page.state) === 'changed');
    const { room, token } = page.welcome!;
    await killed(first);
    // Neither waits until somebody has taken it over.
    const [viewer, controller] = await Promise.all([
      RoomClient.enter(second.address, { room }),
      RoomClient.enter(second.address, { room, token: token! }),
    ]);
    expect([viewer.welcome, controller.welcome]).toMatchObject([
      { room, role: 'viewer' },
      { room, role: 'controller', token },
    ]);
    for (const one of [viewer, controller]) {
      await one.until(() => one.room?.replaces === 'server-ended' && one.state.atRest);
      expect(messageIn(one.state)).toBe('changed');
    }
    expect(await changeMessage(viewer, 'theirs')).toMatchObject({ error: { code: 'read-only' } });
  });

  test('[CLASS3] whoever presents a class there in a room whose server has just ended has that room', async (context) => {
    const { expect } = context;
    const [first, second] = await (await Cluster.started(context)).two();
    const { presenter, code, hello } = await begun(first);
    const { presents } = hello;
    const own = await RoomClient.enter(second.address, { lesson: 'L2' });
    await own.until(() => own.state.atRest);
    const { room, token } = own.welcome!;
    const follower = await RoomClient.enter(first.address, { class: code });
    await killed(second);
    const page = await RoomClient.enter(first.address, { room, token: token!, presents });
    expect(page.welcome).toMatchObject({ room, role: 'controller', token });
    await page.until(() => page.room?.replaces === 'server-ended' && newest(page, 'class')?.front === room);
    await follower.until(() => newest(follower, 'welcome')?.room === room);
    expect(presenter.closed).toBeNull();
  });

  test('[CLASS3] a lab that stands in for another has the values that were edited there', async (context) => {
    const { expect } = context;
    const [first, second] = await (await Cluster.started(context)).two();
    const { code, hello } = await begun(first);
    const own = await RoomClient.enter(second.address, { lesson: 'L1' });
    await own.until(() => own.state.atRest);
    expect(await changeMessage(own, 'changed')).toMatchObject({ type: 'done' });
    await own.until(() => messageIn(own.state) === 'changed');
    const { room, token } = own.welcome!;
    const follower = await RoomClient.enter(second.address, { class: code });
    const page = await RoomClient.enter(second.address, { room, token: token!, presents: hello.presents });
    await page.until(() => page.room?.replaces === 'other-server' && page.state.atRest);
    await follower.until(() => follower.epoch === page.epoch && follower.state.atRest);
    expect([page, follower].map(({ state }) => messageIn(state))).toEqual(['changed', 'changed']);
  });

  test('[CLASS2] whoever the class knows comes back where others behind their address have guessed its code', async (context) => {
    const { expect } = context;
    const [first, second] = await (await Cluster.started(context)).two();
    const { code } = await begun(first);
    const follower = { class: code, as: secret() };
    await (await RoomClient.enter(second.address, follower)).leave();
    const wrong = Array.from({ length: SERVER_LIMITS.wrongCodesAtOnce + 20 }, () => 'ABC234');
    for (const typed of wrong) await RoomClient.enter(second.address, { class: typed });
    const newcomer = await RoomClient.enter(second.address, { class: code, as: secret() });
    expect(newcomer.error?.code).toBe('too-many-guesses');
    expect((await RoomClient.enter(second.address, follower)).welcome?.role).toBe('viewer');
  });

  test('[CLASS3] a secret that is void is answered with `over`, and nothing else happens', async (context) => {
    const { expect } = context;
    const [first, second] = await (await Cluster.started(context)).two();
    const { presenter, code, hello } = await begun(first);
    const as = secret();
    const follower = await RoomClient.enter(second.address, { class: code, as });
    // A second presenter is made, and is a follower again: their secret is void.
    const beside = await secondPresenter(presenter, follower, code);
    await presenter.until(() => newest(presenter, 'class')?.followers === 0);
    presenter.say({ type: 'class', act: { is: 'hand', hand: { is: 'second', to: null } } });
    await follower.until(() => newest(follower, 'class')?.part === 'follower');
    const own = await RoomClient.enter(second.address, { lesson: 'L2' });
    await own.until(() => own.state.atRest);
    const { room, token } = own.welcome!;
    const labs = async () => [(await first.health())['labs'], (await second.health())['labs']];
    expect(await labs()).toEqual([1, 1]);
    for (const { address } of [first, second]) {
      // In a room of theirs at the one server, in the class's at the other, and by the class's link.
      const there = await RoomClient.enter(address, { room, token: token!, presents: beside });
      expect([there.error, there.welcome]).toMatchObject([undefined, { room, role: 'controller' }]);
      await there.until(() => newest(there, 'class')?.part === 'over');
      const front = await RoomClient.enter(address, { room: hello.room, as, presents: beside });
      expect(front.welcome).toMatchObject({ room: hello.room, role: 'viewer' });
      await front.until(() => newest(front, 'class')?.part === 'over');
      const link = await RoomClient.enter(address, { class: `${code}/${beside.token}` });
      expect(link.error?.code).toBe('no-such-class');
      for (const page of [there, front]) await page.leave();
    }
    expect(await labs()).toEqual([1, 1]);
    expect([newest(presenter, 'class'), newest(follower, 'class')]).toMatchObject([
      { part: 'presenter', followers: 1 },
      { part: 'follower', isAway: false },
    ]);
    expect([presenter.closed, follower.closed, own.closed]).toEqual([null, null, null]);
  });
});

async function secondPresenter(presenter: RoomClient, follower: RoomClient, code: string) {
  follower.say({ type: 'class', act: { is: 'hand', hand: { is: 'raise' } } });
  const raised = () => {
    const told = presenter.messages.findLast((one) => one.type === 'hands' && 'queue' in one.told);
    return told?.type === 'hands' && 'queue' in told.told ? told.told.queue?.raised[0]?.n : undefined;
  };
  await presenter.until(() => raised() !== undefined);
  presenter.say({ type: 'class', act: { is: 'hand', hand: { is: 'second', to: raised()! } } });
  await follower.until(() => newest(follower, 'class')?.part === 'presenter');
  return { code, token: newest(follower, 'class')!.token! };
}
