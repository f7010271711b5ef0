import { createBlockedProbe } from '../../../server/lab-host/kernel/blocked-probe.ts';
import { accept4, connect } from '../../../server/lab-host/libc/socket-calls.ts';
import { exitNow } from '../../../server/lab-host/libc/process.ts';
import { listener, newSocket, serverAddress, twoHosts, until } from './two-hosts.ts';

async function blockInAccept(): Promise<void> {
  const lab = twoHosts();
  void accept4(listener(lab.server, serverAddress));
  const probe = createBlockedProbe();
  await until(() => probe.blockedCalls().length === 1, 'accept blocks');
}

/** Leaves by exitNow while a thread is blocked. */
export async function exitWhileBlocked(): Promise<void> {
  await blockInAccept();
  exitNow(7);
}

/** Ends by an uncaught exception while a thread is blocked. */
export async function throwWhileBlocked(): Promise<void> {
  await blockInAccept();
  setTimeout(() => {
    throw new Error('thrown during a blocked accept');
  });
  await new Promise(() => {});
}

/** Throws when a segment is handed over, inside a callback of the event loop. */
export async function throwOnSegment(): Promise<void> {
  const lab = twoHosts();
  lab.hold = () => {
    throw new Error('thrown on a segment');
  };
  void connect(newSocket(lab.client), serverAddress);
  await new Promise(() => {});
}
