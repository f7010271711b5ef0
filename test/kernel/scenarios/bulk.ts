import { createHash } from 'node:crypto';
import { accept4, connect, recv, send } from '../../../server/lab-host/libc/socket-calls.ts';
import { listener, newSocket, serverAddress, twoHosts, value } from './two-hosts.ts';

const CHUNK = 1 << 20;
const CHUNKS = 32;

/** Sends 32 MB as fast as two blocking programs can. Every byte arrives, and no queue overflows unnoticed. */
export async function bulk() {
  const lab = twoHosts();
  const listening = listener(lab.server, serverAddress);
  const client = newSocket(lab.client);
  await value(connect(client, serverAddress));
  const accepted = await value(accept4(listening));
  const sentHash = createHash('sha256');
  const receivedHash = createHash('sha256');
  const startedAt = performance.now();
  const sending = (async () => {
    for (let index = 0; index < CHUNKS; index += 1) {
      const chunk = Buffer.alloc(CHUNK, `${index} `);
      sentHash.update(chunk);
      await value(send(client, chunk));
    }
  })();
  let received = 0;
  while (received < CHUNK * CHUNKS) {
    const bytes = await value(recv(accepted.fd, 1 << 16));
    receivedHash.update(bytes);
    received += bytes.length;
  }
  await sending;
  const seconds = (performance.now() - startedAt) / 1000;
  const facts = {
    identical: sentHash.digest('hex') === receivedHash.digest('hex'),
    megabytesPerSecond: received / 1e6 / seconds,
    segments: lab.crossed.length,
    longestSegment: Math.max(...lab.crossed.map(({ bytes }) => bytes.length)),
    dropped: [lab.client, lab.server].map((host) => host.nic?.stats().txDropped),
  };
  await lab.close();
  return facts;
}
