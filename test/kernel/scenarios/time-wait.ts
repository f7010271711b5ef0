import { openSockDiag } from '../../../server/lab-host/kernel/sock-diag.ts';
import { accept4, close, connect } from '../../../server/lab-host/libc/socket-calls.ts';
import { must } from '../../../server/lab-host/libc/result.ts';
import { listener, newSocket, serverAddress, twoHosts, until, value } from './two-hosts.ts';

const CONNECTIONS = 80;

/** Connects and closes again and again, as a program in a loop does. Returns what the kernel keeps of that. */
export async function timeWait() {
  const lab = twoHosts({ timers: 'kernel' });
  const diags = { client: openSockDiag(lab.client), server: openSockDiag(lab.server) };
  const listening = listener(lab.server, serverAddress);
  for (let i = 0; i < CONNECTIONS; i += 1) {
    const client = newSocket(lab.client);
    const [, accepted] = await Promise.all([
      value(connect(client, serverAddress)),
      value(accept4(listening)),
    ]);
    must(close(client), 'close');
    const isHalfClosed = (): boolean => diags.server.dump().some(({ state }) => state === 'CLOSE_WAIT');
    await until(isHalfClosed, 'the FIN has arrived');
    must(close(accepted.fd), 'close');
    await until(() => diags.server.dump().length === 1, 'the last ACK has arrived');
  }
  const states = diags.client.dump().map(({ state }) => state);
  must(close(listening), 'close');
  for (const diag of Object.values(diags)) diag.close();
  await lab.close();
  return { connections: CONNECTIONS, states };
}
