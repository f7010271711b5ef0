import { fromHex, toHex } from '../../../shared/bytes.ts';
import type { EventOf, HostId, LabEvent } from '../../../shared/log/events.ts';
import { headersOf } from '../../../shared/tcp/raw-headers.ts';
import { openCounters } from '../../../server/lab-host/networks/hosts/interface-counters.ts';
import { openCapture } from '../../../server/lab-host/networks/packet-capture.ts';
import type { Rig } from './lab-rig.ts';

/*
 * Two other accounts of the segments that the log names: a packet(7) socket on each NIC, and the NICs' own
 * counters. Neither goes through the wire, and the code that is examined parses nothing here.
 */

const HOSTS = ['client', 'server'] as const;
const TCP = 6;

interface Seen {
  /** Whole IP packets as hex, in the order in which they passed the NIC. */
  readonly out: string[];
  readonly in: string[];
  /** The number of packets in either direction, TCP or not. */
  packets: { out: number; in: number };
  /** Packets that the capture's own buffer had no room for, by its own count (PACKET_STATISTICS). */
  missed: number;
}

export interface SegmentReport {
  /** Passages of one segment at one NIC that the log and the capture both have. */
  readonly passages: number;
  /**
   * Passages that the capture had no room for. The kernel counted them, so that only their number is
   * compared.
   */
  readonly missed: number;
  readonly faults: readonly string[];
}

export interface SecondOpinion {
  /** Compares everything up to now. It looks again while a segment is just on its way. */
  compare(): Promise<SegmentReport>;
  close(): void;
}

/** Begins to capture, before the lab's first segment. */
export function secondOpinion(rig: Rig): SecondOpinion {
  const { network, timeline } = rig;
  const watched = HOSTS.map((host) => {
    const seen: Seen = { out: [], in: [], packets: { out: 0, in: 0 }, missed: 0 };
    const capture = openCapture({ enter: (fn) => network.enter(host, fn) }, 'eth0', ({ bytes, pktType }) => {
      const direction = pktType === 'outgoing' ? 'out' : 'in';
      seen.packets[direction] += 1;
      const protocol = bytes.readUInt8(0) >> 4 === 4 ? bytes.readUInt8(9) : bytes.readUInt8(6);
      if (protocol === TCP) seen[direction].push(bytes.toString('hex'));
    });
    const counters = network.enter(host, openCounters);
    return { host, seen, capture, counters, before: counters.read('eth0') };
  });

  // At full speed the captures would overflow, so that they are read with each batch of the log.
  rig.hear(() => {
    for (const { capture } of watched) capture.drain();
  });

  function now(): SegmentReport {
    let [passages, missed] = [0, 0];
    const faults: string[] = [];
    for (const { host, seen, capture, counters, before } of watched) {
      const { txPackets, rxPackets, txDropped, rxDropped } = counters.read('eth0');
      capture.drain();
      seen.missed += capture.takeDropped();
      const [left, entered] = [txPackets - before.txPackets, rxPackets - before.rxPackets];
      const captured = seen.packets.out + seen.packets.in;
      if (left + entered !== captured + seen.missed)
        faults.push(`${host}: the NIC counts ${left + entered}, captured ${captured}, missed ${seen.missed}`);
      if (txDropped + rxDropped > 0) faults.push(`${host}: NIC dropped ${txDropped} out, ${rxDropped} in`);
      // Compares the page's counts of a NIC with the NIC's own, without the packets that are not TCP.
      const { sent, received } = timeline.state.hosts[host]?.nic ?? { sent: 0, received: 0 };
      const others = { out: seen.packets.out - seen.out.length, in: seen.packets.in - seen.in.length };
      if (sent !== left - others.out || received !== entered - others.in)
        faults.push(
          `${host}: the NIC counts ${left} out, ${entered} in, the model ${sent + others.out}, ${received + others.in}`,
        );
      const logged = passagesOf(timeline.events, host);
      const compared = [follow(logged.out, seen.out), follow(logged.in, seen.in)] as const;
      const skipped = compared[0].skipped + compared[1].skipped;
      for (const { fault } of compared) if (fault !== null) faults.push(`${host}: ${fault}`);
      if (skipped !== seen.missed)
        faults.push(`${host}: ${skipped} only in the log, ${seen.missed} missed by the capture`);
      passages += seen.out.length + seen.in.length;
      missed += seen.missed;
    }
    return { passages, missed, faults };
  }

  return {
    async compare() {
      let report = now();
      for (let again = 0; again < 20 && report.faults.length > 0; again += 1) {
        await new Promise((resolve) => setTimeout(resolve, 10));
        report = now();
      }
      return report;
    },
    close() {
      for (const { capture, counters } of watched) {
        capture.close();
        counters.close();
      }
    },
  };
}

/** Returns the log's own account: the raw bytes that left and entered each NIC, in order. */
function passagesOf(events: readonly LabEvent[], host: HostId): { out: string[]; in: string[] } {
  const sent = new Map<number, EventOf<'segment-sent'>>();
  const all: { out: string[]; in: string[] } = { out: [], in: [] };
  for (const event of events) {
    if (event.type === 'segment-sent') {
      sent.set(event.segment, event);
      if (event.from === host) all.out.push(event.raw);
    } else if (event.type === 'segment-duplicated') {
      const original = sent.get(event.of);
      if (original !== undefined) sent.set(event.segment, original);
    } else if (event.type === 'segment-delivered') {
      const segment = sent.get(event.segment);
      if (segment !== undefined && segment.from !== host) all.in.push(segment.raw);
    } else if (event.type === 'segments-passed') {
      const headers = headersOf(fromHex(event.raw)).map(toHex);
      (event.from === host ? all.out : all.in).push(...headers);
    }
  }
  return all;
}

/**
 * Finds every captured packet in the log, in order. For segments that the log tells in runs, it has only the
 * headers.
 */
function follow(
  logged: readonly string[],
  captured: readonly string[],
): { skipped: number; fault: string | null } {
  let at = 0;
  for (const packet of captured) {
    while (at < logged.length && !packet.startsWith(logged[at] ?? '')) at += 1;
    if (at === logged.length) return { skipped: 0, fault: `not in the log, or not there: ${packet}` };
    at += 1;
  }
  return { skipped: logged.length - captured.length, fault: null };
}
