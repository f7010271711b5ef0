import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { SERVER_LIMITS } from '../../server/limits.ts';
import type { RoomLimits } from '../../server/rooms/places.ts';
import { readRecording } from '../../shared/log/recording.ts';
import { plainWire } from '../../shared/log/wire-settings.ts';
import { setParameter } from '../../shared/programs/params.ts';
import type { LabEvent } from '../../shared/log/events.ts';
import type { OwnAct, OwnOfFollower, OwnOfPresenter } from '../../shared/protocol/own-labs-schema.ts';
import { begunClass } from '../support/begun-class.ts';
import { FakeBrowser } from '../support/fake-browser.ts';
import { turn } from '../support/kept-place.ts';

const device = (n: number): string => String(n).padStart(32, 'd');
const LEFT = SERVER_LIMITS.labsLeftForPresenter;
const TOLD = SERVER_LIMITS.ownLabsToldEveryMs;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
});

function recorded(lesson: string): readonly LabEvent[] {
  const url = new URL(`../../client/public/recordings/${lesson}.ndjson`, import.meta.url);
  return readRecording(readFileSync(url, 'utf8')).events;
}

/** A presenter whose class has begun, and so many followers, each on a device of their own. */
async function classOf(followers: number, limits: Partial<RoomLimits> = {}, lesson = 'L1') {
  const { follower: comes, ...of } = await begunClass(lesson, limits);
  const { clock, presenter } = of;
  const pages: FakeBrowser[] = [presenter];
  const receive = (): void => {
    for (const page of pages) page.receive();
  };
  const follower = (n: number): FakeBrowser => {
    const page = comes(device(n));
    pages.push(page);
    return page;
  };
  const all = Array.from({ length: followers }, (_, n) => follower(n));
  const later = async (ms: number = TOLD): Promise<void> => {
    clock.ms += ms;
    vi.advanceTimersByTime(ms);
    await turn();
    receive();
  };
  const own = async (act: OwnAct, page = presenter): Promise<void> => {
    page.act({ is: 'own', own: act });
    await turn();
    receive();
  };
  await later();
  return {
    ...of,
    follower,
    followers: all,
    later,
    own,
    begin: (each = 1) => own({ is: 'begin', each }),
    told: (): OwnOfPresenter => presenter.receive().classes.at(-1)!.ownLabs!,
  };
}

const ownOf = (page: FakeBrowser): OwnOfFollower | undefined => page.receive().classes.at(-1)!.own;
const roomOf = (page: FakeBrowser): string => page.welcome!.room;

describe('labs of the followers’ own', () => {
  test('[OWN1] one press gives each follower a lab that they operate, and one brings all back to where the class is', async () => {
    const { labs, rooms, presenter, followers, begin, own, told, code } = await classOf(3);
    labs.say(3);
    expect(told()).toEqual({ devices: 3, free: 200 - 1 - LEFT });
    await begin();
    const front = roomOf(presenter);
    const ownRooms = followers.map(roomOf);
    expect(new Set([front, ...ownRooms]).size).toBe(4);
    labs.say(2);
    expect(rooms.counts.labs).toBe(4);
    for (const [i, one] of followers.entries()) {
      expect(one.receive().welcome).toMatchObject({ role: 'viewer', may: ['all'], lesson: 'L1' });
      expect(one.welcome).not.toHaveProperty('token');
      expect(one.classes.at(-1)).toMatchObject({ part: 'follower', own: { lab: i + 1, here: 1 } });
      one.command({ type: 'step', program: 'client' });
    }
    await turn();
    for (const one of followers) expect(one.receive().answers).toMatchObject([{ type: 'done' }]);
    expect(told().on).toMatchObject({
      each: 1,
      without: 0,
      labs: [1, 2, 3].map((lab) => ({ lab, devices: 1, here: 1, room: ownRooms[lab - 1] })),
    });
    await own({ is: 'end' });
    for (const one of followers) {
      expect(one.welcome).toMatchObject({ role: 'viewer', room: front });
      expect(one.welcome).not.toHaveProperty('may');
      expect(one.classes.at(-1)).toMatchObject({ part: 'follower', code });
      expect(one.classes.at(-1)).not.toHaveProperty('own');
    }
    expect(told().on).toBeUndefined();
    expect([rooms.counts.labs, labs.running]).toEqual([1, 1]);
  });

  test('[OWN1] whoever has just come into one, or has none, is told too that all are back', async () => {
    const { begin, own, follower, presenter } = await classOf(1, { labs: 3 + LEFT });
    await begin();
    const [late, without] = [follower(5), follower(6)];
    expect([late, without].map(ownOf)).toMatchObject([{ lab: 2 }, { labs: 2 }]);
    await own({ is: 'end' });
    for (const one of [late, without]) {
      expect(one.classes.at(-1)).not.toHaveProperty('own');
      expect(roomOf(one)).toBe(roomOf(presenter));
    }
  });

  test('[OWN1] whoever is in one is told nothing of the presenter’s playhead, goes nowhere with the class, and cannot stay behind', async () => {
    const { labs, presenter, followers, begin, own, presents, classes, later } = await classOf(2);
    const [one, other] = followers as [FakeBrowser, FakeBrowser];
    // The other looks around when the labs begin.
    other.act({ is: 'look-around' });
    await begin();
    const [mine] = followers.map(roomOf);
    labs.say(2);
    presenter.act({ is: 'look', view: { presenterAt: { epoch: 'e', seq: 1 } } });
    one.act({ is: 'look-around' });
    await later();
    expect(one.playheads.at(-1) ?? null).toBeNull();
    presenter.disconnect();
    const next = new FakeBrowser(classes).connect({ lesson: 'L2', presents }).receive();
    await later(SERVER_LIMITS.classMovesEveryMs);
    expect(roomOf(one)).toBe(mine);
    await own({ is: 'end' }, next);
    expect([roomOf(one), roomOf(other)]).toEqual([roomOf(next), roomOf(next)]);
    next.act({ is: 'look', view: { presenterAt: { epoch: 'e', seq: 2 } } });
    await later();
    expect([one, other].map(({ playheads }) => playheads.at(-1)?.seq)).toEqual([2, 2]);
  });

  test('[OWN2] begins at the beginning of the presenter’s variation or experiment, with the programs and the wire as they are now', async () => {
    const { labs, presenter, followers, begin, later } = await classOf(1, {}, 'L10');
    // The lab comes as far as its recording: the lesson's own moves have set the wire.
    const events = recorded('L10');
    const eventOf = (wanted: LabEvent['type']): object => events.find(({ type }) => type === wanted)!;
    labs.play(events);
    await turn();
    presenter.receive();
    const { tree } = Object.values(presenter.timeline.state.programs).find(
      ({ program }) => program === 'client',
    )!;
    const edited = setParameter(tree, 'message', 'edited');
    if (!edited.ok) throw new Error('no such literal');
    const seq = presenter.timeline.head;
    const at = presenter.timeline.state.at;
    const own = { ...plainWire('hold'), toServer: { ...plainWire('hold').toServer, delayMs: 70 } };
    labs.play([
      { ...eventOf('program-loaded'), seq: seq + 1, at, program: 'client', tree: edited.program },
      { ...eventOf('wire-set'), seq: seq + 2, at, settings: own },
    ] as unknown as LabEvent[]);
    await begin();
    await later();
    const [, made] = labs.lessons;
    expect(made?.programs.client).toEqual(edited.program);
    expect(made?.programs.server).toEqual(labs.lessons[0]?.programs.server);
    expect(made?.wire).toEqual(labs.lessons[0]?.wire);
    expect(made?.setup?.at(-1)).toEqual({ type: 'wire', settings: own });
    expect(made?.setup?.slice(0, -1)).toEqual(labs.lessons[0]?.setup);
    expect(followers[0]!.welcome?.lesson).toBe('L10');
  });

  test('[OWN2] the wire that the lesson’s own moves have set is not taken along', async () => {
    const { labs, presenter, begin, later } = await classOf(1, {}, 'L22');
    const events = recorded('L22');
    const isLosing = (event: LabEvent): boolean =>
      event.type === 'wire-set' && event.settings.toServer.lossPercent > 0;
    labs.play(events.slice(0, events.findIndex(isLosing) + 1));
    await turn();
    expect(presenter.receive().timeline.state.wire.settings).not.toEqual(labs.lessons[0]?.wire);
    await begin();
    await later();
    expect(labs.lessons[1]).toEqual(labs.lessons[0]);
  });

  test('[OWN2] a variation is taken along', async () => {
    const { labs, presenter, begin } = await classOf(1, {}, 'L5');
    labs.play(recorded('L5'));
    await turn();
    presenter.command({ type: 'new-lab', variation: 'lose-syn-ack' });
    await turn();
    await begin();
    expect(labs.lessons.map(({ variation }) => variation)).toEqual([
      undefined,
      'lose-syn-ack',
      'lose-syn-ack',
    ]);
  });

  test('[OWN3] devices share labs, as many as were asked for, and both operate theirs', async () => {
    const { followers, begin, told, labs } = await classOf(5);
    await begin(2);
    const rooms = followers.map(roomOf);
    expect(rooms[0]).toBe(rooms[1]);
    expect(rooms[2]).toBe(rooms[3]);
    expect(new Set(rooms).size).toBe(3);
    expect(followers.map((one) => one.welcome?.may)).toEqual(Array(5).fill(['all']));
    expect(told().on?.labs.map(({ devices, here }) => [devices, here])).toEqual([
      [2, 2],
      [2, 2],
      [1, 1],
    ]);
    labs.say(1);
    for (const one of followers.slice(0, 2)) one.command({ type: 'step', program: 'client' });
    await turn();
    for (const one of followers.slice(0, 2)) expect(one.receive().answers).toMatchObject([{ type: 'done' }]);
    // A second tab of a device has the device's lab.
    expect(ownOf(followers[0]!)).toMatchObject({ lab: 1, here: 2 });
  });

  test('[OWN3] whoever gets none keeps watching, is told why, and gets one as soon as there is one; and so does who comes later', async () => {
    const { presenter, followers, begin, told, later, follower, clock } = await classOf(3, {
      labs: 3 + LEFT,
    });
    expect(told()).toEqual({ devices: 3, free: 2 });
    await begin();
    const [one, two, three] = followers as [FakeBrowser, FakeBrowser, FakeBrowser];
    expect(three.welcome).toMatchObject({ role: 'viewer', room: roomOf(presenter) });
    expect(ownOf(three)).toEqual({ labs: 2 });
    expect(told().on).toMatchObject({ without: 1 });
    const four = follower(3);
    expect(ownOf(four)).toEqual({ labs: 2 });
    one.disconnect();
    // A lab that was left may give way after a while.
    await later(SERVER_LIMITS.roomYieldsAfterMs + TOLD);
    expect(three.welcome).toMatchObject({ may: ['all'] });
    expect(ownOf(three)).toMatchObject({ lab: 3 });
    expect(roomOf(two)).not.toBe(roomOf(three));
    expect(ownOf(four)).toEqual({ labs: 3 });
    expect(clock.ms).toBeGreaterThan(0);
  });

  test('[OWN3] whoever comes later shares the lab in which there is place', async () => {
    const { followers, begin, follower } = await classOf(3);
    await begin(2);
    expect(roomOf(follower(7))).toBe(roomOf(followers[2]!));
    const next = follower(8);
    expect(ownOf(next)).toMatchObject({ lab: 3, here: 1 });
  });

  test('[OWN4] nobody but the presenter begins or ends them, or asks who is where', async () => {
    const { followers, own, told, begin, presenter } = await classOf(2);
    const [one, two] = followers as [FakeBrowser, FakeBrowser];
    await own({ is: 'begin', each: 1 }, one);
    expect(told().on).toBeUndefined();
    await begin();
    const before = followers.map(roomOf);
    for (const act of [
      { is: 'end' },
      { is: 'show', lab: 2 },
      { is: 'hide' },
      { is: 'begin', each: 2 },
    ] as const)
      await own(act, one);
    expect(followers.map(roomOf)).toEqual(before);
    expect(told().on).toMatchObject({ each: 1, labs: [{ here: 1 }, { here: 1 }] });
    for (const page of [one, two])
      for (const frame of page.classes) {
        expect(frame).not.toHaveProperty('ownLabs');
        expect(JSON.stringify(frame)).not.toContain(roomOf(presenter));
      }
    // A class that ends leaves them their labs, and no way to open others.
    presenter.act({ is: 'end' });
    one.act({ is: 'begin' }).receive();
    expect(one.classes.at(-1)).toMatchObject({ part: 'over' });
    // The other's room is named nowhere in what one of them is told.
    expect(JSON.stringify(one.messages)).not.toContain(roomOf(two));
  });

  test('[OWN3] a class gives only so many labs, however many devices come and go', async () => {
    const { begin, follower, told, clock, later } = await classOf(0, { labs: 10 + LEFT });
    await begin();
    for (let n = 0; n < SERVER_LIMITS.ownLabsOfClass + 3; n += 1) {
      follower(n).disconnect();
      clock.ms += SERVER_LIMITS.roomYieldsAfterMs + 1;
    }
    await later();
    expect(told().on!.labs.at(-1)?.lab).toBe(SERVER_LIMITS.ownLabsOfClass);
    // Those whose place was given to others are not among them.
    expect(told().on!.labs.length).toBeLessThan(10 + LEFT);
    expect(ownOf(follower(9999))).toEqual({ labs: told().on!.labs.length });
  });

  test('[OWN5] a device comes back to its own lab, also by another connection', async () => {
    const { followers, begin, classes, code, labs } = await classOf(2);
    await begin();
    labs.say(3);
    const [one] = followers as [FakeBrowser];
    const mine = roomOf(one);
    const { snapshots } = one.receive();
    one.disconnect();
    one.connect().receive();
    expect([roomOf(one), one.snapshots, one.timeline.head]).toEqual([mine, snapshots, 3]);
    one.disconnect();
    const again = new FakeBrowser(classes).connect({ class: code, as: device(0) }).receive();
    expect([roomOf(again), again.welcome?.may]).toEqual([mine, ['all']]);
  });

  test('[OWN6] the presenter is told who is where: at which move, stuck, quiet, done or away', async () => {
    const { followers, begin, labs, told, later, own } = await classOf(3);
    await begin();
    await later();
    expect(told().on?.labs.map(({ standing }) => standing)).toEqual(Array(3).fill('making'));
    const events = recorded('L1');
    labs.play(events, 2);
    labs.play(events.slice(0, 60), 1);
    labs.play(events.slice(0, 20), 0);
    await later();
    const moves = 11;
    expect(told().on?.labs).toMatchObject([
      { standing: 'done', done: moves, moves },
      { standing: 'going', moves },
      { standing: 'going', moves },
    ]);
    const [, second, third] = told().on!.labs;
    expect(second!.done).toBeGreaterThan(third!.done!);
    await later(SERVER_LIMITS.ownLabQuietAfterMinutes * 60_000);
    followers[1]!.command({ type: 'stay' });
    followers[2]!.disconnect();
    await later();
    expect(told().on?.labs).toMatchObject([
      { standing: 'done' },
      { standing: 'going' },
      { standing: 'away', here: 0 },
    ]);
    await later(SERVER_LIMITS.ownLabQuietAfterMinutes * 60_000);
    expect(told().on?.labs[1]).toMatchObject({
      standing: 'quiet',
      quietMinutes: SERVER_LIMITS.ownLabQuietAfterMinutes,
    });
    await own({ is: 'end' });
    expect(told().on).toBeUndefined();
  });

  test('[OWN6] the presenter is told who is in each, and who has raised a hand there', async () => {
    const { followers, begin, told, later } = await classOf(3);
    await begin(2);
    await later();
    const numbers = told().on!.labs.map(({ people }) => people.map(({ n }) => n));
    expect(numbers.map((all) => all.length)).toEqual([2, 1]);
    expect(new Set(numbers.flat()).size).toBe(3);
    followers[1]!.act({ is: 'hand', hand: { is: 'name', name: 'Ada' } });
    followers[1]!.act({ is: 'hand', hand: { is: 'raise' } });
    followers[2]!.disconnect();
    await later();
    expect(told().on!.labs.map(({ people }) => people)).toEqual([
      [{ n: numbers[0]![0] }, { n: numbers[0]![1], name: 'Ada', isRaised: true }],
      [],
    ]);
  });

  test('[OWN6] the presenter looks into one by the name of its room, without operating it, and its people are told so', async () => {
    const { followers, begin, told, classes, later, labs, own } = await classOf(1);
    await begin();
    labs.say(2);
    await later();
    const { room } = told().on!.labs[0]!;
    const looks = new FakeBrowser(classes).connect({ room }).receive();
    expect(looks.welcome).toMatchObject({ role: 'viewer' });
    looks.command({ type: 'step', program: 'client' });
    await turn();
    expect(looks.receive().answers).toMatchObject([{ type: 'refused', error: { code: 'read-only' } }]);
    await later();
    expect(ownOf(followers[0]!)).toMatchObject({ watched: true });
    const again = new FakeBrowser(classes).connect({ room }).receive();
    looks.disconnect();
    again.disconnect();
    await later();
    expect(ownOf(followers[0]!)).not.toHaveProperty('watched');
    // A lab that ends is seen to end.
    again.connect().receive();
    await own({ is: 'end' });
    expect(again.receive().timeline.state.closed).toMatchObject({ code: 'ended' });
  });

  test('[OWN1] the class’s own room stays while all are elsewhere, also without its presenter', async () => {
    const { begin, own, presenter, presents, rooms, classes, clock, later, labs, followers } =
      await classOf(1);
    await begin();
    labs.say(2);
    const front = roomOf(presenter);
    presenter.disconnect();
    clock.ms += 2 * SERVER_LIMITS.roomGraceMs;
    rooms.sweep();
    const again = new FakeBrowser(classes).connect({ room: front, presents }).receive();
    expect(again.welcome?.room).toBe(front);
    await own({ is: 'end' }, again);
    expect(roomOf(followers[0]!.receive())).toBe(front);
    // Once nobody has a lab of their own any more, it ends as any other room does.
    await own({ is: 'begin', each: 1 }, again);
    for (const page of [again, ...followers]) page.disconnect();
    await later();
    clock.ms += 2 * SERVER_LIMITS.roomGraceMs;
    rooms.sweep();
    expect(rooms.has(front)).toBe(false);
  });

  test('[OWN7] a lab is on the projector once everybody in it has said yes, until one says no', async () => {
    const { followers, begin, told, own, presenter, later, labs } = await classOf(3, { labs: 2 + LEFT });
    const [one, two, three] = followers as [FakeBrowser, FakeBrowser, FakeBrowser];
    await begin(2);
    labs.say(2);
    const front = roomOf(presenter);
    const mine = roomOf(one);
    await own({ is: 'show', lab: 1 });
    expect(told().on).toMatchObject({ asked: 1 });
    const { asked } = ownOf(one) as { asked: number };
    expect(ownOf(two)).toMatchObject({ asked });
    await own({ is: 'consent', asked, yes: true }, three);
    await own({ is: 'consent', asked: asked + 1, yes: true }, two);
    await own({ is: 'consent', asked, yes: true }, one);
    expect(roomOf(presenter)).toBe(front);
    expect(ownOf(one)).toMatchObject({ agreed: true });
    await own({ is: 'consent', asked, yes: true }, two);
    expect(presenter.welcome).toMatchObject({ room: mine, role: 'viewer' });
    expect(presenter.classes.at(-1)).toMatchObject({
      part: 'presenter',
      front,
      ownLabs: { on: { shown: 1 } },
    });
    expect(ownOf(two)).toMatchObject({ shown: true });
    await later(SERVER_LIMITS.classMovesEveryMs);
    // Whoever has no lab watches what is on the projector.
    expect(three.welcome).toMatchObject({ room: mine, role: 'viewer' });
    presenter.command({ type: 'step', program: 'client' });
    await turn();
    expect(presenter.receive().answers.at(-1)).toMatchObject({ type: 'refused' });
    await own({ is: 'consent', asked, yes: false }, two);
    await later(SERVER_LIMITS.classMovesEveryMs);
    expect(presenter.welcome).toMatchObject({ room: front, role: 'controller' });
    expect(three.welcome).toMatchObject({ room: front });
    expect(told().on).toMatchObject({ refused: 1 });
    expect(told().on).not.toHaveProperty('shown');
    // An old yes does not count for the next question.
    await own({ is: 'show', lab: 1 });
    await own({ is: 'consent', asked, yes: true }, two);
    await own({ is: 'consent', asked, yes: true }, one);
    expect(roomOf(presenter)).toBe(front);
  });

  test('[OWN7] whoever comes into a lab that is on the projector is asked first, and until then it is not there', async () => {
    const { followers, follower, begin, told, own, presenter, labs } = await classOf(1);
    const [one] = followers as [FakeBrowser];
    await begin(2);
    labs.say(2);
    const front = roomOf(presenter);
    const mine = roomOf(one);
    await own({ is: 'show', lab: 1 });
    const { asked } = ownOf(one) as { asked: number };
    await own({ is: 'consent', asked, yes: true }, one);
    expect(roomOf(presenter.receive())).toBe(mine);
    // At once, and not with the next look: they may press something with their first second.
    const two = follower(1);
    expect(roomOf(two)).toBe(mine);
    expect(roomOf(presenter.receive())).toBe(front);
    expect(told().on).toMatchObject({ asked: 1 });
    expect(ownOf(two)).toMatchObject({ asked });
    expect(ownOf(two)).not.toHaveProperty('shown');
    expect(ownOf(one)).toMatchObject({ agreed: true });
    // A device that comes back has agreed already.
    one.disconnect().connect();
    await own({ is: 'consent', asked, yes: true }, two);
    expect(roomOf(presenter.receive())).toBe(mine);
    one.disconnect().connect();
    expect(roomOf(presenter.receive())).toBe(mine);
    expect(ownOf(one)).toMatchObject({ shown: true });
  });

  test('[OWN7] the class’s room ends as any other once the class has gone on from the projector', async () => {
    const { followers, begin, own, presenter, presents, classes, labs, clock, rooms } = await classOf(1);
    const [one] = followers as [FakeBrowser];
    await begin();
    labs.say(2);
    const front = roomOf(presenter);
    await own({ is: 'show', lab: 1 });
    await own({ is: 'consent', asked: (ownOf(one) as { asked: number }).asked, yes: true }, one);
    presenter.disconnect();
    new FakeBrowser(classes).connect({ lesson: 'L2', presents }).receive();
    clock.ms += 2 * SERVER_LIMITS.roomGraceMs;
    rooms.sweep();
    expect(rooms.has(front)).toBe(false);
  });

  test('[CLASS5] [OWN7] a class that ends meanwhile leaves its presenter and who watches in the class’s room', async () => {
    const { followers, begin, own, presenter, labs, later } = await classOf(2, { labs: 2 + LEFT });
    const [one, two] = followers as [FakeBrowser, FakeBrowser];
    await begin();
    labs.say(2);
    const front = roomOf(presenter);
    await own({ is: 'show', lab: 1 });
    await own({ is: 'consent', asked: (ownOf(one) as { asked: number }).asked, yes: true }, one);
    await later(SERVER_LIMITS.classMovesEveryMs);
    expect([roomOf(presenter.receive()), roomOf(two)]).toEqual([roomOf(one), roomOf(one)]);
    presenter.act({ is: 'end' });
    expect(presenter.receive().welcome).toMatchObject({ room: front, role: 'controller' });
    expect(two.receive().welcome).toMatchObject({ room: front, role: 'viewer' });
    expect(roomOf(one.receive())).not.toBe(front);
  });

  test('[OWN1] [HAND7] a second presenter who has come back and is a follower again gets a lab, too', async () => {
    const { followers, begin, presenter, classes, labs, told } = await classOf(1);
    const [one] = followers as [FakeBrowser];
    presenter.act({ is: 'hand', hand: { is: 'second', to: 1 } });
    const { code, token, front } = one.receive().classes.at(-1)!;
    one.disconnect();
    const back = new FakeBrowser(classes).connect({
      room: front!,
      presents: { code, token: token! },
      as: device(0),
    });
    expect(back.receive().classes.at(-1)).toMatchObject({ part: 'presenter' });
    await begin();
    presenter.act({ is: 'hand', hand: { is: 'second', to: null } });
    await turn();
    labs.say(1);
    expect(back.receive().welcome).toMatchObject({ may: ['all'] });
    expect(told().on).toMatchObject({ without: 0, labs: [{ lab: 1, here: 1 }] });
  });

  test('[OWN7] the presenter takes it back, comes back to it after a reload, and ends it by going to another lesson or by bringing all back', async () => {
    const { followers, begin, own, presenter, presents, classes, labs, clock, rooms } = await classOf(1);
    const [one] = followers as [FakeBrowser];
    await begin();
    labs.say(2);
    const front = roomOf(presenter);
    const show = async (by: FakeBrowser): Promise<void> => {
      await own({ is: 'show', lab: 1 }, by);
      await own({ is: 'consent', asked: (ownOf(one) as { asked: number }).asked, yes: true }, one);
      expect(roomOf(by.receive())).toBe(roomOf(one));
    };
    await show(presenter);
    await own({ is: 'hide' });
    expect(roomOf(presenter)).toBe(front);
    await show(presenter);
    // Nobody is in the class's room meanwhile, and it stays.
    clock.ms += 2 * SERVER_LIMITS.roomGraceMs;
    rooms.sweep();
    presenter.disconnect();
    const again = new FakeBrowser(classes).connect({ room: front, presents }).receive();
    expect(again.refused).toBeNull();
    expect([roomOf(again), again.welcome?.role]).toEqual([roomOf(one), 'viewer']);
    await own({ is: 'end' }, again);
    expect(again.receive().welcome).toMatchObject({ room: front, role: 'controller' });
    expect(roomOf(one)).toBe(front);
    await own({ is: 'begin', each: 1 }, again);
    labs.say(2);
    await show(again);
    again.disconnect();
    const next = new FakeBrowser(classes).connect({ lesson: 'L2', presents }).receive();
    await turn();
    expect(next.receive().welcome).toMatchObject({ lesson: 'L2', role: 'controller' });
    expect(ownOf(one)).not.toHaveProperty('shown');
  });

  test('[OWN1] [OWN3] [OWN5] [OWN7] whatever happens in which order, everybody is where they belong, and nothing is shown that was not agreed to', async () => {
    const n = fc.nat(4);
    const step = fc.oneof(
      fc.record({ is: fc.constant('begin' as const), each: fc.integer({ min: 1, max: 3 }) }),
      fc.record({
        is: fc.constantFrom('break' as const, 'yes' as const, 'no' as const, 'aside' as const),
        n,
      }),
      fc.record({ is: fc.constant('show' as const), lab: fc.integer({ min: 1, max: 4 }) }),
      fc.constantFrom(
        { is: 'end' as const },
        { is: 'hide' as const },
        { is: 'lesson' as const },
        { is: 'wait' as const },
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const all = await classOf(5, { labs: 4 + LEFT });
        const { followers, later, classes, presents, rooms } = all;
        let { presenter } = all;
        all.labs.say(1);
        const newest = (): OwnOfPresenter => presenter.receive().classes.at(-1)!.ownLabs!;
        for (const act of steps) {
          if (act.is === 'begin' || act.is === 'end' || act.is === 'hide' || act.is === 'show')
            presenter.act({ is: 'own', own: act });
          else if (act.is === 'break') {
            const page = followers[act.n]!;
            if (page.isConnected) page.disconnect();
            else page.connect();
          } else if (act.is === 'aside') followers[act.n]!.act({ is: 'look-around' });
          else if (act.is === 'yes' || act.is === 'no') {
            const own = ownOf(followers[act.n]!);
            const asked = own !== undefined && 'lab' in own ? own.asked : undefined;
            if (asked !== undefined)
              followers[act.n]!.act({ is: 'own', own: { is: 'consent', asked, yes: act.is === 'yes' } });
          } else if (act.is === 'lesson') {
            presenter.disconnect();
            // The rooms of the lessons before may give way.
            await later(SERVER_LIMITS.roomYieldsAfterMs + TOLD);
            presenter = new FakeBrowser(classes).connect({ lesson: 'L2', presents }).receive();
          }
          await later();
          presenter.receive();
        }
        for (const page of followers) {
          page.act({ is: 'follow' });
          if (!page.isConnected) page.connect();
        }
        await later(SERVER_LIMITS.classMovesEveryMs + TOLD);
        const { on } = newest();
        const shown = on?.labs.find(({ lab }) => lab === on.shown);
        const { front } = presenter.classes.at(-1)!;
        expect(roomOf(presenter)).toBe(shown?.room ?? front);
        expect(rooms.counts.labs).toBeLessThanOrEqual(4 + LEFT);
        for (const page of followers) {
          const own = ownOf(page);
          const lab = own !== undefined && 'lab' in own ? own : null;
          const row = on?.labs.find((one) => one.lab === lab?.lab);
          expect([own === undefined, roomOf(page), page.welcome?.may]).toEqual([
            on === undefined,
            row?.room ?? shown?.room ?? front,
            lab === null ? undefined : ['all'],
          ]);
          if (lab !== null && lab.lab === shown?.lab) expect(lab.agreed).toBe(true);
        }
        presenter.act({ is: 'end' });
      }),
      { numRuns: 60 },
    );
  });
});
