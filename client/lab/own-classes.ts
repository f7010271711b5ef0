import { onDevice, parsed } from '../storage.ts';
import { forgetRoom } from './own-rooms.ts';

const KEY = 'socketscope.classes';
/** So many classes are remembered on this device, the newest first: a teacher's day. */
const REMEMBERED = 8;

/** A class that this device presents, its secret, and the room in which it is. */
export type OwnClass = readonly [code: string, token: string, room: string];

/** A class of this device that is on. */
export interface OwnClassOn {
  readonly own: OwnClass;
  readonly followers: number;
  /** Another tab or device presents it at this moment. */
  readonly isPresented: boolean;
}

export function ownClasses(): readonly OwnClass[] {
  const kept = parsed(onDevice.read(KEY));
  return Array.isArray(kept) ? kept.filter(isOwn) : [];
}

export function keepOwnClasses(classes: readonly OwnClass[]): void {
  onDevice.keep(KEY, JSON.stringify(classes.slice(0, REMEMBERED)));
}

/** So that a tab that was closed does not take the way back with it. */
export function rememberClass(code: string, token: string, room: string): void {
  keepOwnClasses([[code, token, room], ...ownClasses().filter(([one]) => one !== code)]);
}

export function forgetClass(code: string): void {
  const all = ownClasses();
  const left = all.filter(([one]) => one !== code);
  if (left.length < all.length) keepOwnClasses(left);
}

/** This device is not the presenter's: the secret of the class's room would present it, too. */
export function disownClass([code, , room]: OwnClass): void {
  forgetClass(code);
  forgetRoom(room);
}

function isOwn(kept: unknown): kept is OwnClass {
  return Array.isArray(kept) && kept.length === 3 && kept.every((one) => typeof one === 'string');
}
