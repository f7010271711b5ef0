import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { SERVER_LIMITS } from '../../server/limits.ts';
import type { RoomLimits } from '../../server/rooms/places.ts';
import { Rooms } from '../../server/rooms/rooms.ts';
import { FileStore } from '../../server/store/files.ts';
import type { LabEvent } from '../../shared/log/events.ts';
import { LIMITS } from '../../shared/limits.ts';
import { readRecording } from '../../shared/log/recording.ts';
import type { ServerMessage } from '../../shared/protocol/server-messages.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { plainWire } from '../../shared/log/wire-settings.ts';
import { setParameter } from '../../shared/programs/params.ts';
import { FakeBrowser } from '../support/fake-browser.ts';
import { FakeLabs } from '../support/fake-labs.ts';

const recorded = new URL('../../client/public/recordings/L1.ndjson', import.meta.url);
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const root = mkdtempSync(join(tmpdir(), 'socketscope-kept-'));
afterAll(() => rmSync(root, { recursive: true }));

let said: string[] = [];
beforeAll(() => {
  const write = vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  return () => write.mockRestore();
});

let places = 0;

/** A server with fake labs that keeps its rooms in a folder. */
class Place {
  readonly labs = new FakeLabs();
  readonly clock = { ms: 0 };
  readonly rooms: Rooms;
  readonly store: FileStore;
  readonly folder: string;
  readonly #limits: Partial<RoomLimits>;

  constructor(limits: Partial<RoomLimits> = {}, before?: Place, version = '0') {
    this.#limits = limits;
    this.folder = join(root, String((places += 1)));
    // The files are as a killed server leaves them. Its own are left to it, because here it lives on.
    if (before !== undefined) cpSync(before.folder, this.folder, { recursive: true });
    this.rooms = new Rooms({ labs: this.labs, version, nowMs: () => this.clock.ms, limits });
    this.store = FileStore.open(this.folder, (sentence) => said.push(sentence))!;
    this.rooms.keepIn(this.store);
  }

  browser(): FakeBrowser {
    return new FakeBrowser(this.rooms);
  }

  async opened(): Promise<FakeBrowser> {
    const browser = this.browser().connect().receive();
    await turn();
    return browser;
  }

  /** Another server comes in this one's place, as after a kill. */
  next(version?: string): Place {
    return new Place(this.#limits, this, version);
  }

  get files(): string[] {
    return readdirSync(this.folder).filter((name) => name !== 'lock');
  }
}

/** The events of each log that a browser was told, as far as the last snapshot of that log permits. */
function toldTo(browser: FakeBrowser): Map<string, LabEvent[]> {
  const told = new Map<string, LabEvent[]>();
  for (const message of browser.messages) {
    if (message.type === 'snapshot') told.set(message.epoch, []);
    if (message.type === 'events')
      told.set(message.epoch, [...(told.get(message.epoch) ?? []), ...(message.events as LabEvent[])]);
  }
  return told;
}

describe('[STORE3] after a kill', () => {
  test('everybody is back in the room with their role and the log, and a new lab has taken the lost one’s place', async () => {
    const first = new Place();
    const controller = await first.opened();
    const { events } = readRecording(readFileSync(recorded, 'utf8'));
    first.labs.play(events.slice(0, 40));
    const follower = first.browser().connect({ room: controller.welcome!.room }).receive();
    for (const browser of [controller.receive(), follower]) expect(browser.timeline.head).toBe(40);

    const second = first.next();
    for (const browser of [controller, follower]) await browser.comeBack(second.rooms);
    await turn();
    second.labs.say(1);
    for (const [browser, role] of [
      [controller, 'controller'],
      [follower, 'viewer'],
    ] as const) {
      browser.receive();
      const [lost] = toldTo(browser).values();
      expect(lost).toEqual([
        ...events.slice(0, 40),
        {
          type: 'lab-closed',
          seq: 41,
          at: events[39]!.at,
          source: 'derived',
          code: 'server-ended',
        },
      ]);
      expect(browser.welcome?.role).toBe(role);
      // Only what was missing has come, and then the new lab from its beginning.
      expect([browser.snapshots, browser.faults]).toEqual([2, 0]);
      expect(browser.timeline.state).toMatchObject({ seq: 1, closed: null });
      expect(browser.room?.replaces).toBe('server-ended');
    }
    controller.command({ type: 'step', program: 'client' });
    await turn();
    expect(second.labs.commands).toEqual([{ type: 'step', program: 'client' }]);
  });

  test(
    '[STORE2] nothing is missing and nothing comes twice, whatever hands have done',
    { timeout: 60_000 },
    async () => {
      const step = fc.oneof(
        {
          weight: 4,
          arbitrary: fc.record({ is: fc.constant('say' as const), n: fc.integer({ min: 1, max: 400 }) }),
        },
        {
          weight: 4,
          arbitrary: fc.record({ is: fc.constant('receive' as const), n: fc.integer({ min: 0, max: 5 }) }),
        },
        ...(['new-lab', 'variation', 'die', 'kill', 'kill', 'sync'] as const).map((is) => ({
          weight: 1,
          arbitrary: fc.record({ is: fc.constant(is), n: fc.constant(0) }),
        })),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
          let place = new Place({ eventsPerLog: 1000 });
          const controller = await place.opened();
          const follower = place.browser().connect({ room: controller.welcome!.room }).receive();
          for (const { is, n } of [...steps, { is: 'kill' as const, n: 0 }]) {
            if (is === 'say') place.labs.say(n, 'x'.repeat(300));
            else if (is === 'receive') follower.receive(n);
            else if (is === 'die') place.labs.die();
            else if (is === 'sync') await place.store.flush();
            else if (is === 'kill') {
              const told = toldTo(controller);
              const { room, token } = controller.welcome!;
              place = place.next();
              const onlooker = await new FakeBrowser(place.rooms).comeBack(place.rooms, { room });
              for (const browser of [controller, follower]) await browser.comeBack(place.rooms);
              controller.receive();
              expect(controller.welcome).toMatchObject({ room, token, role: 'controller' });
              // Somebody who sees the room for the first time is told what the others were told.
              for (const [epoch, events] of toldTo(onlooker.receive())) {
                const from = events[0]?.seq ?? Infinity;
                const before = (told.get(epoch) ?? []).filter(({ seq }) => seq >= from);
                expect(events.slice(0, before.length)).toEqual(before);
              }
              onlooker.disconnect();
            } else controller.command({ type: 'new-lab', ...(is === 'variation' && { variation: '12-mb' }) });
            await turn();
            controller.receive();
          }
          await turn();
          place.labs.say(1);
          expect(follower.receive().faults + controller.receive().faults).toBe(0);
          expect(controller.timeline.state).toMatchObject({ closed: null });
          expect(follower.timeline.state).toEqual(controller.timeline.state);
          await place.rooms.close();
        }),
        { numRuns: 60 },
      );
    },
  );

  test('an edited literal, a variation, a composed experiment and a wire that was asked for are there again', async () => {
    const first = new Place();
    const controller = await first.opened();
    const [lesson] = first.labs.lessons;
    const edited = setParameter(lesson!.programs.client, 'message', 'kept');
    if (!edited.ok) throw new Error('there is no such literal');
    const tree = edited.program;
    const opening = readRecording(readFileSync(recorded, 'utf8')).events.slice(0, 4);
    first.labs.play([
      ...opening,
      { type: 'program-edited', seq: 5, at: 50, source: 'program', program: 'client', tree },
    ]);
    const second = first.next();
    await controller.receive().comeBack(second.rooms);
    await turn();
    expect(second.labs.lessons[0]?.programs.client).toEqual(tree);

    controller.receive().command({ type: 'new-lab', variation: '12-mb', wire: plainWire('auto') });
    await turn();
    second.labs.say(1);
    const third = second.next();
    await controller.receive().comeBack(third.rooms);
    await turn();
    expect(third.labs.lessons[0]).toEqual(second.labs.lessons[1]);

    const { programs } = lesson!;
    const experiment = { title: 't', expectation: 'e' };
    controller
      .receive()
      .command({ type: 'new-lab', programs, experiment, steadySyn: true, timers: 'kernel' });
    await turn();
    third.labs.say(1);
    const fourth = third.next();
    await controller.receive().comeBack(fourth.rooms);
    await turn();
    expect(fourth.labs.lessons[0]).toMatchObject({ experiment, programs, steadySyn: true, timers: 'kernel' });
    // The controller goes on from there as before.
    controller.receive().command({ type: 'new-lab', variation: null });
    await turn();
    expect(fourth.labs.lessons[1]).toEqual(lesson);
  });

  test('a room whose first lab was being made gets it', async () => {
    const first = new Place();
    const controller = first.browser().connect().receive();
    const second = first.next();
    await controller.comeBack(second.rooms);
    await turn();
    second.labs.say(1);
    expect(controller.receive().timeline.state).toMatchObject({ seq: 1, closed: null });
    expect(controller.room).not.toHaveProperty('replaces');
  });

  test('a lab that was ended for a new one, which was not made any more, is replaced', async () => {
    const first = new Place();
    const controller = await first.opened();
    first.labs.play([{ type: 'lab-closed', seq: 1, at: 10, source: 'program', code: 'ended' }]);
    const second = first.next();
    await controller.receive().comeBack(second.rooms);
    await turn();
    second.labs.say(1);
    expect(controller.receive().timeline.state).toMatchObject({ seq: 1, closed: null });
    expect(controller.room?.replaces).toBe('ended');
  });

  test('a lab that was closed because nobody operated it stays closed', async () => {
    const first = new Place();
    const controller = await first.opened();
    first.labs.say(1);
    first.clock.ms = SERVER_LIMITS.labIdleMs;
    first.rooms.sweep();
    const second = first.next();
    await controller.receive().comeBack(second.rooms);
    await turn();
    expect(controller.receive().timeline.state.closed?.code).toBe('idle');
    expect(second.labs.lessons).toEqual([]);
  });

  test('a room counts for the address that opened it, and one that ended does not come back', async () => {
    const first = new Place({ labsPerAddress: 2 });
    const [one, two] = [await first.opened(), await first.opened()];
    first.labs.say(1);
    for (const browser of [one, two]) browser.receive().disconnect();
    const second = first.next();
    await second.opened();
    await one.comeBack(second.rooms);
    expect(one.refused).toBeNull();
    await two.comeBack(second.rooms);
    expect(two.refused?.code).toBe('too-many-from-here');
    one.disconnect();
    second.clock.ms = SERVER_LIMITS.roomGraceMs + 1;
    second.rooms.sweep();
    // Two was read by nobody, one was left for too long: no file is left of either.
    await vi.waitFor(() => expect(second.files).toHaveLength(1));
    await one.comeBack(second.rooms);
    expect(one.refused?.code).toBe('no-such-room');
  });

  test('a token opens nothing without its secret, and the secret is in no file', async () => {
    const first = new Place();
    const controller = await first.opened();
    const { room, token } = controller.welcome!;
    const text = readFileSync(join(first.folder, `${room}.ndjson`), 'utf8');
    expect(text).not.toContain(token);
    const { tokenHash } = JSON.parse(text.split('\n')[0]!) as { tokenHash: string };
    const second = first.next();
    const thief = await second.browser().comeBack(second.rooms, { room, token: tokenHash });
    expect(thief.receive().welcome?.role).toBe('viewer');
  });
});

describe('a kept room', () => {
  test('[STORE2] has each event in its file when a viewer is told of it', async () => {
    const place = new Place();
    const controller = await place.opened();
    const { room } = controller.welcome!;
    let told = 0;
    const send = (frame: string): void => {
      const message = JSON.parse(frame) as ServerMessage;
      if (message.type !== 'events') return;
      const lines = readFileSync(join(place.folder, `${room}.ndjson`), 'utf8').split('\n');
      for (const event of message.events) expect(lines).toContain(JSON.stringify(event));
      told += message.events.length;
    };
    const hello = { type: 'hello', version: PROTOCOL_VERSION, room } as const;
    place.rooms.join(hello, { isFull: false, send }, { address: '', mayOpen: false });
    place.labs.say(10);
    controller.command({ type: 'new-lab' });
    await turn();
    place.labs.say(10);
    place.labs.die();
    expect(told).toBe(21);
  });

  test('[STORE1] [STORE2] is written anew without what its log has forgotten, and never lacks what was told', async () => {
    const place = new Place({ eventsPerLog: 64 });
    const controller = await place.opened();
    const file = join(place.folder, `${controller.welcome!.room}.ndjson`);
    const opening = readRecording(readFileSync(recorded, 'utf8')).events.slice(0, 40);
    place.labs.play(opening);
    const text = 'x'.repeat(LIMITS.outputCharacters);
    let longest = 0;
    for (let seq = 41; seq <= 440; seq += 20) {
      const lines = Array.from({ length: 20 }, (_, i): LabEvent => ({
        type: 'output',
        seq: seq + i,
        at: 1,
        source: 'program',
        program: 'client',
        thread: 'client',
        text,
      }));
      place.labs.play(lines);
      // The old file stands for the new one until that is on the disk.
      const kept = readFileSync(file, 'utf8').split('\n');
      expect(lines.filter((event) => !kept.includes(JSON.stringify(event)))).toEqual([]);
      await place.store.flush();
      longest = Math.max(longest, readFileSync(file, 'utf8').length);
    }
    // The log forgets 64 events at a time, and the last batch may be the one that makes the file too long.
    const most = (64 + 64 + 20) * (text.length + 200);
    expect(longest).toBeLessThan(2 * most + SERVER_LIMITS.keptCharactersBeside);
    const next = place.next();
    await controller.receive().comeBack(next.rooms);
    expect([controller.receive().timeline.head, controller.faults]).toEqual([441, 0]);
  });

  test('[STORE4] that cannot be written is said to be not kept, goes on, and is kept again whole', async () => {
    const place = new Place();
    const controller = await place.opened();
    place.labs.say(10);
    const aside = `${place.folder}-aside`;
    cpSync(place.folder, aside, { recursive: true });
    rmSync(place.folder, { recursive: true });
    place.labs.say(10);
    expect(controller.receive().timeline.head).toBe(20);
    expect(controller.room?.notKept).toBe(true);
    cpSync(aside, place.folder, { recursive: true });
    place.clock.ms += SERVER_LIMITS.keptAgainAfterMs;
    place.labs.say(10);
    expect(controller.receive().room).not.toHaveProperty('notKept');
    const next = place.next();
    const onlooker = await next.browser().comeBack(next.rooms, { room: controller.welcome!.room });
    expect(onlooker.receive().timeline.events).toHaveLength(31);
  });

  test('[STORE1] of another version, or of a file that is none, is left out and nobody falls over it', async () => {
    said = [];
    const first = new Place();
    const controller = await first.opened();
    first.labs.say(1);
    const { room } = controller.receive().welcome!;
    const other = first.next('1');
    await controller.comeBack(other.rooms);
    expect([controller.refused?.code, said.join('')]).toEqual([
      'no-such-room',
      `socketscope: the kept room ${room}: it is left out: it is of version 0.\n`,
    ]);
  });

  test('[STORE1] of any file whatever never stops the server', { timeout: 60_000 }, async () => {
    const first = new Place();
    const controller = await first.opened();
    first.labs.play(readRecording(readFileSync(recorded, 'utf8')).events);
    const { room } = controller.receive().welcome!;
    const file = `${room}.ndjson`;
    const lines = readFileSync(join(first.folder, file), 'utf8').trimEnd().split('\n');
    const damage = fc.oneof(
      fc.record({ is: fc.constant('cut' as const), at: fc.nat(), by: fc.anything() }),
      fc.record({ is: fc.constant('leave-out' as const), at: fc.nat(), by: fc.anything() }),
      fc.record({ is: fc.constant('repeat' as const), at: fc.nat(), by: fc.anything() }),
      fc.record({ is: fc.constant('put' as const), at: fc.nat(), by: fc.jsonValue() }),
      fc.record({ is: fc.constant('field' as const), at: fc.nat(), by: fc.jsonValue() }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), fc.nat(), async (faults, field) => {
        const damaged = [...lines];
        for (const { is, at, by } of faults) {
          // The first lines have the most to go wrong.
          const i = at % 3 === 0 ? at % damaged.length : at % 2;
          const line = damaged[i] ?? '';
          if (is === 'cut') damaged[i] = line.slice(0, at % (line.length + 1));
          else if (is === 'leave-out') damaged.splice(i, 1);
          else if (is === 'repeat') damaged.splice(i, 0, line);
          else if (is === 'put') damaged[i] = JSON.stringify(by);
          else {
            let entry: unknown = null;
            try {
              entry = JSON.parse(line);
            } catch {
              continue;
            }
            const keys = Object.keys(Object(entry) as object);
            damaged[i] = JSON.stringify({ ...Object(entry), [keys[field % keys.length] ?? 'x']: by });
          }
        }
        const next = first.next();
        writeFileSync(join(next.folder, file), `${damaged.join('\n')}\n`);
        const back = await next.browser().comeBack(next.rooms, { room });
        await turn();
        back.receive();
        expect([back.faults, back.refused?.code ?? 'no-such-room']).toEqual([0, 'no-such-room']);
        rmSync(next.folder, { recursive: true });
      }),
      { numRuns: 200 },
    );
    onTestFinished(() => void (said = []));
  });
});
