import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { Classes } from '../../server/classes/classes.ts';
import { Rooms } from '../../server/rooms/rooms.ts';
import { FakeBrowser } from '../support/fake-browser.ts';
import { FakeLabs } from '../support/fake-labs.ts';
import { keptPlaces, turn } from '../support/kept-place.ts';

const place = keptPlaces();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
});

/** A presenter in L1 whose log has three events, and whose class has begun. */
async function begun() {
  const labs = new FakeLabs();
  const classes = new Classes(new Rooms({ labs, version: '0' }));
  const presenter = new FakeBrowser(classes).connect({ lesson: 'L1' }).receive();
  await turn();
  labs.say(3);
  presenter.act({ is: 'begin' }).receive();
  const { code } = presenter.classes.at(-1)!;
  const as = randomBytes(24).toString('base64url');
  const epoch = (): string =>
    presenter.receive().messages.findLast((message) => message.type === 'events')!.epoch;
  return {
    labs,
    presenter,
    follower: (room?: string) =>
      new FakeBrowser(classes).connect({ class: code, as, ...(room && { room }) }).receive(),
    another: () => new FakeBrowser(classes).connect({ lesson: 'L2' }).receive().welcome!.room,
    limit: (isLimited = true) => presenter.act({ is: 'pace', isLimited }),
    shows: (seq: number, of = epoch()) => presenter.act({ is: 'shown', at: { epoch: of, seq } }),
    headOf: (page: FakeBrowser) => page.receive().timeline.head,
  };
}

describe('[CLASS11] a class that is kept to what its presenter has shown', () => {
  test('is sent the log up to there, also who comes later, and all of it once it is let free', async () => {
    const { labs, follower, another, limit, shows, headOf, presenter } = await begun();
    shows(2);
    const [one, viewer] = [follower(), follower()];
    expect(headOf(one)).toBe(3);
    limit();
    expect(one.receive().classes.at(-1)).toMatchObject({ part: 'follower', isPaced: true });
    // It keeps what was shown of what it has been sent before.
    expect(headOf(one)).toBe(2);
    labs.say(5);
    expect([headOf(one), headOf(viewer), headOf(follower()), headOf(presenter)]).toEqual([2, 2, 2, 8]);
    shows(6);
    shows(4);
    expect([headOf(one), headOf(follower())]).toEqual([6, 6]);
    expect(one.disconnect().connect().receive().timeline.head).toBe(6);
    // In another room nothing is kept back.
    const aside = follower(another());
    expect(aside.classes.at(-1)).not.toHaveProperty('isPaced');
    expect(aside.act({ is: 'follow' }).receive().classes.at(-1)).toMatchObject({ isPaced: true });
    limit(false);
    expect(headOf(one)).toBe(8);
    expect(one.classes.at(-1)).not.toHaveProperty('isPaced');
    expect(one.faults).toBe(0);
  });

  test('sees nothing of a new lab before that is shown, and its presenters and whoever acts see all', async () => {
    const { labs, presenter, follower, limit, shows, headOf } = await begun();
    const one = follower();
    limit();
    shows(3);
    presenter.command({ type: 'new-lab' });
    await turn();
    labs.say(4);
    expect([headOf(presenter), headOf(one)]).toEqual([4, 0]);
    shows(1);
    expect(headOf(one)).toBe(1);
    presenter.act({ is: 'hand', hand: { is: 'give', to: 1, parts: ['wire'] } });
    expect(headOf(one)).toBe(4);
    presenter.act({ is: 'hand', hand: { is: 'give', to: 1, parts: [] } });
    expect(headOf(one)).toBe(1);
  });

  test('is sent no more of a lab that was lost, and goes on with the new one', async () => {
    const { labs, follower, limit, shows, headOf } = await begun();
    const one = follower();
    limit();
    shows(3);
    labs.say(4);
    labs.die();
    await turn();
    expect(headOf(one)).toBe(0);
    const sent = one.messages.flatMap((told) => (told.type === 'events' ? told.events : []));
    expect(sent.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    labs.say(2);
    shows(1);
    expect([headOf(one), headOf(follower())]).toEqual([1, 1]);
    expect(one.faults).toBe(0);
  });

  test('is free, for whoever watches on, once the class is over', async () => {
    const { labs, presenter, follower, limit, shows, headOf } = await begun();
    const one = follower();
    limit();
    shows(3);
    labs.say(4);
    presenter.act({ is: 'end' });
    expect(headOf(one)).toBe(7);
  });

  test('is kept so by its presenters alone', async () => {
    const { labs, follower, limit, shows, headOf } = await begun();
    const one = follower();
    limit();
    shows(3);
    labs.say(2);
    one.act({ is: 'pace', isLimited: false });
    one.act({ is: 'shown', at: { epoch: one.welcome!.room, seq: 5 } });
    const { epoch } = one.messages.findLast((message) => message.type === 'events')!;
    one.act({ is: 'shown', at: { epoch, seq: 5 } });
    expect(headOf(one)).toBe(3);
  });

  test('has no event beyond it, whatever happens in which order, and all events when it is let free', async () => {
    const { labs, follower, limit, shows, headOf, presenter } = await begun();
    const one = follower();
    let [isLimited, shown] = [false, 0];
    const step = fc.oneof(
      fc.record({ is: fc.constant('say' as const), n: fc.integer({ min: 1, max: 300 }) }),
      fc.record({ is: fc.constant('show' as const), back: fc.nat(40) }),
      fc.record({ is: fc.constant('limit' as const), on: fc.boolean() }),
      fc.record({ is: fc.constant('break' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        for (const act of steps) {
          if (act.is === 'say') labs.say(act.n);
          else if (act.is === 'break') one.disconnect().connect();
          else if (act.is === 'limit') limit((isLimited = act.on));
          else {
            const seq = Math.max(1, headOf(presenter) - act.back);
            shows(seq);
            shown = Math.max(shown, seq);
          }
          const head = headOf(one);
          if (!isLimited) expect(head).toBe(headOf(presenter));
          else if (shown > 0) expect(head).toBe(Math.min(shown, headOf(presenter)));
          expect(one.faults).toBe(0);
        }
      }),
      { numRuns: 60 },
    );
    expect(one.timeline.stateAt(one.timeline.head)).toEqual(presenter.timeline.stateAt(one.timeline.head));
  });

  test('is so after the server’s end, too', async () => {
    const first = place();
    const presenter = await first.page({ lesson: 'L1' });
    presenter.act({ is: 'begin' }).act({ is: 'pace', isLimited: true }).receive();
    const { code } = presenter.classes.at(-1)!;
    const next = place(first);
    const follower = await next.page({ class: code });
    expect(follower.classes.at(-1)).toMatchObject({ part: 'follower', isPaced: true });
    next.labs.say(3);
    expect(follower.receive().timeline.head).toBe(0);
  });
});
