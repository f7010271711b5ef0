import type { EventOf, HostId, LabEvent } from '../../../shared/events.ts';
import { openCounters } from '../../../server/lab-host/hosts/interface-counters.ts';
import { openCapture } from '../../../server/lab-host/kernel/packet-capture.ts';
import type { Rig } from './lab-rig.ts';

/*
 * What others saw of the segments that the log names: a packet(7) socket on each NIC, and the NICs' own
 * counters. Neither goes through the wire, and nothing here is parsed by the code that is examined.
 */

const HOSTS = ['client', 'server'] as const;
const TCP = 6;

interface Seen {
  /** Whole IP packets, as hex, in the order in which they passed the NIC. */
  readonly out: string[];
  readonly in: string[];
  /** Of either direction, TCP or not. */
  packets: { out: number; in: number };
}

export interface SegmentReport {
  /** Passages of one segment at one NIC that the log and the capture both have. */
  readonly passages: number;
  readonly faults: readonly string[];
}

export interface SecondOpinion {
  /** Compares all up to now; while a segment is just on its way it looks again. */
  compare(): Promise<SegmentReport>;
  close(): void;
}

/** Begins to look on: before the lab's first segment. */
export function secondOpinion({ network, timeline }: Rig): SecondOpinion {
  const watched = HOSTS.map((host) => {
    const seen: Seen = { out: [], in: [], packets: { out: 0, in: 0 } };
    const capture = openCapture({ enter: (fn) => network.enter(host, fn) }, 'eth0', ({ bytes, pktType }) => {
      const direction = pktType === 'outgoing' ? 'out' : 'in';
      seen.packets[direction] += 1;
      const protocol = bytes.readUInt8(0) >> 4 === 4 ? bytes.readUInt8(9) : bytes.readUInt8(6);
      if (protocol === TCP) seen[direction].push(bytes.toString('hex'));
    });
    const counters = network.enter(host, openCounters);
    return { host, seen, capture, counters, before: counters.read('eth0') };
  });

  function now(): SegmentReport {
    let passages = 0;
    const faults: string[] = [];
    for (const { host, seen, capture, counters, before } of watched) {
      const { txPackets, rxPackets, txDropped, rxDropped } = counters.read('eth0');
      capture.drain();
      const counted = [txPackets - before.txPackets, rxPackets - before.rxPackets];
      const captured = [seen.packets.out, seen.packets.in];
      if (String(counted) !== String(captured))
        faults.push(`${host}: NIC counts ${String(counted)}, captured ${String(captured)} (out, in)`);
      if (txDropped + rxDropped > 0) faults.push(`${host}: NIC dropped ${txDropped} out, ${rxDropped} in`);
      const missed = capture.takeDropped();
      if (missed > 0) faults.push(`${host}: the capture itself missed ${missed}`);
      const logged = passagesOf(timeline.events, host);
      for (const direction of ['out', 'in'] as const) {
        faults.push(...differences(`${host} ${direction}`, logged[direction], seen[direction]));
        passages += Math.min(logged[direction].length, seen[direction].length);
      }
    }
    return { passages, faults };
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

/** The log's own account: raw bytes of what left and entered each NIC, in order. */
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
    }
  }
  return all;
}

function differences(where: string, logged: readonly string[], captured: readonly string[]): string[] {
  const at = logged.findIndex((raw, i) => raw !== captured[i]);
  if (at >= 0) return [`${where}: segment ${at} differs: ${logged[at]} is ${captured[at]}`];
  return logged.length === captured.length
    ? []
    : [`${where}: ${logged.length} in the log, ${captured.length} captured`];
}
