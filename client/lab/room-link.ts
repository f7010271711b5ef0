import { inTab } from '../storage.ts';

/** `#/room/<id>`: the room a page shows, so that a reload and a shared link come back to it. */
export function roomInHash(hash: string): string | null {
  return /^#\/room\/([A-Za-z0-9_-]{1,64})$/.exec(hash)?.[1] ?? null;
}

/** `#/try/<composition>`: an experiment that somebody shared, packed (`composer/link.ts`). */
export function experimentInHash(hash: string): string | null {
  return /^#\/try\/(.*)$/.exec(hash)?.[1] ?? null;
}

export function hashOfRoom(room: string): string {
  return `#/room/${room}`;
}

/** The lesson that the address asks for, live or recorded. */
export function lessonAsked(): string | null {
  const query = new URLSearchParams(location.search);
  return query.get('lesson') ?? query.get('replay');
}

/**
 * The link for viewers: the page and this room, nothing else. The controller's token is never in it, nor a
 * language, because each viewer has one of their own. A page that was opened as localhost gives the address
 * that the server named for other machines.
 */
export function viewerLink(page: string, othersAt: string | null, room: string): string {
  const isHere = /^(localhost|127\..*|\[::1\])$/.test(new URL(page).hostname);
  const url = new URL(isHere && othersAt !== null ? othersAt : page);
  url.search = '';
  url.hash = hashOfRoom(room);
  return url.href;
}

const LAST_ROOM = 'socketscope.room';

/** The controller's secret, kept for this tab: while it is open, another tab on the same device joins as a viewer. */
export const roomToken = {
  key: (room: string): string => `socketscope.token.${room}`,
  read(room: string): string | null {
    return inTab.read(this.key(room));
  },
  keep(room: string, token: string): void {
    inTab.keep(this.key(room), token);
    inTab.keep(LAST_ROOM, room);
  },
  /** The room that this tab controlled last, with its secret. */
  last(): { readonly room: string; readonly token: string } | null {
    const room = inTab.read(LAST_ROOM);
    const token = room === null ? null : this.read(room);
    return room === null || token === null ? null : { room, token };
  },
};

/** The WebSocket's address on the page's own origin and path. */
export function socketAddress(page: string): string {
  const url = new URL('ws', page);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.search = '';
  url.hash = '';
  return url.href;
}
