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

/**
 * The server closes first. A copy of the client's FIN crosses when the client has nothing of the connection any more, as where
 * a busy machine brings a FIN over later than its timer: the server repeats its ACK, and the client answers that with a RST.
 */
export async function timeWaitAfterCopy() {
  const lab = twoHosts({ timers: 'kernel' });
  const diags = { client: openSockDiag(lab.client), server: openSockDiag(lab.server) };
  const listening = listener(lab.server, serverAddress);
  const client = newSocket(lab.client);
  const [, accepted] = await Promise.all([value(connect(client, serverAddress)), value(accept4(listening))]);
  must(close(accepted.fd), 'close');
  await until(() => diags.client.dump()[0]?.state === 'CLOSE_WAIT', 'the FIN has arrived');
  lab.hold = (from) => from === 'client';
  must(close(client), 'close');
  const heldWith = (flag: number): Buffer[] =>
    lab.held.map(({ bytes }) => bytes).filter((bytes) => hasFlag(bytes, flag));
  await until(() => heldWith(FIN).length >= 2, 'the FIN is sent again');
  // The others stay held: the server answers only one such copy in 500 ms (tcp_invalid_ratelimit, ip-sysctl).
  const [first, copy] = heldWith(FIN);
  lab.server.nic?.write(first!);
  await until(() => diags.client.dump().length === 0, 'the last ACK has arrived');
  const ofServer = (): string[] => diags.server.dump().map(({ state }) => state);
  const before = ofServer();
  lab.server.nic?.write(copy!);
  await until(() => heldWith(RST).length > 0, 'the client refuses the ACK');
  for (const reset of heldWith(RST)) lab.server.nic?.write(reset);
  const after = ofServer();
  must(close(listening), 'close');
  for (const diag of Object.values(diags)) diag.close();
  await lab.close();
  return { before, after };
}

/* Flags of TCP (RFC 9293 §3.1). */
const FIN = 0b1;
const RST = 0b100;

function hasFlag(segment: Buffer, flag: number): boolean {
  const ipHeader = (segment.readUInt8(0) & 0xf) * 4;
  return (segment.readUInt8(ipHeader + 13) & flag) !== 0;
}
