import { onDevice, parsed } from '../storage.ts';

const KEY = 'socketscope.rooms';
/** So many rooms are remembered on this device, the newest first. */
const REMEMBERED = 20;

type Own = readonly [room: string, token: string];

function ownRooms(): readonly Own[] {
  const kept = parsed(onDevice.read(KEY));
  return Array.isArray(kept) ? kept.filter(isOwn) : [];
}

function keep(rooms: readonly Own[]): void {
  onDevice.keep(KEY, JSON.stringify(rooms));
}

export const hasOwnRooms = (): boolean => ownRooms().length > 0;

/** Forgets the secrets of all rooms, and returns what brings them back. A tab that is open keeps its own. */
export function forgetOwnRooms(): () => void {
  const before = ownRooms();
  keep([]);
  return () => keep(before);
}

function isOwn(kept: unknown): kept is Own {
  return Array.isArray(kept) && kept.length === 2 && kept.every((one) => typeof one === 'string');
}

/** Browsers have locks on secure pages only: localhost and HTTPS. */
function locks(): LockManager | undefined {
  return globalThis.navigator?.locks;
}

/** The rooms that this tab controls: when it has closed, another tab of the same device may. */
export class OwnRooms {
  readonly #held = new Set<string>();

  remember(room: string, token: string): void {
    const others = ownRooms().filter(([one]) => one !== room);
    keep([[room, token] as const, ...others].slice(0, REMEMBERED));
    if (this.#held.has(room)) return;
    this.#held.add(room);
    // The lock is never given back, so that it ends with the tab.
    void locks()?.request(`${KEY}.${room}`, () => new Promise(() => {}));
  }
}

/**
 * Returns the secret of a room that a tab of this device controlled, or null if none did, or if such a tab is still
 * open: two tabs that step the same lab would surprise each other.
 */
export async function secretOfClosedTab(room: string): Promise<string | null> {
  const token = ownRooms().find(([one]) => one === room)?.[1];
  const asked = await locks()?.query();
  if (token === undefined || asked === undefined) return null;
  return (asked.held ?? []).some(({ name }) => name === `${KEY}.${room}`) ? null : token;
}
