import { inTab } from '../storage.ts';

/** `#/room/<id>`: the room a page shows, so that a reload and a shared link come back to it. */
export function roomInHash(hash: string): string | null {
  return /^#\/room\/([A-Za-z0-9_-]{1,64})$/.exec(hash)?.[1] ?? null;
}

/** `#/class/<code>`: the class that a page follows, in whichever room it is. */
export function classInHash(hash: string): string | null {
  return /^#\/class\/(.{1,64})$/.exec(hash)?.[1] ?? null;
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

const LAST_ROOM = 'socketscope.room';

/** The controller's secret, kept for this tab: while it is open, another tab on the same device joins as a viewer. */
export const roomToken = {
  key: (room: string): string => `socketscope.token.${room}`,
  read(room: string): string | null {
    return inTab.read(this.key(room)) || null;
  },
  keep(room: string, token: string): void {
    inTab.keep(this.key(room), token);
    inTab.keep(LAST_ROOM, room);
  },
  forget(room: string): void {
    inTab.keep(this.key(room), '');
  },
  /** The room that this tab controlled last, with its secret. */
  last(): { readonly room: string; readonly token: string } | undefined {
    const room = inTab.read(LAST_ROOM);
    const token = room === null ? null : this.read(room);
    return room && token ? { room, token } : undefined;
  },
};

/**
 * The class that this tab is in: its code, and its secret if the tab presents it, or `was`, if it did until another tab or
 * device did: it does again only when somebody says so. A tab that follows a class knows the way back from a lab of its own.
 */
export const classOfTab = {
  /** It is forgotten together with the secrets of rooms. */
  key: roomToken.key('class'),
  /** A secret that the tab has not got is undefined or empty. */
  read(): {
    readonly code: string;
    readonly token: string | undefined;
    readonly was: string | undefined;
  } | null {
    const [code, token, was] = inTab.read(this.key)?.split(' ') ?? [];
    return code ? { code, token, was } : null;
  },
  keep(code: string, token = '', was = ''): void {
    inTab.keep(this.key, `${code} ${token} ${was}`);
  },
  forget(): void {
    inTab.keep(this.key, '');
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
