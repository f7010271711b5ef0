import { setTimeout as sleep } from 'node:timers/promises';
import { openLinkSettings } from '../../../server/lab-host/networks/hosts/link-settings.ts';
import { openSockDiag } from '../../../server/lab-host/kernel/sock-diag.ts';
import { accept4, connect, recv, send } from '../../../server/lab-host/libc/socket-calls.ts';
import { must } from '../../../server/lab-host/libc/result.ts';
import {
  listener,
  newSocket,
  payloadLength,
  serverAddress,
  twoHosts,
  until,
  value,
  type TwoHosts,
} from './two-hosts.ts';
import type { Timers } from '../../../shared/schema.ts';

const HOLD_MS = 3000;

/** Counts how often a data segment that is held for three seconds is sent, with each set of timers. */
export async function calmTimers() {
  const [calm, kernel] = await Promise.all([holdOneSegment('calm'), holdOneSegment('kernel')]);
  return { calm, kernel };
}

/** Tries what replaces `tcp_rto_min_us` before Linux 6.11, on a host whose sysctls are the kernel's own. */
export async function routeMinimumRto() {
  return holdOneSegment('kernel', (lab) =>
    lab.client.enter(() => {
      const links = openLinkSettings();
      must(links.setMinimumRto(links.indexOf('eth0'), '192.168.127.2/24', 60_000), 'route');
      must(links.setMinimumRto(links.indexOf('eth0'), 'fd00:127::2/64', 60_000), 'route');
      links.close();
    }),
  );
}

async function holdOneSegment(timers: Timers, prepare: (lab: TwoHosts) => void = () => {}) {
  const lab = twoHosts({
    timers,
    extraSysctls: timers === 'kernel' ? { 'net.ipv4.tcp_early_retrans': '0' } : {},
  });
  prepare(lab);
  const listening = listener(lab.server, serverAddress);
  const client = newSocket(lab.client);
  await value(connect(client, serverAddress));
  const accepted = await value(accept4(listening));
  lab.hold = (from) => from === 'client';
  const receiving = recv(accepted.fd, 100);
  await value(send(client, Buffer.from('held')));
  await until(() => lab.held.length > 0, 'the segment is held');
  const diag = openSockDiag(lab.client);
  const timer = diag.dump()[0]?.timer;
  await sleep(HOLD_MS);
  const copies = lab.held.filter(({ bytes }) => payloadLength(bytes) > 0).length - 1;
  lab.hold = () => false;
  lab.release();
  const received = (await value(receiving)).toString();
  diag.close();
  await lab.close();
  return { copies, received, timer, applied: lab.client.appliedTimers };
}
