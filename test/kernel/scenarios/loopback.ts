import { createHost } from '../../../server/lab-host/networks/hosts/host.ts';
import { type CapturedPacket, openCapture } from '../../../server/lab-host/networks/packet-capture.ts';
import { accept4, bind, connect, recv, send } from '../../../server/lab-host/libc/socket-calls.ts';
import { must } from '../../../server/lab-host/libc/result.ts';
import { MSG_WAITALL } from '../../../server/lab-host/libc/constants.ts';
import { listener, newSocket, payloadLength, serverAddress, value } from './two-hosts.ts';

const BYTES = 20_000;

/** Tries the loopback grade: one host, two addresses on `lo`, and a capture of its segments. */
export async function loopback() {
  const host = createHost({
    name: 'both',
    nic: null,
    addresses: ['192.168.127.1/32', '192.168.127.2/32', 'fd00:127::1/128', 'fd00:127::2/128'],
    loUp: true,
    timers: 'kernel',
  });
  const packets: CapturedPacket[] = [];
  const capture = openCapture(host, 'lo', (packet) => packets.push(packet));
  const startedAtMicros = Date.now() * 1000;
  const listening = listener(host, serverAddress);
  const client = newSocket(host);
  must(bind(client, { ...serverAddress, host: '192.168.127.2', port: 0 }), 'bind');
  await value(connect(client, serverAddress));
  const accepted = await value(accept4(listening));
  const receiving = recv(accepted.fd, BYTES, MSG_WAITALL);
  await value(send(client, Buffer.alloc(BYTES, 'x')));
  const received = (await value(receiving)).length;
  capture.drain();
  const outgoing = packets.filter(({ pktType }) => pktType === 'outgoing');
  const facts = {
    shortcomings: host.shortcomings,
    peer: accepted.peer.host,
    received,
    types: [...new Set(packets.map(({ pktType }) => pktType))].sort(),
    capturedPayload: outgoing.reduce((sum, { bytes }) => sum + payloadLength(bytes), 0),
    longestPacket: Math.max(...packets.map(({ bytes }) => bytes.length)),
    clockErrorMs: Math.abs((packets[0]?.atMicros ?? 0) - startedAtMicros) / 1000,
    nic: host.nic,
  };
  capture.close();
  await host.close();
  return facts;
}
