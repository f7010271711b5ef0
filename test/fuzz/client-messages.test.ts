import { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { WebSocket } from 'ws';
import { Classes } from '../../server/classes/classes.ts';
import { Rooms } from '../../server/rooms/rooms.ts';
import { TextFrames } from '../../server/web/text-frames.ts';
import { TokenBucket } from '../../server/token-bucket.ts';
import { ViewerConnection } from '../../server/web/viewer-connection.ts';
import { LIMITS } from '../../shared/limits.ts';
import { clientMessageSchema, parseClientMessage } from '../../shared/protocol/client-messages.ts';
import { parseServerMessage, type ServerMessage } from '../../shared/protocol/server-messages.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { damaged, damagedText } from '../support/damaged.ts';
import { FakeLabs } from '../support/fake-labs.ts';
import { fuzz } from '../support/fuzz.ts';
import { withPrograms } from '../support/random-events.ts';
import { valuesOf } from '../support/schema-values.ts';

const message = valuesOf(clientMessageSchema, withPrograms);
const text = (one: unknown): string => JSON.stringify(one);
const frame = fc.oneof(
  { arbitrary: message.map(text), weight: 4 },
  { arbitrary: damaged(message).map(text), weight: 3 },
  damagedText(message.map(text), ['{', '"', '\0', 'null', '1e999', '"__proto__":{}']),
  fc.json({ maxDepth: 2 }),
);
const hello = { type: 'hello', version: PROTOCOL_VERSION, lesson: 'L1' };

/** The server's end of a WebSocket whose other end is the test. */
class FakeSocket extends EventEmitter {
  readonly OPEN = 1;
  readonly readyState = 1;
  isClosed = false;
  heard: ServerMessage[] = [];
  readonly stream = {
    writableLength: 0,
    cork: (): void => {},
    uncork: (): void => {},
    write: (frame: Buffer, left?: () => void): void => {
      const [, length = 0] = frame;
      const sent = frame.toString('utf8', length < 126 ? 2 : length === 126 ? 4 : 10);
      const read = parseServerMessage(sent);
      if (read === null) throw new Error(`not a server's message: ${sent.slice(0, 200)}`);
      this.heard.push(read);
      left?.();
    },
  };
  close(): void {
    this.isClosed = true;
  }
  terminate(): void {
    this.isClosed = true;
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const bucket = (): TokenBucket => new TokenBucket(1000, 1000, performance.now());

fuzz({
  title: '[PROTO4] any frames of a browser are answered, and one that is refused changes nothing',
  share: 0.08,
  cases: fc.tuple(fc.boolean(), fc.array(frame, { minLength: 1, maxLength: 6 })),
  async check([isIn, frames]) {
    const labs = new FakeLabs();
    const rooms = new Rooms({ labs, version: '0' });
    const socket = new FakeSocket();
    const buckets = { joins: bucket(), commands: bucket(), guesses: bucket(), longKiB: bucket() };
    const visitor = { address: '127.0.0.1', ...buckets };
    const connection = new ViewerConnection({
      socket: socket as unknown as WebSocket,
      stream: socket.stream as unknown as Duplex,
      shared: { frames: new TextFrames(), queueBytes: LIMITS.viewerQueueBytes, store: null, relay: null },
      classes: new Classes(rooms),
      visitor: visitor as never,
      mayOpen: true,
    });
    const changed = (): string =>
      text([labs.commands.length, labs.lessons.length, rooms.counts, Object.keys(Object.prototype)]);
    for (const sent of isIn ? [text(hello), ...frames] : frames) {
      if (socket.isClosed) break;
      socket.heard = [];
      const before = changed();
      socket.emit('message', Buffer.from(sent), false);
      await turn();
      const refusal = socket.heard.find(({ type }) => type === 'refused');
      if (refusal !== undefined) expect(changed()).toBe(before);
      const asked = parseClientMessage(sent);
      // A class tells its news when its throttle lets it, which may be now.
      const answers = socket.heard.filter(({ type }) => !['class', 'vote', 'hands'].includes(type));
      if (asked === null) expect(answers).toMatchObject([{ type: 'error', error: { code: 'bad-message' } }]);
      else if (asked.type === 'class') expect(changed()).toBe(before);
      else if (asked.type !== 'hello' && !socket.isClosed)
        expect(socket.heard.filter((one) => 'id' in one && one.id === asked.id)).toHaveLength(1);
    }
    connection.goAway();
    socket.emit('close');
  },
});
