import { readdirSync, readlinkSync } from 'node:fs';
import type { LabEvent } from '../../../shared/log/events.ts';
import { parseSegment } from '../../../shared/tcp/segment.ts';
import { openCapture } from '../../../server/lab-host/networks/packet-capture.ts';
import { plainWire, type WireSettings } from '../../../shared/log/wire-settings.ts';
import { SOCK_DGRAM } from '../../../server/lab-host/libc/constants.ts';
import { callNow } from '../../../server/lab-host/libc/libc.ts';
import { sendDatagram } from '../../../server/lab-host/libc/plain-sockets.ts';
import { must } from '../../../server/lab-host/libc/result.ts';
import { openLinkSettings } from '../../../server/lab-host/networks/hosts/link-settings.ts';
import { encodeSockaddr } from '../../../server/lab-host/libc/sockaddr.ts';
import { close as closeFd, socket } from '../../../server/lab-host/libc/socket-calls.ts';
import { segmentLine } from './segment-line.ts';
import { dataChip, openRig, type NetworkName, type Rig } from './lab-rig.ts';
import { serverAddress } from './two-hosts.ts';

/* These labs run as in the product and are driven as by a learner. Each scenario returns its whole log. */

export interface LabFacts {
  readonly events: readonly LabEvent[];
}

const established = (rig: Rig): Promise<unknown> =>
  rig.follow(({ state }) => state.threads['client/main']?.line === 3 && state.wire.chips.length === 0);

async function wholeLesson(network: NetworkName): Promise<LabFacts & { moves: readonly string[] }> {
  const rig = openRig(network);
  const moves = await rig.follow();
  return { moves, events: await rig.end() };
}

export const lessonOnTwoHosts = (): Promise<LabFacts> => wholeLesson('two-hosts');
export const lessonOnLoopback = (): Promise<LabFacts> => wholeLesson('loopback');
export const lessonOnSharedLoopback = (): Promise<LabFacts> => wholeLesson('shared-loopback');

function autoWire(delayMs: number): WireSettings {
  const plain = plainWire('auto');
  return { ...plain, toServer: { ...plain.toServer, delayMs }, toClient: { ...plain.toClient, delayMs } };
}

/** Runs L1 on an automatic wire, with both programs running on, as fast as it goes. */
export async function lessonAtFullSpeed(): Promise<LabFacts> {
  const rig = openRig('two-hosts', { wire: autoWire(5) });
  await rig.act({ type: 'run-on', program: 'server' });
  await rig.act({ type: 'run-on', program: 'client' });
  await rig.until(
    ({ state }) => Object.values(state.programs).every((p) => p.ended !== null) && state.atRest,
    'both programs ended',
  );
  return { events: await rig.end() };
}

/**
 * Captures with AF_PACKET inside both hosts, beside the log. Each line has ports, raw sequence numbers, flags
 * and length.
 */
export async function segmentsTwice(): Promise<LabFacts & { captured: readonly string[] }> {
  const rig = openRig('two-hosts');
  const captured: string[] = [];
  const captures = (['client', 'server'] as const).map((host) =>
    openCapture({ enter: (fn) => rig.network.enter(host, fn) }, 'eth0', ({ bytes, pktType }) => {
      const segment = parseSegment(bytes);
      if (segment !== null && pktType === 'outgoing') captured.push(segmentLine(segment));
    }),
  );
  await rig.follow();
  for (const capture of captures) {
    capture.drain();
    capture.close();
  }
  return { captured, events: await rig.end() };
}

/** The client's 7 bytes are held, looked at, and then delivered. */
export async function holdAndDeliver(): Promise<LabFacts & { heldAt: number; deliveredAt: number }> {
  const rig = openRig('two-hosts');
  await established(rig);
  await rig.act({ type: 'run', program: 'server' });
  await rig.act({ type: 'step', program: 'client' });
  const heldAt = rig.timeline.head;
  await rig.act({ type: 'deliver', chip: dataChip(rig).chip.chip });
  const deliveredAt = rig.timeline.head;
  return { heldAt, deliveredAt, events: await rig.end() };
}

/** The client's bytes are dropped, and the kernel's own timers send them again. */
export async function dropAndWait(): Promise<LabFacts & { droppedAt: number; againAt: number }> {
  const rig = openRig('two-hosts', { timers: 'kernel' });
  await established(rig);
  await rig.act({ type: 'step', program: 'client' });
  const { chip } = dataChip(rig);
  // Copies that the tail-loss probe has laid beneath are dropped too.
  while ((rig.chips().find((c) => c.chip === chip.chip)?.held.length ?? 0) > 0)
    await rig.act({ type: 'drop', chip: chip.chip });
  const droppedAt = rig.timeline.head;
  await rig.until(
    ({ state }) => state.wire.chips.some((c) => c.chip === chip.chip && c.held.length > 0) && state.atRest,
    'the kernel sends the bytes again',
  );
  const againAt = rig.timeline.head;
  await rig.deliverAll();
  await rig.follow();
  return { droppedAt, againAt, events: await rig.end() };
}

/** A SYN is held until three more have come. They lie on one chip, and dropping the top shows the next. */
export async function synCopies(): Promise<LabFacts & { stacked: number; afterDrop: number; chips: number }> {
  const rig = openRig('two-hosts');
  await rig.follow(({ state }) => state.wire.chips.length > 0);
  await rig.until(({ state }) => (state.wire.chips[0]?.held.length ?? 0) >= 3, 'two copies of the SYN');
  const [chip] = rig.chips();
  const stacked = chip?.held.length ?? 0;
  const chips = rig.chips().length;
  await rig.act({ type: 'drop', chip: chip?.chip ?? 0 });
  const afterDrop = rig.chips()[0]?.held.length ?? 0;
  await rig.follow();
  return { stacked, afterDrop, chips, events: await rig.end() };
}

/** Nothing listens on port 9. */
export async function refused(): Promise<LabFacts> {
  const rig = openRig('two-hosts', { set: [['client', 'port', 9]] });
  await rig.follow();
  return { events: await rig.end() };
}

/** The server calls recv(4) for two characters of three bytes each. */
export async function splitCharacter(): Promise<LabFacts> {
  const rig = openRig('two-hosts', {
    set: [
      ['client', 'message', '你好'],
      ['server', 'recv_size', 4],
    ],
  });
  await rig.follow();
  return { events: await rig.end() };
}

export async function overIpv6(): Promise<LabFacts> {
  const ends = (['client', 'server'] as const).flatMap((program) => [
    [program, 'family', 'AF_INET6'] as const,
    [program, 'address', 'fd00:127::1'] as const,
  ]);
  const rig = openRig('two-hosts', { set: ends });
  await rig.follow();
  return { events: await rig.end() };
}

/** Makes three runs on the same hosts, and cuts off the second while both programs are blocked. */
export async function runAgain(): Promise<LabFacts> {
  const rig = openRig('two-hosts');
  await rig.follow();
  await rig.act({ type: 'run-again' });
  await established(rig);
  await rig.act({ type: 'run-again' });
  await rig.deliverAll();
  await rig.follow();
  return { events: await rig.end() };
}

/** Sends 8 KiB each way through segments of at most one MTU. */
export async function severalSegments(): Promise<LabFacts> {
  const rig = openRig('two-hosts', {
    set: [
      ['client', 'message', 'x'.repeat(8192)],
      ['server', 'reply', '好'.repeat(2000)],
      ['server', 'recv_size', 3000],
    ],
  });
  await rig.follow();
  return { events: await rig.end() };
}

/** Ends a lab whose programs are blocked, and counts what is left of it. */
export async function endWhileBlocked(): Promise<LabFacts & { filesBefore: number; filesAfter: number }> {
  const once = async (): Promise<readonly LabEvent[]> => {
    const rig = openRig('two-hosts');
    await established(rig);
    await rig.act({ type: 'run', program: 'server' });
    await rig.act({ type: 'run', program: 'client' });
    return rig.end();
  };
  await once();
  const filesBefore = labFiles();
  const events = await once();
  return { filesBefore, filesAfter: labFiles(), events };
}

/**
 * Counts the open files of this process without those of the blocked probe, which keeps two for each thread
 * that lives.
 */
function labFiles(): number {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return !readlinkSync(`/proc/self/fd/${fd}`).includes('/task/');
    } catch {
      return false;
    }
  }).length;
}

/** The client's NIC has a short queue, and more datagrams leave before the wire reads the next packet. */
export async function nicOverflows(): Promise<LabFacts & { left: number }> {
  const rig = openRig('two-hosts');
  await rig.until(({ state }) => state.atRest, 'a fresh run');
  const address = encodeSockaddr(serverAddress);
  const left = rig.network.enter('client', () => {
    const links = openLinkSettings();
    must(links.setUp(links.indexOf('eth0'), { txQueueLength: 20 }), 'queue length');
    links.close();
    const fd = must(socket('AF_INET', SOCK_DGRAM), 'socket');
    must(callNow('connect', fd, address, address.length), 'connect');
    const sent = Array.from({ length: 200 }, () => sendDatagram(fd, Buffer.of(1))).filter(({ ok }) => ok);
    closeFd(fd);
    return sent.length;
  });
  rig.network.reportOverflow();
  return { left, events: await rig.end() };
}
