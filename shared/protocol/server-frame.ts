import type { ServerMessage } from './server-messages.ts';

const TYPES: Readonly<Record<ServerMessage['type'], true>> = {
  welcome: true,
  snapshot: true,
  events: true,
  done: true,
  refused: true,
  room: true,
  error: true,
};

/**
 * Returns the message in a text frame of the page's own server, or null if there is none. Never throws. The
 * fields are not checked against the schema: the page comes from that server, `welcome` tells the version of
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
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    typeof message.type === 'string' &&
    Object.hasOwn(TYPES, message.type)
  );
}
