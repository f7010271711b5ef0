import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forgetOwnRooms, hasOwnRooms } from '../../../../client/lab/forget-rooms.ts';
import { disownClass, ownClasses, rememberClass } from '../../../../client/lab/own-classes.ts';
import { OwnRooms } from '../../../../client/lab/own-rooms.ts';
import { classOfTab, roomToken } from '../../../../client/lab/room-link.ts';

type Act = (lock: object | null) => unknown;

/** The locks of a device, as its tabs share them (Web Locks API, `ifAvailable` only). */
class Locks {
  readonly held = new Set<string>();
  asked = 0;

  async request(name: string, _options: object, act: Act): Promise<void> {
    this.asked += 1;
    if (this.held.has(name)) return void (await act(null));
    this.held.add(name);
    await act({});
    this.held.delete(name);
  }
}

/** A storage whose texts are its own properties, as those of a browser's are. */
function storage(): object {
  return Object.create({
    getItem(this: Record<string, string>, key: string) {
      return this[key] ?? null;
    },
    setItem(this: Record<string, string>, key: string, text: string) {
      this[key] = text;
    },
    removeItem(this: Record<string, string>, key: string) {
      delete this[key];
    },
  }) as object;
}

let locks: Locks;
beforeEach(() => {
  locks = new Locks();
  vi.stubGlobal('navigator', { locks });
  vi.stubGlobal('localStorage', storage());
  vi.stubGlobal('sessionStorage', storage());
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test('a room is another tab’s once the first has it open no longer', async () => {
  const [first, second, third] = [new OwnRooms(), new OwnRooms(), new OwnRooms()];
  first.remember('a', 'secret');
  expect(await second.takeOver('a')).toBeNull();
  first.remember('b', 'other secret');
  await Promise.resolve();
  expect(await second.takeOver('a')).toBe('secret');
  expect(await third.takeOver('a')).toBeNull();
  second.leave();
  await Promise.resolve();
  expect(await third.takeOver('a')).toBe('secret');
});

test('a tab that goes on to watch a room of somebody else has its own open no longer', async () => {
  const first = new OwnRooms();
  first.remember('a', 'secret');
  expect(await first.takeOver('of somebody else')).toBeNull();
  await Promise.resolve();
  expect(await new OwnRooms().takeOver('a')).toBe('secret');
});

test('a room that was left before its lock was granted is locked no longer', async () => {
  const first = new OwnRooms();
  const request = locks.request.bind(locks);
  locks.request = async (...all) => {
    await Promise.resolve();
    return request(...all);
  };
  first.remember('a', 'secret');
  first.remember('b', 'other secret');
  await vi.waitFor(() => expect([...locks.held]).toEqual(['socketscope.rooms.b']));
});

test('two tabs that are opened at once do not both get it', async () => {
  const first = new OwnRooms();
  first.remember('a', 'secret');
  first.leave();
  await Promise.resolve();
  const both = await Promise.all([new OwnRooms().takeOver('a'), new OwnRooms().takeOver('a')]);
  expect(new Set(both)).toEqual(new Set(['secret', null]));
});

test('a room of somebody else is asked for without a lock, and where there are no locks, at once', async () => {
  expect(await new OwnRooms().takeOver('a')).toBeNull();
  expect(locks.asked).toBe(0);
  const first = new OwnRooms();
  first.remember('a', 'secret');
  vi.stubGlobal('navigator', { locks: { request: () => Promise.reject(new Error('no site data')) } });
  expect(await new OwnRooms().takeOver('a')).toBeNull();
  vi.stubGlobal('navigator', {});
  expect(await new OwnRooms().takeOver('a')).toBeNull();
});

test('rooms that were forgotten are known again when that is taken back', () => {
  new OwnRooms().remember('a', 'secret');
  roomToken.keep('a', 'secret');
  const takeBack = forgetOwnRooms();
  expect([hasOwnRooms(), roomToken.read('a')]).toEqual([false, null]);
  new OwnRooms().remember('b', 'other secret');
  takeBack();
  expect([hasOwnRooms(), roomToken.read('a')]).toEqual([true, 'secret']);
  expect(localStorage.getItem('socketscope.rooms')).toMatch(/secret.*other secret/);
});

test('[CLASS1] the secret of a class is the tab’s, is forgotten with those of rooms, and can be had back with them', () => {
  expect(classOfTab.read()).toBeNull();
  classOfTab.keep('K7MXY3');
  expect(classOfTab.read()).toEqual({ code: 'K7MXY3', token: '', was: '' });
  classOfTab.keep('K7MXY3', 'secret');
  expect(JSON.stringify(localStorage)).not.toContain('secret');
  const undo = forgetOwnRooms();
  expect(classOfTab.read()).toBeNull();
  undo();
  expect(classOfTab.read()).toEqual({ code: 'K7MXY3', token: 'secret', was: '' });
  // It presented the class until another device did.
  classOfTab.keep('K7MXY3', '', 'secret');
  expect(classOfTab.read()).toEqual({ code: 'K7MXY3', token: '', was: 'secret' });
  classOfTab.forget();
  expect(classOfTab.read()).toBeNull();
});

test('[CLASS12] a device remembers its newest classes, and forgets one with its room’s secret, or all and back', () => {
  new OwnRooms().remember('a', 'secret');
  for (let i = 0; i < 10; i += 1) rememberClass(`C${i}`, 'secret', 'a');
  rememberClass('C3', 'other secret', 'b');
  expect(ownClasses().map(([code]) => code)).toEqual(['C3', 'C9', 'C8', 'C7', 'C6', 'C5', 'C4', 'C2']);
  const bringBack = forgetOwnRooms();
  expect(hasOwnRooms()).toBe(false);
  bringBack();
  expect(ownClasses()).toHaveLength(8);
  disownClass(ownClasses()[1]!);
  expect(ownClasses().map(([code]) => code)).not.toContain('C9');
  expect(localStorage.getItem('socketscope.rooms')).toBe('[]');
});
