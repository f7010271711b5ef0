import { errnoOf } from '../../../server/lab-host/libc/errno.ts';
import {
  accept4,
  bind,
  close,
  connect,
  dup3,
  listen,
  recv,
  send,
  shutdown,
} from '../../../server/lab-host/libc/socket-calls.ts';
import { createBlockedProbe } from '../../../server/lab-host/kernel/blocked-probe.ts';
import type { Result } from '../../../server/lab-host/libc/result.ts';
import { blockedCallsInFlight } from '../../../server/lab-host/libc/thread-budget.ts';
import { listener, newSocket, serverAddress, twoHosts, until, value } from './two-hosts.ts';

/** Collects the kernel's errors for calls that cannot be done, and ends blocked calls. */
export async function errors() {
  const lab = twoHosts();
  const probe = createBlockedProbe();
  const blocks = (fd: number): Promise<void> =>
    until(() => probe.blockedCalls().some(({ argument }) => argument === fd), `fd ${fd} blocks`);

  const refused = await connect(newSocket(lab.client), serverAddress);
  const unreachable = await connect(newSocket(lab.client), { ...serverAddress, host: '10.0.0.1' });
  const notOurs = bind(newSocket(lab.client), serverAddress);
  const listening = listener(lab.server, serverAddress);
  const taken = newSocket(lab.server);
  const inUse = [bind(taken, serverAddress), listen(listening, 8)];
  const notConnected = await send(newSocket(lab.client), Buffer.from('x'));
  const badFd = await recv(9999, 10);

  const accepting = accept4(listening);
  await blocks(listening);
  shutdown(listening, 'SHUT_RDWR');
  const endedAccept = await accepting;
  listen(listening, 8);

  const client = newSocket(lab.client);
  await value(connect(client, serverAddress));
  await value(accept4(listening));
  const receiving = recv(client, 10);
  await blocks(client);
  shutdown(client, 'SHUT_RDWR');
  const endedRecv = await receiving;
  const brokenPipe = await send(client, Buffer.from('x'));

  // When close() runs under a blocked recv(), the number is reused, but the call still waits on the old
  // socket.
  const second = newSocket(lab.client);
  await value(connect(second, serverAddress));
  const closing = await value(accept4(listening));
  const receivingUnderClose = recv(closing.fd, 10);
  await blocks(closing.fd);
  dup3(newSocket(lab.server), closing.fd);
  const stillBlocked = probe.blockedCalls().some(({ argument }) => argument === closing.fd);
  await value(send(second, Buffer.from('late')));
  const receivedAfterClose = (await value(receivingUnderClose)).toString();

  const waiting = Array.from({ length: 48 }, () => accept4(listening));
  const beyondBudget = await accept4(listening).then(
    () => 'accepted',
    (error: unknown) => (error as { code?: string }).code,
  );
  const inFlightWhenFull = blockedCallsInFlight();
  const startedAt = performance.now();
  await until(() => probe.blockedCalls().length === 48, '48 calls block');
  const lookedAt = performance.now();
  probe.blockedCalls();
  const lookMs = performance.now() - lookedAt;
  shutdown(listening, 'SHUT_RDWR');
  await Promise.all(waiting);
  close(listening);
  await lab.close();
  return {
    refused: outcome(refused),
    unreachable: outcome(unreachable),
    notOurs: outcome(notOurs),
    inUse: inUse.map(outcome),
    notConnected: outcome(notConnected),
    badFd: outcome(badFd),
    endedAccept: outcome(endedAccept),
    endedRecv: endedRecv.ok ? endedRecv.value.length : outcome(endedRecv),
    brokenPipe: outcome(brokenPipe),
    stillBlocked,
    receivedAfterClose,
    beyondBudget,
    inFlightWhenFull,
    inFlightAtEnd: blockedCallsInFlight(),
    lookMs,
    filledInMs: lookedAt - startedAt,
  };
}

function outcome(result: Result<unknown>): string {
  return result.ok ? 'ok' : errnoOf(result.errno).name;
}
