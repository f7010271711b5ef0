import { onDevice, parsed } from '../storage.ts';
import { roomToken } from './room-link.ts';

const KEY = 'socketscope.rooms';
/** So many rooms are remembered on this device, the newest first. */
const REMEMBERED = 20;

type Own = readonly [room: string, token: string];

export function ownRooms(): readonly Own[] {
  const kept = parsed(onDevice.read(KEY));
  return Array.isArray(kept) ? kept.filter(isOwn) : [];
}

export function keepOwnRooms(rooms: readonly Own[]): void {
  onDevice.keep(KEY, JSON.stringify(rooms));
}

/** This device controls the room no longer. */
export function forgetRoom(room: string): void {
  const all = ownRooms();
  const left = all.filter(([one]) => one !== room);
  if (left.length < all.length) keepOwnRooms(left);
  roomToken.forget(room);
}

function isOwn(kept: unknown): kept is Own {
  return Array.isArray(kept) && kept.length === 2 && kept.every((one) => typeof one === 'string');
}

/** The rooms that this tab controls. Another tab of this device may, once this one has them open no longer. */
export class OwnRooms {
  /** The room that this tab has open, and whether it has the room's lock. */
  #open: string | null = null;
  #held?: Promise<boolean>;
  /** Gives the lock back. A tab that closes gives it back, too. */
  #release = (): void => {};

  remember(room: string, token: string): void {
    const others = ownRooms().filter(([one]) => one !== room);
    keepOwnRooms([[room, token] as const, ...others].slice(0, REMEMBERED));
    void this.#hold(room);
  }

  /**
   * Returns the secret of a room that a tab of this device controlled, or null if none did, or if another tab has it
   * open: two tabs that step the same lab would surprise each other.
   */
  async takeOver(room: string): Promise<string | null> {
    const token = ownRooms().find(([one]) => one === room)?.[1];
    if (token === undefined) this.leave();
    return token !== undefined && (await this.#hold(room)) ? token : null;
  }

  leave(): void {
    this.#open = null;
    this.#release();
  }

  #hold(room: string): Promise<boolean> {
    if (this.#open === room && this.#held) return this.#held;
    this.leave();
    this.#open = room;
    return (this.#held = this.#lock(room));
  }

  /** Browsers have locks on secure pages only: localhost and HTTPS. A page that may keep nothing has none either. */
  async #lock(room: string): Promise<boolean> {
    const { locks } = navigator as Partial<Navigator>;
    const has = await new Promise<boolean>((resolve) => {
      const no = (): void => resolve(false);
      const asked = locks?.request(`${KEY}.${room}`, { ifAvailable: true }, (lock) => {
        // The room may have been left before the browser has answered.
        if (lock === null || this.#open !== room) return null;
        resolve(true);
        return new Promise<void>((release) => (this.#release = release));
      });
      void Promise.resolve(asked).then(no, no);
    });
    if (!has && this.#open === room) this.#open = null;
    return has;
  }
}
