import { createBlockedProbe } from '../../../server/lab-host/kernel/blocked-probe.ts';
import { openCapture } from '../../../server/lab-host/networks/packet-capture.ts';
import { openSockDiag, type SocketRow } from '../../../server/lab-host/kernel/sock-diag.ts';
import { readTcpInfo } from '../../../server/lab-host/kernel/tcp-info.ts';
import {
  accept4,
  close,
  connect,
  getsockname,
  recv,
  send,
  shutdown,
} from '../../../server/lab-host/libc/socket-calls.ts';
import { blockedCallsInFlight } from '../../../server/lab-host/libc/thread-budget.ts';
import { must } from '../../../server/lab-host/libc/result.ts';
import { listener, newSocket, serverAddress, twoHosts, until, value } from './two-hosts.ts';

const MESSAGE = Buffer.from('Hello, Socketscope! 你好');

/** Observes a whole TCP conversation over our wire by every means there is. */
export async function conversation() {
  const lab = twoHosts();
  const probe = createBlockedProbe();
  const blocked = (): string[] =>
    probe.blockedCalls().map(({ call, argument }) => `${call} ${names.get(argument) ?? argument}`);
  const names = new Map<number, string>();
  const serverDiag = openSockDiag(lab.server);
  const clientDiag = openSockDiag(lab.client);
  const captured: Buffer[] = [];
  const capture = openCapture(lab.client, 'eth0', ({ bytes }) => captured.push(bytes));
  const life: string[] = [];
  const cookies = new Set<string>();
  const note = (when: string): void => {
    const show = (rows: SocketRow[]): string =>
      rows
        .map(({ state, inode }) => `${state}${inode ? '' : ' queued'}`)
        .sort()
        .join(' + ') || 'none';
    life.push(`${when}: server ${show(serverDiag.dump())}; client ${show(clientDiag.dump())}`);
    for (const row of serverDiag.dump()) if (row.state !== 'LISTEN') cookies.add(row.cookie);
  };

  const listening = listener(lab.server, serverAddress);
  names.set(listening, 'listener');
  note('listening');
  const accepting = accept4(listening);
  await until(() => blocked().length === 1, 'accept blocks');
  const blockedInAccept = blocked();

  const client = newSocket(lab.client);
  names.set(client, 'client');
  lab.hold = (from) => from === 'client' && lab.crossed.length > 2;
  const connecting = connect(client, serverAddress);
  await until(() => lab.held.length === 1, 'the third handshake segment is held');
  note('handshake held before its last segment');
  await value(connecting);
  lab.hold = () => false;
  lab.release();
  const accepted = await value(accepting);
  names.set(accepted.fd, 'accepted');
  note('connected');

  const receiving = recv(accepted.fd, 4096);
  await until(() => blocked().includes('recv accepted'), 'recv blocks');
  const sent = await value(send(client, MESSAGE));
  const received = await value(receiving);
  await until(
    () => (must(readTcpInfo(client), 'tcp-info')?.bytesAcked ?? 0) === MESSAGE.length + 1,
    'acknowledged',
  );
  const clientInfo = must(readTcpInfo(client), 'tcp-info');

  await value(send(accepted.fd, Buffer.alloc(5)));
  await until(() => clientDiag.dump()[0]?.rqueue === 5, 'five bytes unread');
  const unread = clientDiag.dump()[0];
  must(shutdown(client, 'SHUT_WR'), 'shutdown');
  await until(() => serverDiag.dump().some(({ state }) => state === 'CLOSE_WAIT'), 'CLOSE_WAIT');
  note('client has shut down');
  const endOfStream = await value(recv(accepted.fd, 10));
  await value(recv(client, 5));
  must(close(accepted.fd), 'close');
  await until(() => clientDiag.dump()[0]?.state === 'TIME_WAIT', 'TIME_WAIT');
  await until(() => serverDiag.dump().every(({ state }) => state === 'LISTEN'), 'the last ACK has arrived');
  note('server has closed');
  const timeWait = clientDiag.dump()[0];
  must(close(client), 'close');
  const clientPort = must(getsockname(listening), 'getsockname').port;
  must(shutdown(listening, 'SHUT_RDWR'), 'shutdown');
  must(close(listening), 'close');
  note('all closed');
  capture.drain();

  const facts = {
    blockedInAccept,
    peer: accepted.peer.host,
    sent,
    received: received.toString(),
    asked: MESSAGE.toString(),
    endOfStream: endOfStream.length,
    life,
    cookies: cookies.size,
    clientInfo,
    unread: unread && { rqueue: unread.rqueue, rmemAlloc: unread.memory?.rmemAlloc },
    timeWait: timeWait && { kind: timeWait.timer.kind, expiresMs: timeWait.timer.expiresMs },
    listenerPort: clientPort,
    crossed: lab.crossed.map(({ bytes }) => bytes.toString('hex')),
    captured: captured.map((bytes) => bytes.toString('hex')),
    captureDropped: capture.takeDropped(),
    nic: lab.client.nic?.stats(),
    timers: lab.client.appliedTimers,
    shortcomings: lab.client.shortcomings,
    blockedAtEnd: blockedCallsInFlight(),
  };
  capture.close();
  probe.close();
  serverDiag.close();
  clientDiag.close();
  await lab.close();
  return facts;
}
