import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { l01 } from '../../shared/lessons/l01.ts';
import { setParameter } from '../../shared/programs/params.ts';
import type { FakeBrowser } from '../support/fake-browser.ts';
import { keptPlaces, type KeptPlace, turn } from '../support/kept-place.ts';

const place = keptPlaces();
const device = (n: number): string => String(n).padStart(32, 'd');

/** A class whose followers have labs of their own in one server. */
async function begun(followers = 2, each = 1) {
  const first = place();
  const presenter = await first.page({ lesson: 'L1' });
  const { client } = l01.programs;
  const edited = setParameter(client, 'message', 'edited');
  if (!edited.ok) throw new Error('no such literal');
  presenter.command({
    type: 'new-lab',
    programs: { ...l01.programs, client: edited.program } as never,
    experiment: { title: 'mine', expectation: '' },
  });
  await turn();
  presenter.act({ is: 'begin' }).receive();
  const { code, token } = presenter.classes.at(-1)!;
  const all: FakeBrowser[] = [];
  for (let n = 0; n < followers; n += 1) all.push(await first.page({ class: code, as: device(n) }));
  presenter.act({ is: 'own', own: { is: 'begin', each } });
  await turn();
  for (const one of all) one.receive();
  const comesBack = async (to: KeptPlace): Promise<FakeBrowser> => {
    const { room, token: ofRoom } = presenter.welcome!;
    return to.page({ room, token: ofRoom!, presents: { code, token: token! } });
  };
  return { first, presenter, all, code, comesBack, client: edited.program };
}

describe('labs of the followers’ own, after the server’s end', () => {
  test('[OWN5] [STORE7] everybody is in their own lab again, with its log, at once', async () => {
    const { first, all, code, comesBack } = await begun(3, 2);
    first.labs.say(3);
    const rooms = all.map((one) => one.receive().welcome!.room);
    const next = place(first);
    const back: FakeBrowser[] = [];
    for (let n = 0; n < 3; n += 1) back.push(await next.page({ class: code, as: device(n) }));
    expect(back.map((one) => [one.welcome!.room, one.welcome!.may])).toEqual(
      rooms.map((room) => [room, ['all']]),
    );
    // Each reads the log of the lab that was lost, and then that of the one in its place.
    for (const one of back) expect(JSON.stringify(one.messages)).toContain('"code":"server-ended"');
    next.labs.say(2);
    for (const one of back) expect(one.receive().timeline.head).toBe(2);
    const presenter = await comesBack(next);
    expect(presenter.classes.at(-1)?.ownLabs?.on).toMatchObject({
      each: 2,
      without: 0,
      labs: [
        { lab: 1, here: 2 },
        { lab: 2, here: 1 },
      ],
    });
  });

  test('[OWN2] [STORE7] a lab that was not made when the server was killed begins as it should have', async () => {
    const { first, code, client } = await begun(1);
    const next = place(first);
    await next.page({ class: code, as: device(0) });
    const made = next.labs.lessons.filter(({ programs }) => programs.client !== undefined).at(-1);
    expect(made?.programs.client).toEqual(client);
    expect(made?.experiment).toMatchObject({ title: 'mine' });
  });

  test('[OWN3] [STORE7] whoever comes only now has the same lab as the others', async () => {
    const { first, code, client } = await begun(1);
    first.labs.say(3);
    const next = place(first);
    const late = await next.page({ class: code, as: device(5) });
    expect(late.classes.at(-1)?.own).toMatchObject({ lab: 2 });
    expect(next.labs.lessons.at(-1)?.programs.client).toEqual(client);
  });

  test('[OWN5] [STORE7] nothing of them is kept once all have come back, and no secret of a device ever is', async () => {
    const { first, presenter } = await begun(2);
    const [file] = first.filesOf('own-labs');
    const kept = readFileSync(join(first.folder, file!), 'utf8');
    expect(kept).toContain('"is":"device"');
    expect(kept).not.toContain(device(0));
    presenter.act({ is: 'own', own: { is: 'end' } });
    await first.store.flush();
    expect(readFileSync(join(first.folder, file!), 'utf8')).toBe('');
    const next = place(first);
    expect(
      (await next.page({ class: presenter.classes.at(-1)!.code, as: device(0) })).welcome,
    ).not.toHaveProperty('may');
    presenter.act({ is: 'own', own: { is: 'begin', each: 1 } });
    expect(readFileSync(join(first.folder, file!), 'utf8')).toContain('"is":"device"');
    presenter.act({ is: 'end' });
    expect(first.filesOf('own-labs')).toEqual([]);
  });
});
