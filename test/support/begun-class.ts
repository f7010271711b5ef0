import { Classes } from '../../server/classes/classes.ts';
import type { RoomLimits } from '../../server/rooms/places.ts';
import { Rooms } from '../../server/rooms/rooms.ts';
import { FakeBrowser } from './fake-browser.ts';
import { FakeLabs } from './fake-labs.ts';
import { turn } from './kept-place.ts';

/** A server with fake labs, and a presenter there whose class has begun. */
export async function begunClass(lesson = 'L1', limits: Partial<RoomLimits> = {}) {
  const labs = new FakeLabs();
  const clock = { ms: 0 };
  const rooms = new Rooms({ labs, version: '0', nowMs: () => clock.ms, limits });
  const classes = new Classes(rooms, () => clock.ms);
  const presenter = new FakeBrowser(classes).connect({ lesson }).receive();
  await turn();
  presenter.act({ is: 'begin' }).receive();
  const { code, token } = presenter.classes.at(-1)!;
  /** A follower's page comes in, on the device of this secret. */
  const follower = (as: string): FakeBrowser =>
    new FakeBrowser(classes).connect({ class: code, as }).receive();
  return { labs, clock, rooms, classes, presenter, code, presents: { code, token: token! }, follower };
}
