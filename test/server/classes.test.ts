import fc from 'fast-check';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { Classes } from '../../server/classes/classes.ts';
import { SERVER_LIMITS } from '../../server/limits.ts';
import type { RoomLimits } from '../../server/rooms/places.ts';
import { Rooms } from '../../server/rooms/rooms.ts';
import { TokenBucket } from '../../server/token-bucket.ts';
import { LIMITS } from '../../shared/limits.ts';
import { classCodeOf, CODE_LETTERS } from '../../shared/protocol/class-code.ts';
import type { ClassPlayhead, Shown, ViewNews } from '../../shared/protocol/class-schema.ts';
import { secret } from '../support/class-of-l1.ts';
import { FakeBrowser } from '../support/fake-browser.ts';
import { FakeLabs } from '../support/fake-labs.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
});

function place(limits: Partial<RoomLimits> = {}) {
  const labs = new FakeLabs();
  const clock = { ms: 0 };
  const rooms = new Rooms({ labs, version: '0', nowMs: () => clock.ms, limits });
  const classes = new Classes(rooms, () => clock.ms);
  return {
    labs,
    rooms,
    classes,
    clock,
    browser: (guesses?: TokenBucket) => new FakeBrowser(classes, undefined, guesses),
  };
}

/** A presenter in L1 whose class has begun, and the ways by which others come. */
async function begun(limits?: Partial<RoomLimits>) {
  const all = place(limits);
  const presenter = all.browser().connect({ lesson: 'L1' }).receive();
  await turn();
  all.labs.say(3);
  presenter.act({ is: 'begin' }).receive();
  const { code, token } = presenter.classes.at(-1)!;
  const presents = { code, token: token! };
  return {
    ...all,
    presenter,
    code,
    presents,
    follower: (typed = code) => all.browser().connect({ class: typed }).receive(),
    /** The presenter's page goes to another lesson: its connection ends, and the next one has the class's secret. */
    next: async (lesson: string, before = presenter): Promise<FakeBrowser> => {
      before.disconnect();
      const page = all.browser().connect({ lesson, presents }).receive();
      await turn();
      return page.receive();
    },
  };
}

describe('a class', () => {
  test('[CLASS1] is begun by the controller of a room, who alone is told its secret', async () => {
    const { presenter, code, follower, rooms } = await begun();
    expect(presenter.classes).toMatchObject([
      { part: 'presenter', followers: 0, isAway: false, lesson: 'L1' },
    ]);
    expect(code).toHaveLength(6);
    expect(Array.from(code).every((letter) => CODE_LETTERS.includes(letter))).toBe(true);
    const one = follower();
    expect(one.welcome).toMatchObject({ role: 'viewer', room: presenter.welcome!.room, lesson: 'L1' });
    expect(one.classes).toMatchObject([{ part: 'follower', followers: 1, code }]);
    expect(one.classes[0]).not.toHaveProperty('token');
    expect(rooms.counts.viewers).toBe(2);
    // A viewer begins none.
    const viewer = new FakeBrowser(new Classes(rooms)).connect({ room: presenter.welcome!.room }).receive();
    expect(viewer.act({ is: 'begin' }).receive().classes).toEqual([]);
  });

  test('[CLASS1] that is begun a second time in its room is the same one', async () => {
    const { presenter, browser, code } = await begun();
    presenter.act({ is: 'begin' }).receive();
    expect(presenter.classes).toHaveLength(1);
    const { room, token } = presenter.welcome!;
    const again = browser().connect({ room, token: token! }).receive().act({ is: 'begin' }).receive();
    expect(again.classes).toMatchObject([{ part: 'presenter', code }]);
    expect(presenter.receive().classes.at(-1)).toMatchObject({ part: 'replaced' });
  });

  test('[CLASS1] [CLASS6] tells its presenter how many look around, and since when it has been going on', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_000_000 });
    const { presenter, follower } = await begun();
    const [one, two] = [follower(), follower()];
    const told = (): object => {
      vi.advanceTimersByTime(SERVER_LIMITS.countsToldEveryMs);
      return presenter.receive().classes.at(-1)!;
    };
    expect(told()).toMatchObject({ followers: 2, aside: 0, beganMsAgo: SERVER_LIMITS.countsToldEveryMs });
    one.act({ is: 'look-around' });
    expect(told()).toMatchObject({ followers: 2, aside: 1 });
    one.act({ is: 'follow' });
    expect(told()).toMatchObject({ aside: 0, beganMsAgo: 3 * SERVER_LIMITS.countsToldEveryMs });
    two.act({ is: 'look-around' });
    two.disconnect();
    expect(told()).toMatchObject({ followers: 1, aside: 0 });
    for (const frame of one.receive().classes) expect(Object.keys(frame)).not.toContain('aside');
  });

  test('[CLASS6] counts devices, as questions and labs of their own do, and not the pages of each', async () => {
    const { presenter, browser, code } = await begun();
    const as = secret();
    const page = (): FakeBrowser => browser().connect({ class: code, as }).receive();
    const told = (): object => {
      vi.advanceTimersByTime(SERVER_LIMITS.countsToldEveryMs);
      return presenter.receive().classes.at(-1)!;
    };
    const [one, two] = [page(), page()];
    browser().connect({ class: code });
    expect(told()).toMatchObject({ followers: 2, aside: 0 });
    for (const each of [one, two]) each.act({ is: 'look-around' });
    expect(told()).toMatchObject({ followers: 2, aside: 1 });
    one.disconnect();
    expect(told()).toMatchObject({ followers: 2, aside: 1 });
    two.disconnect();
    expect(told()).toMatchObject({ followers: 1, aside: 0 });
  });

  test('[CLASS12] says to whoever only asks whether it is on and presented, and lets them in nowhere', async () => {
    const { presenter, code, presents, follower, browser, rooms } = await begun();
    follower();
    const ask = (of = `${code}/${presents.token}`, guesses?: TokenBucket): FakeBrowser =>
      browser(guesses).connect({ class: of, asks: true }).receive();
    const viewers = (): number => rooms.counts.viewers;
    expect(ask().classes).toEqual([
      { type: 'class', code, part: 'asked', followers: 1, isAway: false, lesson: 'L1' },
    ]);
    presenter.disconnect();
    const asking = ask();
    expect(asking.classes).toMatchObject([{ part: 'asked', isAway: true }]);
    expect(asking.welcome).toBeNull();
    expect(viewers()).toBe(1);
    asking.act({ is: 'end' }).disconnect();
    // A wrong secret counts as a guess, as it does for whoever comes in.
    const one = new TokenBucket(1, 1, 0);
    expect(ask(`${code}/wrong`, one).refused?.code).toBe('no-such-class');
    expect(ask(code, one).refused?.code).toBe('too-many-guesses');
    const again = browser()
      .connect({ class: `${code}/${presents.token}` })
      .receive();
    expect(again.classes.at(-1)).toMatchObject({ part: 'presenter', followers: 1 });
    again.act({ is: 'end' });
    expect(ask().refused?.code).toBe('no-such-class');
  });

  test('[CLASS2] is joined by its code, whatever its case, spaces or width', async () => {
    const { code, follower } = await begun();
    const wide = String.fromCodePoint(...Array.from(code, (letter) => letter.codePointAt(0)! + 0xfee0));
    for (const typed of [code.toLowerCase(), ` ${code.slice(0, 3)} ${code.slice(3)} `, wide])
      expect(follower(typed).classes.at(-1)?.code).toBe(code);
    expect(classCodeOf('CDF0HJ')).toBeNull();
  });

  test('[CLASS3] whoever has its secret opens the next room without the token of this launch, and nobody else', async () => {
    const { browser, presents, follower } = await begun();
    const follows = follower();
    const opened = (hello: object): FakeBrowser => {
      const page = browser();
      page.mayOpen = false;
      return page.connect({ lesson: 'L2', ...hello }).receive();
    };
    expect(opened({}).refused).toEqual({ code: 'token-needed' });
    expect(opened({ presents: { ...presents, token: 'wrong' } }).refused).toEqual({ code: 'token-needed' });
    expect(opened({ presents }).refused).toBeNull();
    await turn();
    expect(follows.receive().welcome?.lesson).toBe('L2');
  });

  test('[CLASS2] an address guesses only so many codes: then its right ones are refused too, for a while', async () => {
    const { browser, code, presents, clock } = await begun();
    const { wrongCodesAtOnce: most } = SERVER_LIMITS;
    const guesses = new TokenBucket(most, SERVER_LIMITS.wrongCodesPerMinute / 60, 0);
    const refusedTo = (typed: string, as?: string): string | undefined => {
      const hello = { class: typed, ...(as !== undefined && { as }) };
      return browser(guesses).connect(hello).receive().disconnect().refused?.code;
    };
    const known = secret();
    expect([refusedTo(code), refusedTo(code, known)]).toEqual([undefined, undefined]);
    for (let i = 0; i < most; i += 1)
      expect(refusedTo(i % 2 === 0 ? 'CCCCCC' : '<html>')).toBe('no-such-class');
    expect([refusedTo('CCCCCC'), refusedTo(code)]).toEqual(['too-many-guesses', 'too-many-guesses']);
    // Whoever was there, or has the class's secret, comes in.
    expect([refusedTo(code, secret()), refusedTo('CCCCCC', known)]).toEqual([
      'too-many-guesses',
      'too-many-guesses',
    ]);
    expect([refusedTo(code, known), refusedTo(`${code}/${presents.token}`)]).toEqual([undefined, undefined]);
    clock.ms += 60_000;
    expect([refusedTo(code), refusedTo('CCCCCC')]).toEqual([undefined, 'no-such-class']);
  });

  test('[CLASS3] takes its followers along on their connections when the presenter opens another lesson', async () => {
    const { presenter, follower, next, labs, rooms, presents } = await begun();
    const followers = [follower(), follower()];
    const page = await next('L2');
    labs.say(4);
    for (const one of followers) {
      one.receive();
      expect(one.welcome).toMatchObject({ room: page.welcome!.room, lesson: 'L2', role: 'viewer' });
      expect(one.classes.at(-1)).toMatchObject({ lesson: 'L2', isAway: false });
      expect(one.timeline.state).toEqual(page.receive().timeline.state);
      expect(one.faults).toBe(0);
    }
    expect(page.welcome!.room).not.toBe(presenter.welcome!.room);
    expect(rooms.counts.viewers).toBe(3);
    // A late follower is where the class is.
    expect(follower().welcome?.room).toBe(page.welcome!.room);
    // A reload of the presenter moves nobody.
    const { snapshots } = followers[0]!;
    page.disconnect().connect({ presents }).receive();
    expect(followers[0]!.receive().snapshots).toBe(snapshots);
  });

  test('[CLASS3] goes back with its presenter to the room before, and reads only what it lacks after a break', async () => {
    const { presenter, follower, next, labs, presents } = await begun();
    const one = follower();
    const page = await next('L2');
    one.receive().disconnect();
    labs.say(2);
    page.disconnect();
    presenter.connect({ presents }).receive();
    one.connect().receive();
    expect(one.welcome?.room).toBe(presenter.welcome!.room);
    expect(one.timeline.state).toEqual(presenter.timeline.state);
  });

  test('[CLASS3] of two presenters the last one leads, and the other is told', async () => {
    const { presenter, follower, browser, presents } = await begun();
    const one = follower();
    const other = browser().connect({ lesson: 'L3', presents }).receive();
    expect(one.receive().welcome?.room).toBe(other.welcome!.room);
    expect(presenter.receive().classes.at(-1)?.part).toBe('replaced');
    presenter.act({ is: 'look', view: { presenterAt: { epoch: 'a', seq: 1 } } }).act({ is: 'end' });
    vi.advanceTimersByTime(1000);
    expect(one.receive().classes.at(-1)?.part).toBe('follower');
    expect(one.playheads.filter((at) => at !== null)).toEqual([]);
    // The first takes it back.
    presenter.disconnect().connect({ presents }).receive();
    expect(one.receive().welcome?.room).toBe(presenter.welcome!.room);
    expect(other.receive().classes.at(-1)?.part).toBe('replaced');
  });

  test('[CLASS3] a follower whose line is full has the other room’s log once the line is free', async () => {
    const { follower, next, labs } = await begun();
    const one = follower();
    for (let i = 0; i < 60; i += 1) labs.say(200, 'x'.repeat(400));
    expect(one.queuedBytes).toBeGreaterThan(LIMITS.viewerQueueBytes);
    const page = await next('L2');
    labs.say(4);
    expect(one.receive().welcome?.room).toBe(page.welcome!.room);
    expect(one.timeline.state).toEqual(page.receive().timeline.state);
    expect(page.timeline.head).toBe(4);
  });

  test('[CLASS3] that goes to a room in which another class is takes its place: a room has one class', async () => {
    const { browser, follower, presents } = await begun();
    const other = browser().connect({ lesson: 'L2' }).receive().act({ is: 'begin' }).receive();
    const { code } = other.classes.at(-1)!;
    const [one, theirs] = [follower(), follower(code)];
    const { room, token } = other.welcome!;
    const page = browser().connect({ room, token: token!, presents }).receive();
    expect(page.classes.at(-1)).toMatchObject({ part: 'presenter', code: presents.code });
    expect(one.receive().welcome?.room).toBe(room);
    for (const member of [other, theirs])
      expect(member.receive().classes.at(-1)).toMatchObject({ part: 'over', code });
    expect(follower(code).refused?.code).toBe('no-such-class');
  });

  test('[CLASS3] a wrong secret presents nothing, and says no more than that there is no such class', async () => {
    const { follower, browser, code, presenter } = await begun();
    const one = follower();
    for (const presents of [
      { code, token: 'guessed' },
      { code: 'CCCCCC', token: 'guessed' },
    ]) {
      const page = browser().connect({ lesson: 'L2', presents }).receive();
      expect(page.welcome?.role).toBe('controller');
      expect(page.classes).toEqual([
        { type: 'class', code: presents.code, part: 'over', followers: 0, isAway: true, lesson: 'L2' },
      ]);
    }
    expect(one.receive().welcome?.room).toBe(presenter.welcome!.room);
  });

  test('[CLASS7] a follower for whom the room has no place waits, and comes in once somebody has left', async () => {
    const { follower, next, browser, labs } = await begun({ viewersPerRoom: 3 });
    const followers = [follower(), follower()];
    expect(followers.map(({ refused }) => refused)).toEqual([null, null]);
    const page = await next('L2');
    expect(followers.map((one) => one.receive().isConnected)).toEqual([true, true]);
    followers[0]!.disconnect();
    browser().connect({ room: page.welcome!.room }).receive();
    const waits = followers[0]!.connect().receive();
    expect(waits.classes.at(-1)).toMatchObject({
      part: 'waiting',
      waitsFor: 'full',
      waiting: 1,
      followers: 1,
    });
    const later = follower();
    vi.advanceTimersByTime(SERVER_LIMITS.countsToldEveryMs);
    expect(page.receive().classes.at(-1)).toMatchObject({ part: 'presenter', waiting: 2, followers: 1 });
    labs.say(3);
    expect(waits.command({ type: 'stay' }).receive().answers.at(-1)).toMatchObject({
      error: { code: 'read-only' },
    });
    // The one who waited longest comes in first.
    followers[1]!.disconnect();
    vi.advanceTimersByTime(SERVER_LIMITS.waitingAdmittedEveryMs);
    expect(waits.receive().classes.at(-1)).toMatchObject({ part: 'follower', followers: 1, waiting: 1 });
    expect(waits.timeline.state).toEqual(page.receive().timeline.state);
    expect(later.receive().classes.at(-1)?.part).toBe('waiting');
    later.disconnect();
    vi.advanceTimersByTime(SERVER_LIMITS.countsToldEveryMs);
    expect(page.receive().classes.at(-1)).not.toHaveProperty('waiting');
  });

  test('[CLASS7] whoever waits is told so when the class ends, and where it goes to another room comes in there', async () => {
    const { follower, next, presenter } = await begun({ viewersPerRoom: 2 });
    const [one, waits] = [follower(), follower()];
    one.act({ is: 'look-around' });
    const page = await next('L2', presenter);
    expect(waits.receive().welcome?.room).toBe(page.welcome!.room);
    const last = follower();
    expect(last.classes.at(-1)?.part).toBe('waiting');
    // There is no place for a second one, so that whoever looked around waits.
    one.act({ is: 'follow' }).receive();
    expect(one.classes.at(-1)?.part).toBe('waiting');
    page.act({ is: 'end' });
    expect([one, last].map(({ refused }) => refused?.code)).toEqual(['no-such-class', 'no-such-class']);
  });

  test('[CLASS7] whoever waits is told what for, also when a newcomer is the first to find it changed', async () => {
    const { presenter, follower, browser, rooms, clock } = await begun({ viewers: 1 });
    const waits = follower();
    expect(waits.classes.at(-1)).toMatchObject({ part: 'waiting', waitsFor: 'full' });
    // Controllers of other rooms are let in although the server is full.
    browser().connect({ lesson: 'L2' });
    presenter.disconnect();
    clock.ms += SERVER_LIMITS.roomGraceMs + 1;
    rooms.sweep();
    expect(follower().classes.at(-1)).toMatchObject({ part: 'waiting', waitsFor: 'no-room' });
    expect(waits.receive().classes.at(-1)).toMatchObject({ part: 'waiting', waitsFor: 'no-room' });
  });

  test('[CLASS3] that is taken through many lessons at once goes to the first and to the last, on one snapshot each', async () => {
    const { follower, next, labs, presenter } = await begun();
    const followers = Array.from({ length: 20 }, () => follower());
    const stringify = vi.spyOn(JSON, 'stringify');
    onTestFinished(() => stringify.mockRestore());
    let page = presenter;
    for (let lesson = 2; lesson <= 12; lesson += 1) {
      page = await next(`L${lesson}`, page);
      labs.say(1);
    }
    vi.advanceTimersByTime(SERVER_LIMITS.classMovesEveryMs);
    const snapshots = stringify.mock.calls.filter(
      ([message]) => (message as { type?: string }).type === 'snapshot',
    );
    // The presenter's own pages take eleven.
    expect(snapshots.length).toBeLessThanOrEqual(11 + 2);
    for (const one of followers) {
      const welcomes = one.receive().messages.filter(({ type }) => type === 'welcome');
      expect(welcomes).toHaveLength(3);
      expect(one.welcome?.room).toBe(page.welcome!.room);
      expect(one.timeline.state).toEqual(page.timeline.state);
    }
  });

  test('[CLASS4] tells where the presenter looks: at most twenty times a second, and the newest last', async () => {
    const { presenter, follower } = await begun();
    const one = follower();
    const at = (seq: number): ClassPlayhead => ({ epoch: 'e', seq });
    one.playheads.length = 0;
    for (let seq = 1; seq <= 100; seq += 1) {
      presenter.act({ is: 'look', view: { presenterAt: at(seq) } });
      vi.advanceTimersByTime(10);
    }
    one.receive();
    expect(one.playheads.length).toBeLessThanOrEqual(21);
    expect(one.playheads[0]).toEqual(at(1));
    vi.advanceTimersByTime(SERVER_LIMITS.viewToldEveryMs);
    expect(one.receive().playheads.at(-1)).toEqual(at(100));
    expect(follower().playheads).toEqual([at(100)]);
    // Another room begins at its newest event.
    presenter.act({ is: 'look', view: { presenterAt: null } });
    vi.advanceTimersByTime(SERVER_LIMITS.viewToldEveryMs);
    expect(one.receive().playheads.at(-1)).toBeNull();
  });

  test('[CLASS4] a follower whose line is full is told the newest place only', async () => {
    const { presenter, follower, labs } = await begun();
    const one = follower();
    for (let i = 0; i < 60; i += 1) labs.say(200, 'x'.repeat(400));
    expect(one.queuedBytes).toBeGreaterThan(LIMITS.viewerQueueBytes);
    one.playheads.length = 0;
    for (let seq = 1; seq <= 50; seq += 1) {
      presenter.act({ is: 'look', view: { presenterAt: { epoch: 'e', seq } } });
      vi.advanceTimersByTime(SERVER_LIMITS.viewToldEveryMs);
    }
    expect(one.receive().playheads).toEqual([{ epoch: 'e', seq: 50 }]);
  });

  test('[CLASS4] tells its followers what the presenter opens and points at: what is new, and all of it to whoever comes or was late', async () => {
    const { presenter, follower, next } = await begun();
    const one = follower();
    const shows: Shown = {
      selected: { is: 'segment', id: 3 },
      panels: { plot: true, log: false, inspector: true },
      wholeStage: false,
      sheet: 'states',
      statesOf: '17',
      terms: [],
      focus: { client: null, threads: { server: 'server/main' }, ladderAlone: false },
    };
    const pointedAt = { in: ['buffer:send:17', 'kernel:client'], x: 0.25, y: 1, lit: false };
    const told = (of: FakeBrowser): ViewNews[] => {
      of.messages.length = 0;
      vi.advanceTimersByTime(SERVER_LIMITS.viewToldEveryMs);
      return of.receive().messages.flatMap((message) => (message.type === 'view' ? [message.told] : []));
    };
    presenter.act({ is: 'look', view: { presenterShows: shows } });
    expect(told(one)).toEqual([{ presenterShows: shows }]);
    for (const x of [0, 0.125, 0.25]) presenter.act({ is: 'look', view: { pointedAt: { ...pointedAt, x } } });
    expect(told(one)).toEqual([{ pointedAt: { ...pointedAt, x: 0 } }, { pointedAt }]);
    const whole = { presenterAt: null, presenterShows: shows, pointedAt };
    expect(follower().view).toEqual(whole);
    // A follower's word on it changes nothing.
    one.act({ is: 'look', view: { pointedAt: null, presenterShows: null } });
    expect(told(one)).toEqual([]);
    // A line that was full is told everything that was missed.
    one.line!.queuedBytes += LIMITS.viewerQueueBytes + 1;
    for (const x of [0.5, 0.75]) {
      presenter.act({ is: 'look', view: { presenterAt: { epoch: 'e', seq: 2 } } });
      vi.advanceTimersByTime(SERVER_LIMITS.viewToldEveryMs);
      presenter.act({ is: 'look', view: { pointedAt: { ...pointedAt, x } } });
      vi.advanceTimersByTime(SERVER_LIMITS.viewToldEveryMs);
    }
    one.line!.queuedBytes -= LIMITS.viewerQueueBytes + 1;
    one.view = {};
    presenter.act({ is: 'look', view: { presenterAt: null } });
    told(one);
    expect(one.view).toEqual({
      presenterAt: null,
      presenterShows: shows,
      pointedAt: { ...pointedAt, x: 0.75 },
    });
    // Nobody points while the presenter is not there, and in another room nothing of it is true.
    const page = await next('L2');
    vi.advanceTimersByTime(SERVER_LIMITS.classMovesEveryMs + SERVER_LIMITS.viewToldEveryMs);
    expect(one.receive().view).toEqual({ presenterAt: null, presenterShows: null, pointedAt: null });
    page.act({ is: 'look', view: { presenterShows: { ...shows, sheet: null } } });
    expect(told(one)).toEqual([{ presenterShows: { ...shows, sheet: null } }]);
  });

  test('[CLASS4] a follower who looks around stays, and goes to the class’s room and playhead when they follow again', async () => {
    const { presenter, follower, next, labs } = await begun();
    const one = follower();
    const { room } = presenter.welcome!;
    one.act({ is: 'look-around' });
    presenter.act({ is: 'look', view: { presenterAt: { epoch: 'e', seq: 1 } } });
    const page = await next('L2');
    labs.say(2);
    page.act({ is: 'look', view: { presenterAt: { epoch: 'e', seq: 2 } } });
    one.receive();
    expect(one.welcome?.room).toBe(room);
    expect(one.playheads).toEqual([null]);
    expect(one.classes.at(-1)?.lesson).toBe('L2');
    one.act({ is: 'follow' }).receive();
    expect(one.welcome?.room).toBe(page.welcome!.room);
    expect(one.timeline.state).toEqual(page.receive().timeline.state);
    vi.advanceTimersByTime(SERVER_LIMITS.viewToldEveryMs);
    expect(one.receive().playheads.at(-1)).toEqual({ epoch: 'e', seq: 2 });
  });

  test('[CLASS5] without its presenter says so after some seconds, not at once, and goes on when they are back', async () => {
    const { presenter, follower, presents } = await begun();
    const one = follower();
    presenter.disconnect();
    vi.advanceTimersByTime(SERVER_LIMITS.presenterAwayAfterMs - 1);
    expect(one.receive().classes.at(-1)?.isAway).toBe(false);
    vi.advanceTimersByTime(1);
    expect(one.receive().classes.at(-1)?.isAway).toBe(true);
    presenter.connect({ presents }).receive();
    expect(one.receive().classes.at(-1)?.isAway).toBe(false);
    // A reload takes less time, and nothing is said of it.
    const told = one.classes.length;
    presenter.disconnect().connect({ presents });
    vi.advanceTimersByTime(2 * SERVER_LIMITS.presenterAwayAfterMs);
    expect(one.receive().classes).toHaveLength(told);
  });

  test('[CLASS5] whose presenter looks at a recording says so, and that they are not away', async () => {
    const { presenter, follower, presents } = await begun();
    const one = follower();
    one.act({ is: 'aside' });
    presenter.act({ is: 'aside' });
    expect(one.receive().classes.at(-1)).toMatchObject({ isAside: true, isAway: false });
    // A connection that is lost meanwhile does not end it; coming back does.
    presenter.disconnect().connect({ presents }).receive();
    expect(one.receive().classes.at(-1)).not.toHaveProperty('isAside');
    // A recording that everybody has ends it, too: the class goes along.
    presenter.act({ is: 'aside' });
    presenter.act({ is: 'look', view: { presenterAt: { recording: { lesson: 'L4' }, seq: 9 } } });
    expect(one.receive().classes.at(-1)).not.toHaveProperty('isAside');
    vi.advanceTimersByTime(SERVER_LIMITS.viewToldEveryMs);
    expect(one.receive().view.presenterAt).toEqual({ recording: { lesson: 'L4' }, seq: 9 });
    presenter.act({ is: 'aside' }).disconnect();
    vi.advanceTimersByTime(SERVER_LIMITS.presenterAwayAfterMs);
    expect(one.receive().classes.at(-1)).toMatchObject({ isAway: true });
    expect(one.classes.at(-1)).not.toHaveProperty('isAside');
  });

  test('[CLASS3] whoever presented until another did watches from now on, and goes along from lesson to lesson', async () => {
    const { presenter, browser, presents, labs } = await begun();
    const { room, token } = presenter.welcome!;
    const other = browser().connect({ room, token: token!, presents }).receive();
    expect(presenter.receive().classes.at(-1)?.part).toBe('replaced');
    expect(presenter.welcome).toMatchObject({ room, role: 'viewer' });
    presenter.command({ type: 'stay' });
    await turn();
    presenter.receive();
    expect(presenter.answers.at(-1)).toMatchObject({ type: 'refused', error: { code: 'read-only' } });
    labs.say(2);
    expect(presenter.receive().timeline.state).toEqual(other.receive().timeline.state);
    const third = browser().connect({ lesson: 'L2', presents }).receive();
    expect(third.classes.at(-1)?.part).toBe('presenter');
    const next = { room: third.welcome!.room, lesson: 'L2', role: 'viewer' };
    // It had said hello to a room of its own.
    for (const before of [presenter, other]) expect(before.receive().welcome).toMatchObject(next);
    labs.say(2);
    expect(presenter.receive().timeline.state).toEqual(third.receive().timeline.state);
  });

  test('[CLASS3] whoever presented until another did sees what is shown, is counted nowhere, and presents where the class is', async () => {
    const { presenter, follower, browser, code, presents, next } = await begun();
    const typed = `${code}/${presents.token}`;
    const tablet = browser().connect({ class: typed }).receive();
    const one = follower();
    const page = await next('L2', tablet);
    vi.advanceTimersByTime(SERVER_LIMITS.classMovesEveryMs);
    page.act({ is: 'look', view: { presenterAt: { epoch: 'e', seq: 7 } } });
    vi.advanceTimersByTime(SERVER_LIMITS.countsToldEveryMs);
    const at = { epoch: 'e', seq: 7 };
    expect(presenter.receive().classes.at(-1)).toMatchObject({
      part: 'replaced',
      followers: 1,
      lesson: 'L2',
    });
    expect(presenter.playheads.at(-1)).toEqual(at);
    expect(page.receive().classes.at(-1)).toMatchObject({ followers: 1, aside: 0 });
    // It may look around, as a follower may, and comes back.
    presenter.act({ is: 'look-around' });
    expect(one.receive().classes.at(-1)?.followers).toBe(1);
    const third = await next('L3', page);
    vi.advanceTimersByTime(SERVER_LIMITS.classMovesEveryMs);
    expect(presenter.receive().welcome?.lesson).toBe('L2');
    expect(presenter.act({ is: 'follow' }).receive().welcome?.lesson).toBe('L3');
    // A reload keeps its part, and is no device of the class's.
    presenter.disconnect();
    const again = browser().connect({ class: typed, watches: true, as: secret() }).receive();
    expect(again.welcome).toMatchObject({ room: third.welcome!.room, role: 'viewer' });
    expect(again.classes.at(-1)).toMatchObject({ part: 'replaced', followers: 1 });
    expect(third.receive().classes.at(-1)).toMatchObject({ part: 'presenter', followers: 1 });
    third.act({ is: 'hand', hand: { is: 'roster' } });
    expect(third.receive().hands.roster).toEqual([]);
    // A secret that is void makes a follower of it.
    const late = browser()
      .connect({ class: `${code}/void`, watches: true })
      .receive();
    expect(late.classes.at(-1)?.part).toBe('follower');
    const back = browser().connect({ class: typed }).receive();
    expect(back.welcome).toMatchObject({ room: third.welcome!.room, role: 'controller' });
    expect(third.receive().classes.at(-1)?.part).toBe('replaced');
    back.act({ is: 'end' });
    for (const member of [again, third, one])
      expect(member.receive().classes.at(-1)).toMatchObject({ part: 'over', code });
  });

  test('[CLASS3] whoever presented in the same room keeps a place there, also when it is full', async () => {
    const { presenter, follower, browser, code, presents, labs } = await begun({ viewersPerRoom: 3 });
    const followers = [follower(), follower()];
    const tablet = browser()
      .connect({ class: `${code}/${presents.token}` })
      .receive();
    labs.say(2);
    expect(presenter.receive().welcome?.role).toBe('viewer');
    expect(presenter.timeline.state).toEqual(tablet.receive().timeline.state);
    expect(followers.map((one) => one.receive().classes.at(-1)?.part)).toEqual(['follower', 'follower']);
  });

  test('[CLASS5] is presented again by who comes back to its room with the room’s secret alone, if nobody presents it', async () => {
    const { presenter, follower, browser, code } = await begun();
    const one = follower();
    const { room, token } = presenter.welcome!;
    const second = browser().connect({ room, token: token! }).receive();
    expect(second.classes).toEqual([]);
    presenter.disconnect();
    const again = browser().connect({ room, token: token! }).receive();
    expect(again.classes).toMatchObject([{ part: 'presenter', code, token: presenter.classes[0]!.token }]);
    again.act({ is: 'look', view: { presenterAt: { epoch: 'e', seq: 1 } } });
    vi.advanceTimersByTime(SERVER_LIMITS.viewToldEveryMs);
    expect(one.receive().playheads.at(-1)).toEqual({ epoch: 'e', seq: 1 });
  });

  test('[CLASS5] outlives its rooms for hours, so that its code stays true over a break', async () => {
    const { presenter, follower, next, classes, rooms, clock } = await begun();
    presenter.disconnect();
    clock.ms += SERVER_LIMITS.roomGraceMs + 1;
    rooms.sweep();
    classes.sweep();
    // Whoever comes meanwhile waits for it to be in a room again.
    const one = follower();
    expect(one.classes).toMatchObject([{ part: 'waiting', waitsFor: 'no-room', lesson: 'L1' }]);
    expect(one.welcome).toBeNull();
    one.act({ is: 'look-around' }).act({ is: 'follow' }).receive();
    const page = await next('L2');
    expect(one.receive().welcome?.room).toBe(page.welcome!.room);
    expect(one.classes.at(-1)?.part).toBe('follower');
    one.disconnect();
    page.disconnect();
    for (const more of [1, 2]) {
      clock.ms += SERVER_LIMITS.classGraceMs + more;
      rooms.sweep();
      classes.sweep();
    }
    expect((await next('L2')).classes.at(-1)?.part).toBe('over');
  });

  test('[CLASS5] is ended by its presenter: everybody is told, keeps what they see, and the code is void', async () => {
    const { presenter, follower, labs } = await begun();
    const one = follower();
    one.act({ is: 'end' });
    presenter.act({ is: 'end' }).receive();
    expect([presenter, one.receive()].map(({ classes }) => classes.at(-1)?.part)).toEqual(['over', 'over']);
    labs.say(2);
    expect(one.receive().timeline.state).toEqual(presenter.receive().timeline.state);
    expect(follower().refused?.code).toBe('no-such-class');
    presenter.act({ is: 'begin' }).receive();
    expect(presenter.classes.at(-1)).toMatchObject({ part: 'presenter', followers: 0 });
  });

  test('[CLASS5] that ends says so also to a follower whose line is full', async () => {
    const { presenter, follower, labs } = await begun();
    const one = follower();
    for (let i = 0; i < 60; i += 1) labs.say(200, 'x'.repeat(400));
    expect(one.queuedBytes).toBeGreaterThan(LIMITS.viewerQueueBytes);
    presenter.act({ is: 'end' });
    expect(one.receive().classes.at(-1)?.part).toBe('over');
  });

  test('[CLASS9] another device takes the class over where it is, with its secret and no other, and keeps it', async () => {
    const { presenter, follower, browser, code, presents, labs } = await begun();
    const one = follower();
    const { room } = presenter.welcome!;
    const tablet = browser();
    tablet.mayOpen = false;
    tablet.connect({ class: `${code.toLowerCase()}/${presents.token}` }).receive();
    expect(tablet.welcome).toMatchObject({ room, role: 'controller' });
    // The secret of the room is the first device's.
    expect(tablet.welcome).not.toHaveProperty('token');
    expect(tablet.classes.at(-1)).toMatchObject({ part: 'presenter', followers: 1, token: presents.token });
    expect(presenter.receive().classes.at(-1)?.part).toBe('replaced');
    expect(presenter.welcome?.role).toBe('viewer');
    labs.say(2);
    expect(one.receive().timeline.state).toEqual(tablet.receive().timeline.state);
    // A connection that comes again controls the room, too: it presents the class that is there.
    const again = browser().connect({ room, presents }).receive();
    expect(again.welcome?.role).toBe('controller');
    expect(tablet.receive().classes.at(-1)?.part).toBe('replaced');
    expect(browser().connect({ room }).receive().welcome?.role).toBe('viewer');
    expect(
      browser()
        .connect({ room, presents: { code, token: 'x' } })
        .receive().welcome?.role,
    ).toBe('viewer');
    expect(browser().connect({ class: `${code}/x` }).refused?.code).toBe('no-such-class');
    // It controls no other room.
    const other = browser().connect({ lesson: 'L2' }).receive().welcome!;
    expect(browser().connect({ room: other.room, presents }).receive().welcome?.role).toBe('viewer');
  });

  test('[CLASS9] a class whose room has ended goes on in a new room of its lesson on the other device', async () => {
    const { presenter, follower, browser, code, presents, rooms, clock } = await begun();
    presenter.disconnect();
    clock.ms += SERVER_LIMITS.roomGraceMs + 1;
    rooms.sweep();
    const waits = follower();
    const tablet = browser()
      .connect({ class: `${code}/${presents.token}` })
      .receive();
    expect(tablet.welcome).toMatchObject({ role: 'controller', lesson: 'L1' });
    expect(waits.receive().welcome?.room).toBe(tablet.welcome!.room);
  });

  test('[CLASS8] tells its presenter alone where others find the page, and again when that has changed', async () => {
    const { presenter, follower, rooms, classes } = await begun();
    let othersAt = [{ at: 'http://192.168.1.20:8127/', device: 'wlan0' }];
    rooms.othersAt = () => othersAt;
    const one = follower();
    classes.sweep();
    expect(presenter.receive().classes.at(-1)?.othersAt).toEqual(othersAt);
    expect(one.receive().classes.at(-1)).not.toHaveProperty('othersAt');
    const told = presenter.classes.length;
    classes.sweep();
    expect(presenter.receive().classes).toHaveLength(told);
    othersAt = [];
    classes.sweep();
    expect(presenter.receive().classes.at(-1)?.othersAt).toEqual([]);
  });

  test('[CLASS6] of a hundred that come together tells its presenter how many they are a few times, not a hundred', async () => {
    const { presenter, follower } = await begun();
    const followers = Array.from({ length: 99 }, () => follower());
    const told = (): number => presenter.receive().classes.length;
    expect(told()).toBeLessThanOrEqual(2);
    vi.advanceTimersByTime(SERVER_LIMITS.countsToldEveryMs);
    expect(told()).toBeLessThanOrEqual(3);
    expect(presenter.classes.at(-1)?.followers).toBe(99);
    expect(presenter.room?.viewers).toBe(100);
    expect(followers[0]!.receive().classes).toHaveLength(1);
  });

  test('[CLASS3] [CLASS4] whatever the order of moves, scrubs, breaks and looks, each follower ends where the presenter is', async () => {
    const hand = fc.oneof(
      fc.constantFrom('L1', 'L2', 'L3').map((lesson) => ({ is: 'open' as const, lesson })),
      fc.nat(50).map((seq) => ({ is: 'scrub' as const, seq })),
      fc.constant({ is: 'reload' as const }),
      fc.record({
        is: fc.constantFrom('look-around', 'follow', 'break', 'receive'),
        who: fc.nat(1),
      }),
      fc.nat(120).map((ms) => ({ is: 'wait' as const, ms })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(hand, { maxLength: 30 }), async (hands) => {
        const { presenter, follower, next, labs, presents } = await begun();
        const followers = [follower(), follower()];
        let page = presenter;
        let stands: ClassPlayhead = null;
        for (const one of hands) {
          if (one.is === 'open') {
            page = await next(one.lesson, page);
            stands = null;
          } else if (one.is === 'scrub') {
            stands = { epoch: 'e', seq: one.seq };
            page.act({ is: 'look', view: { presenterAt: stands } });
          } else if (one.is === 'reload') {
            page.disconnect().connect({ presents }).receive();
            page.act({ is: 'look', view: { presenterAt: null } });
            stands = null;
          } else if (one.is === 'wait') vi.advanceTimersByTime(one.ms);
          else {
            const who = followers[one.who]!;
            if (one.is === 'break') who.disconnect().connect();
            else if (one.is === 'receive') who.receive(1);
            else who.act({ is: one.is as 'follow' });
          }
          labs.say(1);
        }
        for (const one of followers) one.act({ is: 'follow' });
        vi.advanceTimersByTime(1000);
        page.receive();
        for (const one of followers) {
          one.receive();
          expect(one.welcome?.room).toBe(page.welcome!.room);
          expect(one.playheads.at(-1)).toEqual(stands);
          expect(one.timeline.state).toEqual(page.timeline.state);
        }
      }),
      { numRuns: 60 },
    );
  });
});
