import type { ServerMessage } from './server-messages.ts';

/** A page cannot do without fields like these in a message of each type, nor without what these have in turn. */
const LIKE: Readonly<Record<ServerMessage['type'], object>> = {
  welcome: { version: 0, room: '', lesson: '', network: {} },
  snapshot: { epoch: '', head: 0, state: { seq: 0 } },
  may: { parts: [] },
  events: { epoch: '', head: 0, events: [] },
  done: { id: 0 },
  refused: { id: 0, error: { code: '' } },
  room: { viewers: 0, labHost: '' },
  class: { code: '', part: '' },
  view: { told: {} },
  vote: { told: {} },
  hands: { told: {} },
  error: { error: { code: '' } },
};

/**
 * Returns the message in a text frame of the page's own server, or null if there is none. Never throws. The
 * contents of the fields are not checked against the schema: the page comes from that server, `welcome` tells the version of
 * its protocol, and the tests check all its messages against the schema. The check took a twelfth of the
 * page's script while a log streamed in, and valibot with the schemas 5 kB of the first load.
 */
export function readServerFrame(frame: string): ServerMessage | null {
  try {
    const message: unknown = JSON.parse(frame);
    return isServerMessage(message) ? message : null;
  } catch {
    return null;
  }
}

function isServerMessage(message: unknown): message is ServerMessage {
  const { type } = { ...(message as { readonly type?: unknown } | null) };
  return (
    typeof type === 'string' && Object.hasOwn(LIKE, type) && isLike(message, LIKE[type as keyof typeof LIKE])
  );
}

function isLike(value: unknown, pattern: unknown): boolean {
  if (typeof value !== typeof pattern || value === null || Array.isArray(value) !== Array.isArray(pattern))
    return false;
  return (
    typeof pattern !== 'object' ||
    Object.entries(pattern as object).every(([key, inside]) =>
      isLike((value as Record<string, unknown>)[key], inside),
    )
  );
}
