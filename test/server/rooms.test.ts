import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { LIMITS } from '../../shared/limits.ts';
import { readRecording } from '../../shared/log/recording.ts';
import { plainWire } from '../../shared/log/wire-settings.ts';
import { setParameter } from '../../shared/programs/params.ts';
import { SERVER_LIMITS } from '../../server/limits.ts';
import type { RoomLimits } from '../../server/rooms/places.ts';
import { Rooms } from '../../server/rooms/rooms.ts';
import type { Seat } from '../../server/rooms/seat.ts';
import type { Parts } from '../../shared/protocol/parts.ts';
import type { Command } from '../../shared/protocol/server-messages.ts';
import { type Door, FakeBrowser } from '../support/fake-browser.ts';
import { FakeLabs } from '../support/fake-labs.ts';

const recorded = new URL('../../client/public/recordings/L1.ndjson', import.meta.url);
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function place(limits: Partial<RoomLimits> = {}) {
  const labs = new FakeLabs();
  const clock = { ms: 0 };
  const rooms = new Rooms({ labs, version: '0', nowMs: () => clock.ms, limits });
  return { labs, rooms, clock, browser: (address?: string) => new FakeBrowser(rooms, address) };
}

async function opened(limits?: Parameters<typeof place>[0]) {
  const all = place(limits);
  const controller = all.browser().connect().receive();
  await turn();
  return { ...all, controller };
}

describe('a room', () => {
  test('[PROTO2] welcomes its maker as the controller, with a token nobody else is told', async () => {
    const { controller, browser } = await opened();
    expect(controller.welcome).toMatchObject({ role: 'controller', lesson: 'L1', version: PROTOCOL_VERSION });
    const { room, token } = controller.welcome!;
    expect(room.length).toBeGreaterThanOrEqual(22);
    expect(token!.length).toBeGreaterThanOrEqual(22);

    const viewer = browser().connect({ room }).receive();
    expect(viewer.welcome).toMatchObject({ role: 'viewer', room });
    expect(viewer.welcome).not.toHaveProperty('token');
    expect(
      browser()
        .connect({ room, token: `${token}x` })
        .receive().welcome?.role,
    ).toBe('viewer');
    expect(browser().connect({ room, token: token! }).receive().welcome?.role).toBe('controller');
  });

  test('[PROTO4] [PROTO5] refuses a viewer’s commands and carries out a controller’s', async () => {
    const { controller, browser, labs } = await opened();
    labs.say(1);
    const viewer = browser().connect({ room: controller.welcome!.room }).receive();
    viewer.command({ type: 'step', program: 'client' });
    await turn();
    expect(viewer.receive().answers).toEqual([{ type: 'refused', id: 1, error: { code: 'read-only' } }]);
    expect(labs.commands).toEqual([]);
    controller.command({ type: 'step', program: 'client' });
    await turn();
    expect(controller.receive().answers).toEqual([{ type: 'done', id: 1 }]);
    expect(labs.commands).toEqual([{ type: 'step', program: 'client' }]);
  });

  test('[PROTO5] carries out what acts on the parts in a viewer’s hand, until they are taken back', async () => {
    const { controller, rooms, labs } = await opened();
    labs.say(1);
    const { room } = controller.welcome!;
    const seats: Seat[] = [];
    const join = (parts?: Parts): FakeBrowser => {
      const door: Door = {
        join: (hello, line, newcomer) => {
          const seat = rooms.join(hello, line, { ...newcomer, parts });
          if (!('code' in seat)) seats.push(seat);
          return seat;
        },
      };
      return new FakeBrowser(door).connect({ room }).receive();
    };
    const press = async (page: FakeBrowser, command: Command): Promise<string> => {
      page.command(command);
      await turn();
      const answer = page.receive().answers.at(-1)!;
      return answer.type === 'refused' ? answer.error.code : answer.type;
    };
    const [onWire, other, watching] = [join(['wire']), join(['wire', 'server']), join()];
    expect([onWire, other, watching].map(({ welcome }) => welcome?.may)).toEqual([
      ['wire'],
      ['wire', 'server'],
      undefined,
    ]);
    expect(onWire.welcome?.role).toBe('viewer');
    expect(await press(onWire, { type: 'deliver', chip: 1 })).toBe('done');
    expect(await press(other, { type: 'drop', chip: 1 })).toBe('done');
    expect(await press(other, { type: 'step', program: 'server' })).toBe('done');
    const before = labs.commands.length;
    expect(await press(onWire, { type: 'step', program: 'server' })).toBe('not-in-hand');
    expect(await press(other, { type: 'step' })).toBe('not-in-hand');
    expect(await press(other, { type: 'new-lab' })).toBe('not-in-hand');
    expect(await press(watching, { type: 'deliver', chip: 1 })).toBe('read-only');
    seats[0]!.give([]);
    expect(await press(onWire, { type: 'deliver', chip: 1 })).toBe('read-only');
    expect(onWire.may).toEqual([[]]);
    expect(labs.commands).toHaveLength(before);
    seats[2]!.give(['all']);
    seats[2]!.give(['all']);
    expect(await press(watching, { type: 'run-on' })).toBe('done');
    expect(watching.may).toEqual([['all']]);
    // Its controller keeps everything, whatever somebody gives it.
    expect(await press(controller, { type: 'deliver', chip: 1 })).toBe('done');
  });

  test('gives a late joiner the same states as one who was there from the start', async () => {
    const { controller, browser, labs } = await opened();
    const { events } = readRecording(readFileSync(recorded, 'utf8'));
    labs.play(events.slice(0, 40));
    controller.receive();
    labs.play(events.slice(40));
    const late = browser().connect({ room: controller.welcome!.room }).receive();
    controller.receive();
    expect(late.timeline.head).toBe(events.length);
    for (let seq = 0; seq <= events.length; seq += 1)
      expect(late.timeline.stateAt(seq)).toEqual(controller.timeline.stateAt(seq));
  });

  test('[CLASS6] tells everybody how many look on, at most once a second', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { controller, browser } = await opened();
    const viewer = browser().connect({ room: controller.welcome!.room }).receive();
    expect([controller.receive().room?.viewers, viewer.room?.viewers]).toEqual([1, 2]);
    vi.advanceTimersByTime(SERVER_LIMITS.countsToldEveryMs);
    expect([controller.receive().room?.viewers, viewer.room?.viewers]).toEqual([2, 2]);
    viewer.disconnect();
    vi.advanceTimersByTime(SERVER_LIMITS.countsToldEveryMs);
    expect(controller.receive().room?.viewers).toBe(1);
  });

  test('keeps a bounded log: the oldest events fold into the state that a late joiner begins with', async () => {
    const { controller, browser, labs } = await opened({ eventsPerLog: 100 });
    for (let i = 0; i < 10; i += 1) labs.say(100);
    const late = browser().connect({ room: controller.welcome!.room }).receive();
    expect(late.timeline.head).toBe(1000);
    expect(late.timeline.base).toBeGreaterThan(800);
    expect(late.timeline.events.length).toBeGreaterThanOrEqual(100);
    expect(late.timeline.state).toEqual(controller.receive().timeline.state);
  });

  test('[PROTO6] a slow viewer holds nobody up, has a bounded queue, and catches up', async () => {
    const { controller, browser, labs } = await opened({ eventsPerLog: 5000 });
    const slow = browser().connect({ room: controller.welcome!.room }).receive();
    const detail = 'x'.repeat(400);
    for (let i = 0; i < 50; i += 1) {
      labs.say(200, detail);
      controller.receive();
      expect(controller.timeline.head).toBe(200 * (i + 1));
    }
    const batchBytes = LIMITS.eventsPerBatch * 600;
    expect(slow.queuedBytes).toBeLessThan(LIMITS.viewerQueueBytes + batchBytes);
    slow.receive();
    expect(slow.timeline.state).toEqual(controller.timeline.state);
    // The viewer fell behind what is kept, and a snapshot took it over the gap.
    expect([slow.snapshots, slow.faults]).toEqual([2, 0]);
  });
});

describe('resuming', () => {
  test('[PROTO3] there is neither a gap nor a repeat, wherever the line breaks', async () => {
    const step = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ is: fc.constant('say' as const), n: fc.integer({ min: 1, max: 700 }) }),
      },
      {
        weight: 4,
        arbitrary: fc.record({ is: fc.constant('receive' as const), n: fc.integer({ min: 0, max: 5 }) }),
      },
      { weight: 2, arbitrary: fc.constant({ is: 'break' as const, n: 0 }) },
      { weight: 1, arbitrary: fc.constant({ is: 'new-lab' as const, n: 0 }) },
      { weight: 1, arbitrary: fc.constant({ is: 'die' as const, n: 0 }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { controller, browser, labs } = await opened({ eventsPerLog: 1000 });
        const watcher = browser().connect({ room: controller.welcome!.room }).receive();
        for (const { is, n } of steps) {
          if (is === 'say') labs.say(n, 'x'.repeat(300));
          else if (is === 'receive') watcher.receive(n);
          else if (is === 'break') watcher.disconnect().connect();
          else if (is === 'die') labs.die();
          else {
            controller.command({ type: 'new-lab' });
            await turn();
          }
          controller.receive();
        }
        watcher.receive();
        controller.receive();
        expect(watcher.refused).toBeNull();
        expect([watcher.faults, controller.faults]).toEqual([0, 0]);
        expect(watcher.timeline.state).toEqual(controller.timeline.state);
        expect(watcher.timeline.events.at(-1)).toEqual(controller.timeline.events.at(-1));
      }),
      { numRuns: 150 },
    );
  });

  test('sends only what is missing', async () => {
    const { controller, labs } = await opened();
    labs.say(500);
    controller.receive().disconnect();
    labs.say(10);
    const before = controller.snapshots;
    controller.connect().receive();
    expect(controller.snapshots).toBe(before);
    expect(controller.timeline.head).toBe(510);
  });

  test('from a place that the log never had starts again', async () => {
    const { controller, labs, rooms } = await opened();
    labs.say(5);
    controller.receive();
    const frames: string[] = [];
    const newcomer = { address: '127.0.0.1', mayOpen: false };
    const outlet = { isFull: false, send: (frame: string) => void frames.push(frame) };
    const { room } = controller.welcome!;
    rooms.join(
      { type: 'hello', version: PROTOCOL_VERSION, room, epoch: 'another', after: 3 },
      outlet,
      newcomer,
    );
    expect(frames.map((frame) => (JSON.parse(frame) as { type: string }).type)).toEqual([
      'welcome',
      'room',
      'snapshot',
      'events',
    ]);
  });
});

describe('the lab', () => {
  test('[PROTO9] whose host died is closed in the log; a new one takes its place by itself and says so until it is used', async () => {
    const { controller, labs, clock } = await opened();
    labs.say(3);
    clock.ms = 7;
    labs.die();
    controller.receive();
    const told = controller.timeline;
    expect(told.events.map(({ type }) => type)).toEqual(['notice', 'notice', 'notice', 'lab-closed']);
    expect(told.events.at(-1)).toEqual({
      type: 'lab-closed',
      seq: 4,
      at: 30 + 7000,
      source: 'derived',
      code: 'lab-host-died',
    });
    controller.command({ type: 'step', program: 'client' });
    await turn();
    labs.say(1);
    expect(controller.receive().answers).toEqual([{ type: 'refused', id: 1, error: { code: 'lab-closed' } }]);
    expect([controller.timeline.head, controller.timeline.state.closed]).toEqual([1, null]);
    expect(controller.room?.replaces).toBe('lab-host-died');
    controller.command({ type: 'step', program: 'client' });
    await turn();
    expect(controller.receive().room).not.toHaveProperty('replaces');
  });

  test('[PROTO9] that comes back dies again: it comes back no more until somebody operates it', async () => {
    const { controller, labs } = await opened();
    const runs = async (): Promise<number> => {
      await turn();
      controller.receive();
      return labs.running;
    };
    labs.die();
    expect(await runs()).toBe(1);
    labs.die();
    expect(await runs()).toBe(0);
    labs.say(1);
    controller.command({ type: 'new-lab' });
    expect(await runs()).toBe(1);
    labs.die();
    expect(await runs()).toBe(1);
    controller.command({ type: 'stay' });
    await turn();
    labs.die();
    expect(await runs()).toBe(0);
    expect(controller.timeline.state.closed?.code).toBe('lab-host-died');
  });

  test('[PROTO9] comes back once a lab host can take it, if none could when it was lost', async () => {
    const { controller, labs, rooms } = await opened();
    labs.say(3);
    labs.status = 'down';
    labs.die();
    rooms.labHostChanged();
    await turn();
    expect([labs.running, labs.lessons]).toEqual([0, [expect.anything()]]);
    // A lab host is up, and has no room for it yet.
    labs.status = 'up';
    labs.refusal = { code: 'lab-unavailable' };
    rooms.labHostChanged();
    await turn();
    expect([labs.running, labs.lessons]).toEqual([0, [expect.anything(), expect.anything()]]);
    labs.refusal = null;
    rooms.labHostChanged();
    await turn();
    labs.say(1);
    expect(controller.receive().timeline.state).toMatchObject({ seq: 1, closed: null });
    expect(controller.room?.replaces).toBe('lab-host-died');
  });

  test('[PROTO9] comes back with the same programs, though another was refused meanwhile', async () => {
    const { controller, labs, rooms } = await opened();
    labs.say(1);
    labs.status = 'down';
    labs.die();
    labs.refusal = { code: 'lab-unavailable' };
    controller.command({ type: 'new-lab', variation: '12-mb' });
    await turn();
    labs.status = 'up';
    labs.refusal = null;
    rooms.labHostChanged();
    await turn();
    expect(labs.lessons.map(({ variation }) => variation)).toEqual([undefined, '12-mb', undefined]);
    expect(labs.running).toBe(1);
  });

  test('[PROTO9] comes back with the wire that was asked for', async () => {
    const { controller, labs } = await opened();
    labs.say(1);
    controller.command({ type: 'new-lab', wire: plainWire('auto') });
    await turn();
    labs.say(1);
    labs.die();
    await turn();
    const asked = expect.objectContaining({ wire: plainWire('auto'), setup: [] });
    expect(labs.lessons).toEqual([expect.anything(), asked, asked]);
  });

  test('[PROTO9] is not made again and again if its lab host dies while it is made', async () => {
    const { labs, rooms } = await opened();
    labs.say(1);
    labs.diesInMaking = true;
    labs.die();
    for (let times = 0; times < 10; times += 1) {
      rooms.labHostChanged();
      await turn();
    }
    expect(labs.lessons).toHaveLength(2);
  });

  test('[PROTO9] that found no place comes back when there is some, without anybody’s doing', async () => {
    const { labs, rooms } = await opened();
    labs.say(1);
    labs.refusal = { code: 'too-many-labs' };
    labs.die();
    await turn();
    labs.refusal = null;
    rooms.sweep();
    await turn();
    expect(labs.running).toBe(1);
  });

  test('[PROTO9] of a room that nobody is in comes back when somebody enters, who reads the old log first', async () => {
    const { controller, labs } = await opened();
    labs.say(3);
    controller.receive().disconnect();
    labs.die();
    await turn();
    expect(labs.running).toBe(0);
    expect(controller.connect().receive().timeline.state).toMatchObject({
      seq: 4,
      closed: { code: 'lab-host-died' },
    });
    await turn();
    expect(labs.running).toBe(1);
    labs.say(1);
    expect(controller.receive().timeline.state).toMatchObject({ seq: 1, closed: null });
    expect(controller.room?.replaces).toBe('lab-host-died');
  });

  test('[PROTO9] that was lost has its log read first by each newcomer, until somebody operates the new one', async () => {
    const { controller, browser, labs } = await opened();
    const { room } = controller.welcome!;
    labs.say(3);
    labs.die();
    await turn();
    labs.say(1);
    const reloaded = browser().connect({ room }).receive();
    expect([reloaded.snapshots, reloaded.timeline.state.closed, reloaded.timeline.head]).toEqual([
      2,
      null,
      1,
    ]);
    controller.command({ type: 'stay' });
    await turn();
    expect(browser().connect({ room }).receive().snapshots).toBe(1);
  });

  test('that is being replaced while its host dies is replaced once', async () => {
    const { controller, labs } = await opened();
    let ended = (): void => {};
    labs.end = () => new Promise((resolve) => (ended = resolve));
    controller.command({ type: 'new-lab', reset: true });
    labs.die();
    ended();
    await turn();
    expect([labs.running, labs.lessons.length]).toEqual([1, 2]);
    expect(controller.receive().timeline.state.closed).toBeNull();
  });

  test('made anew keeps the edited literals, unless they are to be reset', async () => {
    const { controller, labs } = await opened();
    const original = labs.lessons[0]!;
    const edited = setParameter(original.programs.client, 'message', '你好');
    if (!edited.ok) throw new Error(edited.error.code);
    labs.play([
      {
        seq: 1,
        at: 0,
        source: 'program',
        type: 'program-loaded',
        program: 'client',
        host: 'client',
        run: 1,
        tree: original.programs.client,
      },
      { seq: 2, at: 0, source: 'program', type: 'program-edited', program: 'client', tree: edited.program },
    ]);
    controller.command({ type: 'new-lab' });
    await turn();
    expect(labs.lessons[1]?.programs).toEqual({ client: edited.program, server: original.programs.server });
    controller.command({ type: 'new-lab', reset: true });
    await turn();
    expect(labs.lessons[2]?.programs).toEqual(original.programs);
    expect(labs.running).toBe(1);
  });

  test('[LESSON6] of composed programs says so, follows no lesson, and leads back to the lesson itself', async () => {
    const { controller, labs } = await opened();
    const lesson = labs.lessons[0]!;
    const { client, server } = lesson.programs;
    const experiment = { title: 'Mine', expectation: 'It works.' };
    controller.command({ type: 'new-lab', programs: { client, server, client2: client }, experiment });
    await turn();
    expect(labs.lessons[1]).toMatchObject({ experiment, moves: [], predictions: [], checks: [] });
    expect(Object.keys(labs.lessons[1]!.programs)).toEqual(['client', 'server', 'client2']);
    // Another lab of the same programs is still the experiment.
    controller.command({ type: 'new-lab' });
    await turn();
    expect(labs.lessons[2]?.experiment).toEqual(experiment);
    controller.command({ type: 'new-lab', variation: null });
    await turn();
    expect(labs.lessons[3]).toEqual(lesson);
    controller.receive();
    expect(controller.answers.map(({ type }) => type)).toEqual(['done', 'done', 'done']);
  });

  test('of composed programs is set as they are, whatever the lesson of the room', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    /** These labs never come to rest, so that a set-up is given up. */
    const setUp = async (): Promise<void> => {
      await turn();
      await vi.advanceTimersByTimeAsync(60_000);
    };
    for (const id of ['L1', 'L6']) {
      const { browser, labs } = place();
      const controller = browser().connect({ lesson: id }).receive();
      await setUp();
      const { programs, steadySyn } = labs.lessons[0]!;
      expect(steadySyn).toBe(id === 'L6' ? true : undefined);
      for (const set of [{ steadySyn: true }, {}] as const) {
        controller.command({ type: 'new-lab', programs, ...set });
        await setUp();
        expect(labs.lessons.at(-1)?.steadySyn).toBe(set.steadySyn);
        controller.command({ type: 'new-lab' });
        await setUp();
        expect(labs.lessons.at(-1)?.steadySyn).toBe(set.steadySyn);
      }
    }
  });

  test('that cannot be made leaves the old log to look at', async () => {
    const { controller, labs } = await opened();
    labs.say(3);
    labs.refusal = { code: 'lab-unavailable', detail: 'why' };
    controller.command({ type: 'new-lab' });
    await turn();
    controller.receive();
    expect(controller.answers).toEqual([{ type: 'refused', id: 1, error: labs.refusal }]);
    expect(controller.timeline.state).toMatchObject({ seq: 4, closed: { code: 'lab-unavailable' } });
    labs.refusal = null;
    controller.command({ type: 'new-lab' });
    await turn();
    labs.say(1);
    expect(controller.receive().timeline.state).toMatchObject({ seq: 1, closed: null });
  });

  test('that skips an event is closed: a log with a hole is no log', async () => {
    const { controller, labs } = await opened();
    labs.say(1);
    labs.play([{ seq: 5, at: 9, source: 'derived', type: 'at-rest' }]);
    expect(controller.receive().timeline.state).toMatchObject({ seq: 2, closed: { code: 'internal' } });
    expect(labs.running).toBe(0);
  });

  test('is not to be had in replay: the welcome says so, commands are refused', async () => {
    const { labs, browser } = place();
    labs.network = { ...labs.network, grade: 'replay', capture: 'recording' };
    const controller = browser().connect().receive();
    await turn();
    expect(controller.welcome?.network.grade).toBe('replay');
    expect([controller.snapshots, labs.lessons.length]).toEqual([0, 0]);
    controller.command({ type: 'new-lab' });
    await turn();
    expect(controller.receive().answers).toMatchObject([
      { type: 'refused', error: { code: 'lab-unavailable' } },
    ]);
  });
});

describe('the limits', () => {
  test('of labs: the next is refused, until a room has been left for a while', async () => {
    const { browser, labs, clock } = place({ labs: 2 });
    const first = browser().connect().receive();
    browser().connect().receive();
    await turn();
    expect(browser().connect().receive().refused).toEqual({ code: 'too-many-labs' });
    first.disconnect();
    expect(browser().connect().receive().refused).toEqual({ code: 'too-many-labs' });
    clock.ms += SERVER_LIMITS.roomYieldsAfterMs + 1;
    expect(browser().connect().receive().refused).toBeNull();
    await turn();
    expect(labs.running).toBe(2);
    expect(first.connect().refused).toEqual({ code: 'no-such-room' });
  });

  test('of labs: a room somebody works in gives way to nobody for minutes, an untouched one does', async () => {
    const { browser, clock } = place({ labs: 2 });
    const [worked, untouched] = [browser().connect().receive(), browser().connect().receive()];
    await turn();
    worked.command({ type: 'step', program: 'client' });
    untouched.command({ type: 'stay' });
    await turn();
    worked.disconnect();
    untouched.disconnect();
    clock.ms += SERVER_LIMITS.roomYieldsAfterMs + 1;
    expect(browser('10.0.0.1').connect().receive().refused).toBeNull();
    expect(browser('10.0.0.2').connect().receive().refused).toEqual({ code: 'too-many-labs' });
    expect(worked.connect().receive().refused).toBeNull();
    expect(untouched.connect().refused).toEqual({ code: 'no-such-room' });
    worked.disconnect();
    clock.ms += SERVER_LIMITS.workedRoomYieldsAfterMs + 1;
    expect(browser('10.0.0.2').connect().receive().refused).toBeNull();
  });

  test('of labs: a room gives way sooner if its controller has opened another, and nobody else can say so', async () => {
    const { browser, clock } = place({ labs: 2 });
    const first = browser().connect().receive();
    browser().connect().receive();
    await turn();
    first.command({ type: 'step', program: 'client' });
    await turn();
    first.disconnect();
    clock.ms += SERVER_LIMITS.roomYieldsAfterMs + 1;
    const { room, token } = first.welcome!;
    const wrong = { room, token: `${token}x` };
    expect(browser().connect({ leaves: wrong }).refused).toEqual({ code: 'too-many-labs' });
    expect(
      browser()
        .connect({ leaves: { room, token: token! } })
        .receive().refused,
    ).toBeNull();
  });

  test('of labs: a room whose controller is refused another keeps its place', async () => {
    const { browser, clock } = place({ labs: 2 });
    const [first, other] = [browser().connect().receive(), browser().connect().receive()];
    await turn();
    first.command({ type: 'step', program: 'client' });
    other.command({ type: 'step', program: 'client' });
    await turn();
    const { room, token } = first.welcome!;
    const leaves = { room, token: token! };
    expect(browser().connect({ leaves }).refused).toEqual({ code: 'too-many-labs' });
    first.disconnect();
    clock.ms += SERVER_LIMITS.roomYieldsAfterMs + 1;
    expect(browser().connect().refused).toEqual({ code: 'too-many-labs' });
    expect(first.connect().receive().refused).toBeNull();
  });

  test('of one address: it may not have all labs, and its newcomers end rooms of its own only', async () => {
    const { browser, labs, clock } = place({ labs: 4, labsPerAddress: 3 });
    const other = browser('10.0.0.1').connect().receive();
    const first = [1, 2, 3].map(() => browser().connect().receive())[0]!;
    await turn();
    expect(browser().connect().receive().refused).toEqual({ code: 'too-many-from-here' });
    other.disconnect();
    clock.ms += SERVER_LIMITS.roomYieldsAfterMs + 1;
    expect(browser().connect().receive().refused).toEqual({ code: 'too-many-from-here' });
    first.disconnect();
    clock.ms += SERVER_LIMITS.roomYieldsAfterMs + 1;
    expect(browser().connect().receive().refused).toBeNull();
    expect(other.connect().receive().refused).toBeNull();
    await turn();
    expect(labs.running).toBe(4);
  });

  test('of viewers: they are refused, the controller is not', async () => {
    const { controller, browser, rooms } = await opened({ viewersPerRoom: 2 });
    const { room } = controller.welcome!;
    const second = browser().connect({ room }).receive();
    expect(browser().connect({ room }).refused).toEqual({ code: 'too-many-viewers' });
    controller.disconnect();
    expect(browser().connect({ room }).refused).toBeNull();
    expect(controller.connect().receive().refused).toBeNull();
    expect(rooms.counts.viewers).toBe(3);
    second.disconnect().disconnect();
    expect(rooms.counts).toEqual({ labs: 1, viewers: 2 });
  });

  test('of patience: a room left alone ends after the grace period, not before', async () => {
    const { controller, labs, rooms, clock } = await opened();
    controller.disconnect();
    clock.ms += SERVER_LIMITS.roomGraceMs;
    rooms.sweep();
    expect(controller.connect().receive().refused).toBeNull();
    controller.disconnect();
    clock.ms += SERVER_LIMITS.roomGraceMs + 1;
    rooms.sweep();
    expect(controller.connect().refused).toEqual({ code: 'no-such-room' });
    expect(labs.running).toBe(0);
  });

  test('of watching: a minute after the last viewer has left, what runs on is to be paused', async () => {
    const { controller, labs, rooms, clock } = await opened();
    clock.ms += SERVER_LIMITS.unwatchedRunMs + 1;
    rooms.sweep();
    expect(labs.commands).toEqual([]);
    controller.disconnect();
    clock.ms += SERVER_LIMITS.unwatchedRunMs;
    rooms.sweep();
    expect(labs.commands).toEqual([]);
    clock.ms += 1;
    rooms.sweep();
    expect(labs.commands).toEqual([{ type: 'pause-unwatched' }]);
  });

  test('[PROTO8] of idleness: viewers are warned, the log stays, and a hand on the lab keeps it', async () => {
    const { controller, labs, rooms, clock } = await opened();
    labs.say(3);
    const warnedAtMs = SERVER_LIMITS.labIdleMs - SERVER_LIMITS.labIdleWarningMs;
    clock.ms += warnedAtMs - 1;
    rooms.sweep();
    expect(controller.receive().room).not.toHaveProperty('closesInMs');
    clock.ms += 1;
    rooms.sweep();
    expect(controller.receive().room?.closesInMs).toBe(SERVER_LIMITS.labIdleWarningMs);
    controller.command({ type: 'stay' });
    await turn();
    expect(controller.receive().room).not.toHaveProperty('closesInMs');
    expect(labs.commands).toEqual([]);

    clock.ms += warnedAtMs;
    rooms.sweep();
    expect([labs.running, controller.receive().room?.closesInMs]).toEqual([
      1,
      SERVER_LIMITS.labIdleWarningMs,
    ]);
    clock.ms += SERVER_LIMITS.labIdleWarningMs;
    rooms.sweep();
    expect(labs.running).toBe(0);
    const { state } = controller.receive().timeline;
    expect([state.seq, state.closed?.code]).toEqual([4, 'idle']);
    expect(controller.room).not.toHaveProperty('closesInMs');
    rooms.sweep();
    expect(controller.receive().timeline.head).toBe(4);
    controller.command({ type: 'new-lab' });
    await turn();
    expect(labs.running).toBe(1);
  });

  test('of versions and lessons', () => {
    const { browser } = place();
    expect(browser().connect({ version: 99 }).refused?.code).toBe('unsupported-version');
    expect(browser().connect({ lesson: 'L99' }).refused?.code).toBe('no-such-lesson');
    expect(browser().connect({ room: 'nowhere' }).refused?.code).toBe('no-such-room');
  });
});
