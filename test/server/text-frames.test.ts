import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { TextFrames } from '../../server/web/text-frames.ts';

/** Returns the texts that a client of the ws library reads. */
async function read(frames: readonly Buffer[]): Promise<string[]> {
  const http = createServer();
  const sockets = new WebSocketServer({ noServer: true });
  http.on('upgrade', (request, stream: Duplex, head) => {
    sockets.handleUpgrade(request, stream, head, (socket) => {
      for (const frame of frames) stream.write(frame);
      socket.close();
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const texts: string[] = [];
  const client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`);
  client.on('message', (data: Buffer, isBinary: boolean) => texts.push(`${isBinary}${data.toString()}`));
  await new Promise<void>((resolve) => client.once('close', () => resolve()));
  await new Promise<void>((resolve) => http.close(() => resolve()));
  return texts;
}

test('a frame is read as the text that it was made of, at each of the three ways to write a length', async () => {
  const lengths = [0, 1, 125, 126, 127, 65_535, 65_536, 200_000];
  const texts = [...lengths.map((length) => 'x'.repeat(length)), '“四次挥手” \u{1f600}'.repeat(40)];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 8 }), async (more) => {
      const frames = new TextFrames();
      const all = [...texts, ...more];
      expect(await read(all.map((text) => frames.of(text)))).toEqual(all.map((text) => `false${text}`));
    }),
    { numRuns: 30 },
  );
});

test('a text that was sent a moment ago is not encoded again, and those of long ago are not kept', () => {
  const frames = new TextFrames();
  const first = frames.of('first');
  expect(frames.of('first')).toBe(first);
  for (let i = 0; i < 100; i += 1) frames.of(String(i));
  expect(frames.of('99')).toBe(frames.of('99'));
  expect(frames.of('first')).not.toBe(first);
  const again = frames.of('first');
  frames.forget();
  expect(frames.of('first')).not.toBe(again);
});
