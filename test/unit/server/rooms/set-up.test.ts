import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { l00 } from '../../../../shared/lessons/l00.ts';
import type { LabCommand } from '../../../../shared/protocol/server-messages.ts';
import { plainWire } from '../../../../shared/log/wire-settings.ts';
import { readRecording } from '../../../../shared/log/recording.ts';
import { Timeline } from '../../../../shared/log/timeline.ts';
import { SetUp } from '../../../../server/rooms/set-up.ts';
import { Rooms } from '../../../../server/rooms/rooms.ts';
import { LIMITS } from '../../../../shared/limits.ts';
import { FakeBrowser } from '../../../support/fake-browser.ts';
import { FakeLabs } from '../../../support/fake-labs.ts';

const recorded = new URL('../../../../client/public/recordings/L0.ndjson', import.meta.url);
const { events } = readRecording(readFileSync(recorded, 'utf8'));
const own = events.findIndex((event) => event.type === 'call-entered' && event.name === 'recv');

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('[LESSON8] the set-up of a lesson', () => {
  test('is made one move after the other, each at the rest that the one before has come to', async () => {
    const asked: { readonly command: LabCommand; readonly seq: number }[] = [];
    const timeline = new Timeline();
    const setUp = new SetUp(l00, (command) => {
      asked.push({ command, seq: timeline.head });
      return Promise.resolve(null);
    });
    setUp.begin();
    let over = false;
    void setUp.done.then(() => {
      over = true;
    });
    let doneAt = 0;
    for (const event of events) {
      timeline.append([event]);
      setUp.see(event, timeline.state);
      await Promise.resolve();
      if (over && doneAt === 0) doneAt = event.seq;
    }
    expect(asked.map(({ command }) => ('program' in command ? command.program : command.type))).toEqual([
      ...Array.from({ length: 5 }, () => 'server'),
      'client',
      'client',
      'wire',
    ]);
    const rests = new Set(events.filter(({ type }) => type === 'at-rest').map(({ seq }) => seq));
    expect(asked.every(({ seq }) => rests.has(seq))).toBe(true);
    expect(doneAt).toBeGreaterThan(0);
    expect(doneAt).toBeLessThan(own);
  });

  test('has all its time, however long its lab waits to be made', async () => {
    const asked: LabCommand[] = [];
    const setUp = new SetUp(l00, (command) => {
      asked.push(command);
      return Promise.resolve(null);
    });
    vi.advanceTimersByTime(60_000);
    const timeline = new Timeline();
    timeline.append(events.slice(0, events.findIndex(({ type }) => type === 'at-rest') + 1), (event, after) =>
      setUp.see(event, after),
    );
    setUp.begin();
    expect(asked).toHaveLength(1);
    setUp.end();
  });

  test('is given up when it comes to nothing', async () => {
    const setUp = new SetUp(l00, () => Promise.resolve({ code: 'not-steppable' }));
    setUp.begin();
    vi.advanceTimersByTime(60_000);
    await expect(setUp.done).resolves.toBeUndefined();
  });

  test('is over at once where the lesson has none', async () => {
    const setUp = new SetUp({}, () => Promise.reject(new Error('nothing is to be done')));
    await expect(setUp.done).resolves.toBeUndefined();
  });
});

describe('a room', () => {
  const turn = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

  async function opened() {
    const labs = new FakeLabs();
    const rooms = new Rooms({ labs, version: '0', nowMs: () => Date.now(), limits: LIMITS });
    const browser = new FakeBrowser(rooms).connect({ lesson: 'L0' }).receive();
    await turn();
    return { labs, browser };
  }

  test('shows its lab when that is set up, with all that has happened there', async () => {
    const { labs, browser } = await opened();
    for (const event of events.slice(0, own)) {
      labs.play([event]);
      if (labs.commands.length < 8) expect(browser.receive().timeline.head).toBe(0);
    }
    await turn();
    expect(browser.receive().timeline.head).toBe(own);
    labs.play(events.slice(own, own + 1));
    expect(browser.receive().timeline.head).toBe(own + 1);
  });

  test('sets up no lab whose wire was asked for, as a run at full speed does', async () => {
    const { labs, browser } = await opened();
    labs.play(events.slice(0, own));
    await turn();
    browser.receive().command({ type: 'new-lab', wire: plainWire('auto') });
    await turn();
    expect(labs.lessons.at(-1)).toMatchObject({ wire: plainWire('auto'), setup: [] });
    const { length } = labs.commands;
    labs.play(events.slice(0, own));
    expect(labs.commands).toHaveLength(length);
  });

  test('shows how far it came where the set-up is given up', async () => {
    const { labs, browser } = await opened();
    labs.play(events.slice(0, 5));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(browser.receive().timeline.head).toBe(5);
  });

  test('says that the lab host died during the set-up', async () => {
    const { labs, browser } = await opened();
    labs.play(events.slice(0, 5));
    labs.die();
    await turn();
    expect(browser.receive().timeline.state.closed).toMatchObject({ code: 'lab-host-died' });
  });
});
