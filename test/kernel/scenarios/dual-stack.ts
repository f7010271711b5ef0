import { setTimeout as sleep } from 'node:timers/promises';
import { openSockDiag } from '../../../server/lab-host/kernel/sock-diag.ts';
import { accept4, connect, getpeername } from '../../../server/lab-host/libc/socket-calls.ts';
import { must } from '../../../server/lab-host/libc/result.ts';
import { listener, newSocket, twoHosts, value } from './two-hosts.ts';

/** Reaches one listener on `::` by IPv4 and by IPv6, after a silence in which nobody sends. */
export async function dualStack() {
  const lab = twoHosts();
  await sleep(1500);
  const strayPackets = lab.crossed.length;
  const listening = listener(lab.server, { family: 'AF_INET6', host: '::', port: 8080 });
  const diag = openSockDiag(lab.server);
  const peers: string[] = [];
  for (const [family, host] of [
    ['AF_INET', '192.168.127.1'],
    ['AF_INET6', 'fd00:127::1'],
  ] as const) {
    const client = newSocket(lab.client, family);
    await value(connect(client, { family, host, port: 8080 }));
    const accepted = await value(accept4(listening));
    peers.push(accepted.peer.host);
    if (must(getpeername(client), 'getpeername').host !== host) throw new Error('peer differs');
  }
  const facts = {
    strayPackets,
    peers,
    remotes: diag
      .dump()
      .map(({ remote }) => remote.host)
      .sort(),
  };
  diag.close();
  await lab.close();
  return facts;
}
