import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { SERVER_LIMITS } from '../../server/limits.ts';
import { handActSchema } from '../../shared/protocol/hand-schema.ts';
import type { HandAct } from '../../shared/protocol/hand-schema.ts';
import type { Command } from '../../shared/protocol/server-messages.ts';
import { begunClass } from '../support/begun-class.ts';
import { FakeBrowser } from '../support/fake-browser.ts';
import { keptPlaces, turn } from '../support/kept-place.ts';
import { valuesOf } from '../support/schema-values.ts';

const place = keptPlaces();
const deviceSecret = (): string => randomBytes(24).toString('base64url');
const deliver: Command = { type: 'deliver', chip: 1 };
const step: Command = { type: 'step', program: 'client' };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
});

/** A presenter in L1 whose class has begun, and the ways by which followers come. */
async function begun() {
  const { follower, ...of } = await begunClass();
  const { labs, presenter } = of;
  labs.say(1);
  const hand = (page: FakeBrowser, act: HandAct): void => {
    page.act({ is: 'hand', hand: act });
    vi.advanceTimersByTime(SERVER_LIMITS.queueToldEveryMs);
  };
  return {
    ...of,
    follower: (as = deviceSecret()) => follower(as),
    hand,
    give: (to: number, ...parts: Extract<HandAct, { is: 'give' }>['parts']): void =>
      hand(presenter, { is: 'give', to, parts }),
    queue: () => presenter.receive().hands.queue!,
  };
}

const answerTo = async (page: FakeBrowser, command: Command): Promise<string> => {
  page.command(command);
  await turn();
  const answer = page.receive().answers.at(-1)!;
  return answer.type === 'refused' ? answer.error.code : answer.type;
};

describe('a follower’s device', () => {
  test('[HAND1] has a number, the same after a reload and in a second tab, and another one in no case', async () => {
    const { follower } = await begun();
    const secret = deviceSecret();
    const numberOf = (page: FakeBrowser): number | undefined => page.hands.ownHand?.n;
    const one = follower(secret);
    expect([one, follower(), follower(secret)].map(numberOf)).toEqual([1, 2, 1]);
    one.disconnect();
    expect(numberOf(follower(secret))).toBe(1);
  });

  test('[HAND1] that has not said its secret is asked for nothing, and gets nothing', async () => {
    const { classes, presents, hand, give, queue } = await begun();
    const silent = new FakeBrowser(classes).connect({ class: presents.code }).receive();
    hand(silent, { is: 'raise' });
    give(1, 'wire');
    expect(silent.receive().hands).toEqual({});
    expect(await answerTo(silent, deliver)).toBe('read-only');
    expect(queue().raised).toEqual([]);
  });
});

describe('the parts of a room', () => {
  test('[HAND2] are given to a follower and taken back, and the server checks each command', async () => {
    const { presenter, follower, give, labs } = await begun();
    const [one, other] = [follower(), follower()];
    expect(await answerTo(one, deliver)).toBe('read-only');
    give(1, 'wire');
    expect(one.receive().may).toEqual([['wire']]);
    expect(await answerTo(one, deliver)).toBe('done');
    expect(await answerTo(one, step)).toBe('not-in-hand');
    expect(await answerTo(other, deliver)).toBe('read-only');
    expect(await answerTo(presenter, deliver)).toBe('done');
    for (const page of [presenter, one, other])
      expect(page.hands.holders).toEqual([{ n: 1, parts: ['wire'] }]);
    const done = labs.commands.length;
    give(1);
    expect(await answerTo(one, deliver)).toBe('read-only');
    expect(labs.commands).toHaveLength(done);
    for (const page of [presenter, one, other]) expect(page.receive().hands.holders).toEqual([]);
  });

  test('[HAND2] are in one follower’s hand each: another one to whom a part is given takes it over', async () => {
    const { follower, give } = await begun();
    const [one, other] = [follower(), follower()];
    give(1, 'all');
    expect(await answerTo(one, { type: 'run-again' })).toBe('done');
    give(2, 'wire');
    expect(other.receive().hands.holders).toEqual([
      { n: 1, parts: ['client', 'server'] },
      { n: 2, parts: ['wire'] },
    ]);
    expect(await answerTo(one, deliver)).toBe('not-in-hand');
    expect(await answerTo(one, step)).toBe('done');
    give(2, 'all');
    expect(await answerTo(one, step)).toBe('read-only');
    expect(other.receive().hands.holders).toEqual([{ n: 2, parts: ['all'] }]);
  });

  test('[HAND2] go along to the next lesson, and are nobody’s in a room in which somebody looks around', async () => {
    const { presenter, classes, presents, follower, give } = await begun();
    const secret = deviceSecret();
    const one = follower(secret);
    const { room } = presenter.welcome!;
    give(1, 'client');
    presenter.disconnect();
    new FakeBrowser(classes).connect({ lesson: 'L2', presents }).receive();
    await turn();
    expect(one.receive().welcome).toMatchObject({ lesson: 'L2', role: 'viewer', may: ['client'] });
    expect(await answerTo(one, step)).toBe('done');
    const aside = new FakeBrowser(classes).connect({ class: presents.code, room, as: secret }).receive();
    expect(aside.welcome).toMatchObject({ lesson: 'L1' });
    expect(await answerTo(aside, step)).toBe('read-only');
    aside.act({ is: 'follow' }).receive();
    expect(aside.welcome).toMatchObject({ lesson: 'L2', may: ['client'] });
  });

  test('[HAND2] [HAND5] are nobody’s once the class has gone on without whoever looks around, or is over', async () => {
    const { presenter, classes, presents, follower, give } = await begun();
    const [aside, other] = [follower(), follower()];
    give(1, 'wire');
    give(2, 'client');
    aside.act({ is: 'look-around' });
    expect(await answerTo(aside, deliver)).toBe('done');
    presenter.disconnect();
    const next = new FakeBrowser(classes).connect({ lesson: 'L2', presents }).receive();
    await turn();
    expect(aside.receive().may.at(-1)).toEqual([]);
    expect(await answerTo(aside, deliver)).toBe('read-only');
    expect(await answerTo(other, step)).toBe('done');
    aside.act({ is: 'follow' });
    expect(await answerTo(aside, deliver)).toBe('done');
    next.act({ is: 'end' });
    expect(await answerTo(other, step)).toBe('read-only');
    expect(await answerTo(aside, deliver)).toBe('read-only');
  });

  test('[HAND2] are there again after a reload, and are not given to somebody who has gone', async () => {
    const { follower, give, presenter, queue } = await begun();
    const secret = deviceSecret();
    const one = follower(secret);
    follower().disconnect();
    give(2, 'wire');
    expect(presenter.receive().hands.holders).toEqual([]);
    give(1, 'wire');
    one.disconnect();
    vi.advanceTimersByTime(SERVER_LIMITS.queueToldEveryMs);
    expect(queue().gone).toEqual([1]);
    const back = follower(secret);
    expect(back.welcome?.may).toEqual(['wire']);
    expect(await answerTo(back, deliver)).toBe('done');
    expect(back.hands.holders).toEqual([{ n: 1, parts: ['wire'] }]);
  });
});

describe('raised hands', () => {
  test('[HAND3] stand in the order in which they were raised, until they are lowered or something is given', async () => {
    const { presenter, follower, hand, give, queue } = await begun();
    const pages = [follower(), follower(), follower()];
    const order = (): number[] => queue().raised.map(({ n }) => n);
    for (const i of [2, 0, 1]) hand(pages[i]!, { is: 'raise' });
    hand(pages[2]!, { is: 'raise' });
    expect(order()).toEqual([3, 1, 2]);
    expect(pages[2]!.receive().hands.ownHand).toEqual({ n: 3, isRaised: true });
    hand(pages[0]!, { is: 'lower' });
    expect(order()).toEqual([3, 2]);
    give(3, 'server');
    expect(order()).toEqual([2]);
    expect(pages[2]!.receive().hands.ownHand?.isRaised).toBe(false);
    pages[1]!.disconnect();
    vi.advanceTimersByTime(SERVER_LIMITS.queueToldEveryMs);
    expect(queue().raised).toEqual([{ n: 2, isHere: false }]);
    hand(pages[0]!, { is: 'raise' });
    hand(presenter, { is: 'lower-of', of: 2 });
    expect(order()).toEqual([1]);
    hand(presenter, { is: 'lower-of', of: null });
    expect(queue()).toMatchObject({ raised: [], all: 0 });
    expect(pages[0]!.receive().hands.ownHand?.isRaised).toBe(false);
    // No follower is told of other hands.
    for (const page of pages) expect(page.hands).not.toHaveProperty('queue');
  });

  test('[HAND3] come from a device so often at once and no more, and the presenter is told some of many', async () => {
    const { follower, hand, queue } = await begun();
    const flooding = follower();
    for (let i = 0; i < 100; i += 1) hand(flooding, i % 2 === 0 ? { is: 'raise' } : { is: 'lower' });
    const heard = flooding.receive().hands.ownHand!;
    expect(queue().all).toBe(heard.isRaised ? 1 : 0);
    for (let i = 0; i < SERVER_LIMITS.raisedTold + 5; i += 1) hand(follower(), { is: 'raise' });
    expect(queue().raised).toHaveLength(SERVER_LIMITS.raisedTold);
    expect(queue().all).toBeGreaterThanOrEqual(SERVER_LIMITS.raisedTold + 5);
  });

  test('[HAND3] a presenter who asks has everybody who is here', async () => {
    const { presenter, follower, hand } = await begun();
    const [one, other] = [follower(), follower()];
    hand(other, { is: 'name', name: 'Li' });
    one.disconnect();
    hand(presenter, { is: 'roster' });
    expect(presenter.receive().hands.roster).toEqual([{ n: 2, name: 'Li' }]);
    hand(other, { is: 'roster' });
    expect(other.receive().hands).not.toHaveProperty('roster');
  });
});

describe('names', () => {
  test('[HAND4] are shown as cleaned, keep still while something is in the hand, and can be taken away for good', async () => {
    const { presenter, follower, hand, give, queue } = await begun();
    const one = follower();
    hand(one, { is: 'raise' });
    hand(one, { is: 'name', name: '  Li\u202e\n  Wei ' });
    expect(queue().raised).toEqual([{ n: 1, name: 'Li Wei', isHere: true }]);
    give(1, 'wire');
    hand(one, { is: 'name', name: 'rude' });
    expect(one.receive().hands.holders).toEqual([{ n: 1, name: 'Li Wei', parts: ['wire'] }]);
    hand(presenter, { is: 'unname', of: 1 });
    expect(one.receive().hands.holders).toEqual([{ n: 1, parts: ['wire'] }]);
    give(1);
    hand(one, { is: 'name', name: 'rude' });
    expect(one.receive().hands.ownHand).toEqual({ n: 1, isRaised: false, isNameless: true });
  });
});

describe('whoever does not present', () => {
  test('[HAND5] changes nobody’s hand but their own, whatever they send', async () => {
    const act = valuesOf(handActSchema);
    const { follower, give, presenter, hand } = await begun();
    const [sly, holder] = [follower(), follower()];
    give(2, 'wire');
    hand(holder, { is: 'name', name: 'Li' });
    fc.assert(
      fc.property(act, (one) => {
        sly.act({ is: 'hand', hand: one });
        vi.advanceTimersByTime(SERVER_LIMITS.queueToldEveryMs);
        const { holders, queue } = presenter.receive().hands;
        expect(holders).toEqual([{ n: 2, parts: ['wire'] }]);
        expect(queue?.raised.every(({ n }) => n === 1)).toBe(true);
        expect(sly.receive().may).toEqual([]);
        expect(holder.receive().may).toEqual([['wire']]);
      }),
      { numRuns: 300 },
    );
    // Neither does a viewer of the room who follows no class.
    const { room } = presenter.welcome!;
    const viewer = follower();
    viewer.disconnect();
    viewer.connect({ room }).act({ is: 'hand', hand: { is: 'give', to: 1, parts: ['all'] } });
    expect(presenter.receive().hands.holders).toEqual([{ n: 2, parts: ['wire'] }]);
  });

  test('[HAND5] cannot make a class know more devices than it may: those who have something stay', async () => {
    const { presenter, follower, hand, give, queue } = await begun();
    const first = deviceSecret();
    follower(first);
    give(1, 'wire');
    const raised = follower();
    hand(raised, { is: 'raise' });
    const second = follower();
    hand(presenter, { is: 'second', to: 3 });
    second.disconnect();
    for (let i = 0; i < SERVER_LIMITS.devicesOfClass + 50; i += 1) follower().disconnect();
    expect(follower(first).hands.ownHand?.n).toBe(1);
    expect(queue().second).toEqual({ n: 3, isHere: false });
    expect(queue().raised).toEqual([{ n: 2, isHere: true }]);
  });

  test('[HAND5] cannot keep newcomers from a hand by raising one after the other and leaving', async () => {
    const { presenter, follower, hand, queue } = await begun();
    const here = follower();
    hand(here, { is: 'raise' });
    for (let i = 0; i < SERVER_LIMITS.devicesOfClass + 50; i += 1) {
      const one = follower();
      hand(one, { is: 'raise' });
      one.disconnect();
    }
    const newcomer = follower();
    hand(newcomer, { is: 'raise' });
    const n = newcomer.receive().hands.ownHand?.n;
    expect(queue()).toMatchObject({ all: SERVER_LIMITS.devicesOfClass });
    // A hand of somebody here is told, also behind more of others than are told.
    expect(queue().raised).toHaveLength(SERVER_LIMITS.raisedTold);
    expect([queue().raised[0], queue().raised.at(-1)]).toEqual(
      [1, n].map((one) => ({ n: one, isHere: true })),
    );
    hand(presenter, { is: 'give', to: n!, parts: ['wire'] });
    expect(newcomer.receive().may).toEqual([['wire']]);
  });
});

/** A class whose follower on device 1 presents it, too. */
async function withSecond() {
  const all = await begun();
  const { presenter, follower, hand, labs } = all;
  const second = follower();
  const watching = follower();
  hand(presenter, { is: 'second', to: 1 });
  labs.say(1);
  const told = second.receive().classes.at(-1)!;
  return { ...all, second, watching, ofSecond: { code: told.code, token: told.token! } };
}

describe('a second presenter', () => {
  test('[HAND7] may do what the first may, beside them, and is told a secret of their own', async () => {
    const { presenter, second, watching, presents, ofSecond, hand, queue } = await withSecond();
    expect(second.welcome).toMatchObject({ role: 'controller', lesson: 'L1' });
    expect(second.welcome).not.toHaveProperty('token');
    expect(second.classes.at(-1)).toMatchObject({ part: 'presenter', isBeside: true, followers: 1 });
    // They have not gone: the presenter view counts them among those who are here.
    expect(presenter.receive().classes.at(-1)).toMatchObject({ followers: 1, hasSecond: true });
    expect(ofSecond.token).not.toBe(presents.token);
    expect(presenter.receive().classes.at(-1)).not.toHaveProperty('isBeside');
    expect(queue().second).toEqual({ n: 1, isHere: true });
    expect(await answerTo(second, { type: 'run-again' })).toBe('done');
    expect(await answerTo(presenter, step)).toBe('done');
    hand(second, { is: 'give', to: 2, parts: ['wire'] });
    expect(await answerTo(watching, deliver)).toBe('done');
    second.act({ is: 'vote', vote: { is: 'ask', about: { text: 'a?', options: ['x', 'y'] } } });
    for (const page of [presenter, second, watching])
      expect(page.receive().votes.question).toMatchObject({ is: 'open' });
    // Only one of them leads: followers do not jump between two places.
    second.act({ is: 'look', view: { presenterAt: { epoch: 'e', seq: 7 } } });
    vi.advanceTimersByTime(1000);
    expect(watching.receive().playheads.filter((at) => at !== null)).toEqual([]);
    second.act({ is: 'end' });
    expect(watching.receive().classes.at(-1)?.part).toBe('over');
  });

  test('[HAND7] leads when they say so, or open another lesson, and the first goes along', async () => {
    const { presenter, second, watching, ofSecond, hand, classes } = await withSecond();
    hand(second, { is: 'lead' });
    expect(second.receive().classes.at(-1)).not.toHaveProperty('isBeside');
    expect(presenter.receive().classes.at(-1)).toMatchObject({ part: 'presenter', isBeside: true });
    second.act({ is: 'look', view: { presenterAt: { epoch: 'e', seq: 7 } } });
    vi.advanceTimersByTime(1000);
    expect(watching.receive().playheads.at(-1)).toEqual({ epoch: 'e', seq: 7 });
    hand(presenter, { is: 'lead' });
    second.disconnect();
    const page = new FakeBrowser(classes).connect({ lesson: 'L2', presents: ofSecond }).receive();
    vi.advanceTimersByTime(SERVER_LIMITS.classMovesEveryMs);
    expect(page.classes.at(-1)).not.toHaveProperty('isBeside');
    // They control the room only as long as they present.
    expect(page.welcome).toMatchObject({ role: 'controller', lesson: 'L2' });
    expect(page.welcome).not.toHaveProperty('token');
    expect(presenter.receive().welcome).toMatchObject({ role: 'controller', lesson: 'L2' });
    expect(presenter.classes.at(-1)).toMatchObject({ part: 'presenter', isBeside: true });
    expect(watching.receive().welcome).toMatchObject({ role: 'viewer', lesson: 'L2' });
  });

  test('[HAND7] who comes back takes neither the lead nor the class back to an old room', async () => {
    const { presenter, second, watching, presents, ofSecond, classes } = await withSecond();
    const { room } = second.welcome!;
    second.disconnect();
    presenter.disconnect();
    const moved = new FakeBrowser(classes).connect({ lesson: 'L2', presents }).receive();
    await turn();
    const back = new FakeBrowser(classes).connect({ room, presents: ofSecond }).receive();
    expect(back.classes.at(-1)).toMatchObject({ part: 'presenter', isBeside: true, lesson: 'L2' });
    expect(back.welcome).toMatchObject({ role: 'controller', lesson: 'L2' });
    expect(watching.receive().welcome?.lesson).toBe('L2');
    expect(moved.receive().classes.at(-1)?.part).toBe('presenter');
  });

  test('[HAND7] is a follower again when the first says so, and their secret is void', async () => {
    const { presenter, second, ofSecond, hand, classes, queue } = await withSecond();
    hand(second, { is: 'lead' });
    hand(presenter, { is: 'second', to: null });
    expect(second.receive().welcome).toMatchObject({ role: 'viewer' });
    expect(second.classes.at(-1)).toMatchObject({ part: 'follower' });
    expect(presenter.receive().classes.at(-1)).not.toHaveProperty('isBeside');
    expect(queue()).not.toHaveProperty('second');
    expect(await answerTo(second, deliver)).toBe('read-only');
    const page = new FakeBrowser(classes);
    page.mayOpen = false;
    expect(page.connect({ lesson: 'L2', presents: ofSecond }).receive().refused).toEqual({
      code: 'token-needed',
    });
  });

  test('[HAND7] keeps nothing when another tab of theirs presents, and is not here any more once that has gone', async () => {
    const { presenter, second, ofSecond, hand, classes } = await withSecond();
    const tab = new FakeBrowser(classes).connect({ lesson: 'L2', presents: ofSecond }).receive();
    expect(second.receive().classes.at(-1)).toMatchObject({ part: 'replaced' });
    expect(second.welcome).toMatchObject({ role: 'viewer', room: tab.welcome!.room });
    expect(await answerTo(second, deliver)).toBe('read-only');
    second.act({ is: 'begin' });
    expect(second.receive().classes.at(-1)).toMatchObject({ part: 'replaced' });
    second.disconnect();
    tab.disconnect();
    hand(presenter, { is: 'roster' });
    expect(presenter.receive().hands.roster).toEqual([{ n: 2 }]);
  });

  test('[HAND7] has no room that they could keep when the class is over', async () => {
    const { presenter, second, hand } = await withSecond();
    presenter.act({ is: 'end' });
    expect(second.receive().welcome).toMatchObject({ role: 'viewer' });
    expect(await answerTo(second, deliver)).toBe('read-only');
    second.act({ is: 'begin' });
    expect(second.receive().classes.at(-1)).toMatchObject({ part: 'over' });
    hand(presenter, { is: 'roster' });
    expect(presenter.receive().welcome).toMatchObject({ role: 'controller' });
  });

  test('[HAND7] who takes a class over whose room has ended is told no secret of the new one', async () => {
    const { presenter, second, watching, ofSecond, classes, rooms, clock } = await withSecond();
    for (const page of [presenter, second, watching]) page.disconnect();
    clock.ms += 2 * SERVER_LIMITS.roomGraceMs;
    rooms.sweep();
    const back = new FakeBrowser(classes).connect({ class: `${ofSecond.code}/${ofSecond.token}` }).receive();
    expect(back.welcome).toMatchObject({ role: 'controller', lesson: 'L1' });
    expect(back.welcome).not.toHaveProperty('token');
  });

  test('[HAND7] stays one if a device that has gone is to be one', async () => {
    const { presenter, second, watching, hand, queue } = await withSecond();
    watching.disconnect();
    hand(presenter, { is: 'second', to: 2 });
    expect(second.receive().classes.at(-1)).toMatchObject({ part: 'presenter' });
    expect(queue().second).toEqual({ n: 1, isHere: true });
  });

  test('[HAND3] [HAND7] hears nothing that was meant for a presenter once they are a follower', async () => {
    const { presenter, second, hand } = await withSecond();
    second.receive();
    second.line!.queuedBytes = 1e9;
    hand(second, { is: 'roster' });
    hand(presenter, { is: 'second', to: null });
    const before = second.messages.length;
    second.line!.queuedBytes = 0;
    second.act({ is: 'hand', hand: { is: 'raise' } });
    const told = second.receive().messages.slice(before);
    expect(
      told.filter((one) => one.type === 'hands' && ('queue' in one.told || 'roster' in one.told)),
    ).toEqual([]);
    expect(second.hands.ownHand).toMatchObject({ n: 1, isRaised: true });
  });

  test('[HAND8] leads five seconds after the first has gone; the first comes back beside them, and a class without any waits', async () => {
    const { presenter, second, watching, presents, classes, hand } = await withSecond();
    const { room, token } = presenter.welcome!;
    presenter.disconnect();
    vi.advanceTimersByTime(SERVER_LIMITS.presenterAwayAfterMs - 1);
    expect(second.receive().classes.at(-1)).toMatchObject({ isBeside: true });
    vi.advanceTimersByTime(1);
    expect(second.receive().classes.at(-1)).not.toHaveProperty('isBeside');
    expect(watching.receive().classes.at(-1)).toMatchObject({ part: 'follower', isAway: false });
    const back = new FakeBrowser(classes).connect({ room, token: token!, presents }).receive();
    expect(back.classes.at(-1)).toMatchObject({ part: 'presenter', isBeside: true });
    hand(back, { is: 'lead' });
    expect(back.receive().classes.at(-1)).not.toHaveProperty('isBeside');
    back.disconnect();
    second.disconnect();
    vi.advanceTimersByTime(SERVER_LIMITS.presenterAwayAfterMs);
    expect(watching.receive().classes.at(-1)).toMatchObject({ isAway: true });
    // A follower takes it over in no way.
    watching.act({ is: 'begin' }).act({ is: 'hand', hand: { is: 'lead' } });
    watching.act({ is: 'hand', hand: { is: 'second', to: 2 } });
    expect(watching.receive().classes.at(-1)).toMatchObject({ part: 'follower', isAway: true });
    const other = new FakeBrowser(classes).connect({ class: `${presents.code}/${presents.token}` }).receive();
    expect(other.classes.at(-1)).toMatchObject({ part: 'presenter' });
    expect(watching.receive().classes.at(-1)).toMatchObject({ isAway: false });
  });
});

describe('[HAND6] after the server’s end', () => {
  test('hands, their order, names and parts are there again', async () => {
    const first = place();
    const presenter = await first.page({ lesson: 'L1' });
    presenter.act({ is: 'begin' }).receive();
    const { code, token } = presenter.classes.at(-1)!;
    const secrets = [deviceSecret(), deviceSecret(), deviceSecret()];
    const pages = [];
    for (const as of secrets) pages.push(await first.page({ class: code, as }));
    for (const i of [2, 0]) pages[i]!.act({ is: 'hand', hand: { is: 'raise' } });
    pages[1]!.act({ is: 'hand', hand: { is: 'name', name: 'Li' } });
    presenter.act({ is: 'hand', hand: { is: 'give', to: 2, parts: ['wire', 'server'] } });
    expect(first.filesOf('hands')).toHaveLength(1);
    const text = JSON.stringify(first.textOf('hands'));
    for (const secret of secrets) expect(text).not.toContain(secret);

    const next = place(first);
    const holder = await next.page({ class: code, as: secrets[1]! });
    next.labs.say(1);
    expect(holder.receive().welcome?.may).toEqual(['wire', 'server']);
    expect(holder.hands).toMatchObject({
      ownHand: { n: 2, name: 'Li' },
      holders: [{ n: 2, name: 'Li', parts: ['wire', 'server'] }],
    });
    expect(await answerTo(holder, deliver)).toBe('done');
    const back = await next.page({ lesson: 'L2', presents: { code, token: token! } });
    expect(back.hands.queue).toMatchObject({ raised: [{ n: 3 }, { n: 1 }], gone: [] });
    expect(back.hands.holders).toEqual([{ n: 2, name: 'Li', parts: ['wire', 'server'] }]);
    back.act({ is: 'end' });
    expect(next.filesOf('hands')).toEqual([]);
  });

  test('[HAND2] a page that missed that a part was taken back is told so', async () => {
    const first = place();
    const presenter = await first.page({ lesson: 'L1' });
    presenter.act({ is: 'begin' }).receive();
    const { code } = presenter.classes.at(-1)!;
    const as = deviceSecret();
    await first.page({ class: code, as });
    for (const parts of [['wire' as const], []])
      presenter.act({ is: 'hand', hand: { is: 'give', to: 1, parts } });
    const next = place(first);
    expect((await next.page({ class: code, as })).hands.holders).toEqual([]);
  });

  test('[HAND7] the second presenter presents, and leads if they did', async () => {
    const first = place();
    const presenter = await first.page({ lesson: 'L1' });
    presenter.act({ is: 'begin' }).receive();
    const { code, token } = presenter.classes.at(-1)!;
    const second = await first.page({ class: code, as: deviceSecret() });
    presenter.act({ is: 'hand', hand: { is: 'second', to: 1 } });
    const ofSecond = { code, token: second.receive().classes.at(-1)!.token! };
    second.act({ is: 'hand', hand: { is: 'lead' } });
    expect(first.textOf('class')).not.toContain(ofSecond.token);

    const next = place(first);
    const { room, token: ofRoom } = presenter.welcome!;
    const one = await next.page({ room, token: ofRoom!, presents: { code, token: token! } });
    expect(one.classes.at(-1)).toMatchObject({ part: 'presenter', isBeside: true });
    const other = await next.page({ room, presents: ofSecond });
    expect(other.welcome).toMatchObject({ role: 'controller', room });
    expect(other.classes.at(-1)).toMatchObject({ part: 'presenter', token: ofSecond.token });
    expect(other.classes.at(-1)).not.toHaveProperty('isBeside');
    expect(other.hands.queue?.second).toEqual({ n: 1, isHere: true });
  });
});
