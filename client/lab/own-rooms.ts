import { onDevice, parsed } from '../storage.ts';

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

function isOwn(kept: unknown): kept is Own {
  return Array.isArray(kept) && kept.length === 2 && kept.every((one) => typeof one === 'string');
}

/** The rooms that this tab controls. Another tab of this device may, once this one has them open no longer. */
export class OwnRooms {
  readonly #remembered = new Set<string>();
  /** The room that this tab has open. */
  #open: string | null = null;
  /** Gives the lock of that room back. A tab that closes gives it back, too. */
  #release = (): void => {};

  /** A room is remembered once, so that one that was forgotten stays so when its connection comes again. */
  remember(room: string, token: string): void {
    void this.#hold(room);
    if (this.#remembered.has(room)) return;
    this.#remembered.add(room);
    const others = ownRooms().filter(([one]) => one !== room);
    keepOwnRooms([[room, token] as const, ...others].slice(0, REMEMBERED));
  }

  /**
   * Returns the secret of a room that a tab of this device controlled, or null if none did, or if another tab has it
   * open: two tabs that step the same lab would surprise each other.
   */
  async takeOver(room: string): Promise<string | null> {
    const token = ownRooms().find(([one]) => one === room)?.[1];
    return token !== undefined && (await this.#hold(room)) ? token : null;
  }

  leave(): void {
    this.#release();
    this.#open = null;
  }

  /** Says whether this tab has the room's lock. Browsers have locks on secure pages only: localhost and HTTPS. */
  #hold(room: string): Promise<boolean> | boolean {
    if (this.#open === room) return true;
    this.leave();
    return new Promise((resolve) => {
      const had = (navigator as Partial<Navigator>).locks?.request(
        `${KEY}.${room}`,
        { ifAvailable: true },
        (lock) => {
          resolve(lock !== null);
          if (lock !== null) this.#open = room;
          return lock && new Promise<void>((release) => (this.#release = release));
        },
      );
      // A page that may keep nothing has no locks either.
      if (had === undefined) resolve(false);
      had?.catch(() => resolve(false));
    });
  }
}
