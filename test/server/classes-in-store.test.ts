import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { SERVER_LIMITS } from '../../server/limits.ts';
import { keptPlaces, turn } from '../support/kept-place.ts';

const place = keptPlaces();

async function begun() {
  const first = place();
  const presenter = await first.page({ lesson: 'L1' });
  presenter.act({ is: 'begin' }).receive();
  const { code, token } = presenter.classes.at(-1)!;
  return { first, presenter, code, token: token! };
}

describe('[STORE3] a class after its server’s end', () => {
  test('[CLASS1] still knows when it began', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000 });
    onTestFinished(() => void vi.useRealTimers());
    const { first, presenter, code, token } = await begun();
    vi.setSystemTime(1_060_000);
    const next = place(first);
    const { room, token: ofRoom } = presenter.welcome!;
    const back = await next.page({ room, token: ofRoom!, presents: { code, token } });
    expect(back.classes.at(-1)).toMatchObject({ part: 'presenter', beganMsAgo: 60_000 });
  });

  test('is where it was: followers are in its room at once, and its presenter presents it with the secret', async () => {
    const { first, code, token } = await begun();
    const moved = await first.page({ lesson: 'L1', presents: { code, token } });
    first.labs.say(3);
    moved.receive();
    const next = place(first);
    const { room } = moved.welcome!;
    const follower = await next.page({ class: code });
    expect(follower.welcome).toMatchObject({ room, lesson: 'L1', role: 'viewer' });
    expect(follower.classes.at(-1)).toMatchObject({ part: 'follower', lesson: 'L1' });
    // A new lab has taken the place of the one that ended with the server.
    next.labs.say(2);
    expect(follower.receive().timeline.head).toBe(2);
    const presenter = await next.page({ room, token: moved.welcome!.token!, presents: { code, token } });
    expect(presenter.classes.at(-1)).toMatchObject({ part: 'presenter', code, followers: 1 });
    presenter.act({ is: 'look', view: { presenterAt: { epoch: 'e', seq: 2 } } });
    expect(follower.receive().playheads.at(-1)).toEqual({ epoch: 'e', seq: 2 });
  });

  test('is where it went at last, although its file had been cut off within a line', async () => {
    const { first, code, token } = await begun();
    const file = join(first.folder, `class-${code}.ndjson`);
    writeFileSync(file, `${readFileSync(file, 'utf8')}{"is":"cla`);
    const next = place(first);
    const moved = await next.page({ lesson: 'L2', presents: { code, token } });
    const follower = await place(next).page({ class: code });
    expect(follower.welcome).toMatchObject({ room: moved.welcome!.room, lesson: 'L2' });
  });

  test('is presented with its room’s secret, too, and gets one more of its own: the first one stays true', async () => {
    const { first, presenter, code, token } = await begun();
    const next = place(first);
    const { room, token: ofRoom } = presenter.welcome!;
    const back = await next.page({ room, token: ofRoom! });
    const told = back.classes.at(-1)!;
    expect(told).toMatchObject({ part: 'presenter', code });
    expect(told.token).not.toBe(token);
    for (const server of [next, place(next)]) {
      for (const secret of [told.token!, token]) {
        const page = await server.page({ lesson: 'L2', presents: { code, token: secret } });
        expect(page.classes.at(-1)).toMatchObject({ part: 'presenter', token: secret });
      }
      const wrong = await server.page({ lesson: 'L2', presents: { code, token: 'guessed' } });
      expect(wrong.classes.at(-1)?.part).toBe('over');
    }
  });

  test('takes no secret away from the tab that presented it, whichever tab comes first and however often', async () => {
    const { first, presenter, code, token } = await begun();
    const { room, token: ofRoom } = presenter.welcome!;
    let server = first;
    for (let starts = 0; starts < 2 * SERVER_LIMITS.secretsOfClass; starts += 1) {
      server = place(server);
      const second = await server.page({ room, token: ofRoom! });
      expect(second.classes.at(-1)).toMatchObject({ part: 'presenter', code });
    }
    const back = await server.page({ room, token: ofRoom!, presents: { code, token } });
    expect(back.classes.at(-1)).toMatchObject({ part: 'presenter', token });
  });

  test('is asked for its secret without effect: whoever only asks leaves it as it was', async () => {
    const { first, presenter, code, token } = await begun();
    const next = place(first);
    const { room, token: ofRoom } = presenter.welcome!;
    await next.page({ room });
    // This page knows the secret and is in a room that it does not control, so that it presents nothing.
    const other = await next.page({ lesson: 'L2' });
    await next.page({ room: other.welcome!.room, presents: { code, token } });
    const back = await next.page({ room, token: ofRoom! });
    expect(back.classes.at(-1)).toMatchObject({ part: 'presenter' });
    expect(back.classes.at(-1)!.token).not.toBe(token);
  });

  test('that was ended is not there, nor is its file', async () => {
    const { first, presenter, code } = await begun();
    expect(first.filesOf('class')).toHaveLength(1);
    presenter.act({ is: 'end' });
    expect(first.filesOf('class')).toEqual([]);
    expect((await place(first).page({ class: code })).refused?.code).toBe('no-such-class');
  });

  test('that cannot be read is left out, and the others are there', async () => {
    const { first, code } = await begun();
    const other = await first.page({ lesson: 'L2' });
    other.act({ is: 'begin' }).receive();
    writeFileSync(join(first.folder, `class-${code}.ndjson`), '{"is":"class","code":7}\n{');
    const next = place(first);
    expect((await next.page({ class: code })).refused?.code).toBe('no-such-class');
    expect((await next.page({ class: other.classes.at(-1)!.code })).classes.at(-1)?.part).toBe('follower');
  });

  test('that cannot be read is told once, and removed with all of it when others are that nobody comes back to', async () => {
    const { first, presenter, code } = await begun();
    presenter.act({ is: 'vote', vote: { is: 'ask', about: { text: 'a?', options: ['x', 'y'] } } });
    writeFileSync(join(first.folder, `class-${code}.ndjson`), '{"is":"class","code":7}\n');
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    onTestFinished(() => said.mockRestore());
    const next = place(first);
    expect((await next.page({ class: code })).refused?.code).toBe('no-such-class');
    const ofIt = (): number =>
      said.mock.calls.filter(([line]) => String(line).includes(`the kept class ${code} cannot be read`))
        .length;
    const files = (): string[] => readdirSync(next.folder).filter((name) => name.includes(code));
    next.clock.ms += SERVER_LIMITS.classGraceMs - 1;
    next.classes.sweep();
    expect(files().length).toBeGreaterThan(1);
    next.clock.ms += 2;
    next.classes.sweep();
    next.classes.sweep();
    expect(files()).toEqual([]);
    expect(ofIt()).toBe(1);
  });

  test('outlives rooms that nobody came back to, and is forgotten some hours later', async () => {
    const { first, code, token } = await begun();
    const next = place(first);
    next.clock.ms += SERVER_LIMITS.roomGraceMs + 1;
    next.rooms.sweep();
    next.classes.sweep();
    await turn();
    await next.store.flush();
    await expect
      .poll(() => readdirSync(next.folder).filter((name) => /^.{32}\.ndjson/.test(name)))
      .toEqual([]);
    const waits = await next.page({ class: code });
    expect(waits.classes.at(-1)).toMatchObject({ part: 'waiting', waitsFor: 'no-room' });
    const page = await next.page({ lesson: 'L2', presents: { code, token } });
    expect(page.classes.at(-1)?.part).toBe('presenter');
    expect(waits.receive().welcome?.room).toBe(page.welcome!.room);
    waits.disconnect();
    page.disconnect();
    for (const more of [1, 2]) {
      next.clock.ms += SERVER_LIMITS.classGraceMs + more;
      next.rooms.sweep();
      next.classes.sweep();
    }
    expect(next.filesOf('class')).toEqual([]);
  });
});

test('[STORE4] a class that cannot be written is written again once it can be', async () => {
  const { first, code, token } = await begun();
  const append = vi.spyOn(first.store, 'append').mockImplementation(() => {
    throw new Error('no space left');
  });
  onTestFinished(() => append.mockRestore());
  const moved = await first.page({ lesson: 'L3', presents: { code, token } });
  append.mockRestore();
  first.classes.sweep();
  await first.store.flush();
  const follower = await place(first).page({ class: code });
  expect(follower.welcome?.room).toBe(moved.welcome!.room);
});

test('[STORE5] neither the secret of a class nor a file that others may read is on the disk', async () => {
  const { first, code, token } = await begun();
  const file = join(first.folder, `class-${code}.ndjson`);
  expect(readFileSync(file, 'utf8')).not.toContain(token);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
