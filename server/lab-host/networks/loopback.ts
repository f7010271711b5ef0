import { toHex } from '../../../shared/bytes.ts';
import type { HostId } from '../../../shared/log/events.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { parseSegment } from '../../../shared/tcp/segment.ts';
import type { EventLog } from '../event-log.ts';
import { createHost } from './hosts/host.ts';
import { openCapture, type CapturedPacket } from './packet-capture.ts';
import { openSockDiag } from '../kernel/sock-diag.ts';
import { SocketAttribution } from './socket-attribution.ts';
import { ADDRESSES, knownSockets, type LabNetwork } from './network.ts';

/**
 * On a busy machine the kernel hands a segment over `lo` in a later softirq, so that its departure may be read
 * some ms before its arrival. One that has not arrived by then was lost to the capture.
 */
const ARRIVES_WITHIN_MS = 200;

/**
 * One private host with both programs. The kernel's own `lo` carries the segments, and AF_PACKET shows each
 * of them leaving and arriving (packet(7)). Nothing can be held. Throws SystemError as createHost does.
 */
export function openLoopback(log: EventLog, onActivity: () => void): LabNetwork {
  const addresses = [...ADDRESSES.server, ...ADDRESSES.client];
  const host = createHost({
    name: 'loopback',
    nic: null,
    addresses: addresses.map((address) => `${address}/${address.includes(':') ? 128 : 32}`),
    loUp: true,
    timers: 'kernel',
  });
  const sockets = openSockDiag(host);
  const attribution = new SocketAttribution();
  let lastId = 0;
  /** The segments that were seen leaving and not yet arriving, in order, because `lo` never reorders. */
  const flying: { id: number; raw: string; seenAtMs: number }[] = [];

  const onPacket = ({ bytes, pktType }: CapturedPacket): void => {
    const headers = parseSegment(bytes);
    if (headers === null) return;
    const raw = toHex(bytes.subarray(0, LIMITS.segmentSnapBytes));
    if (pktType === 'host') {
      const at = flying.findIndex((segment) => segment.raw === raw);
      const [arrived] = at < 0 ? [] : flying.splice(at, 1);
      if (arrived !== undefined)
        log.append({ type: 'segment-delivered', source: 'segment', segment: arrived.id });
    } else {
      const { source, destination } = headers;
      let from = attribution.sender(source, destination);
      if (from === null) {
        attribution.assign(sockets.dump(knownSockets(log.state)));
        from = attribution.sender(source, destination);
      }
      lastId += 1;
      flying.push({ id: lastId, raw, seenAtMs: performance.now() });
      log.append({
        type: 'segment-sent',
        source: 'segment',
        segment: lastId,
        from: from ?? 'client',
        headers,
        raw,
        rawBytes: bytes.length,
      });
    }
    onActivity();
  };
  const capture = openCapture(host, 'lo', onPacket);
  const ids: readonly HostId[] = ['client', 'server'];
  return {
    opened: {
      grade: 'loopback',
      capture: 'packet-socket',
      isolated: true,
      timers: 'kernel',
      hosts: ids.map((id) => ({ host: id, addresses, nic: { name: 'lo', mtu: 1500 } })),
    },
    shortcomings: host.shortcomings,
    wire: null,
    enter: (_id, fn) => host.enter(fn),
    permit: ({ host: address }) => address,
    own: (id, cookie) => attribution.own(id, cookie),
    rows: () => attribution.assign(sockets.dump(knownSockets(log.state))),
    drain: () => capture.drain(),
    isCarrying: () => flying.some(({ seenAtMs }) => performance.now() - seenAtMs < ARRIVES_WITHIN_MS),
    reportOverflow: () => {
      const lost = capture.takeDropped();
      if (lost > 0) log.append({ type: 'nic-overflow', source: 'kernel', host: 'server', dropped: lost });
    },
    close: async () => {
      capture.close();
      sockets.close();
      await host.close();
    },
  };
}
