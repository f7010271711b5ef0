import { PACKET_STATISTICS, SO_RCVBUFFORCE, SOL_PACKET, SOL_SOCKET } from '../libc/constants.ts';
import { ioctl } from '../libc/files.ts';
import { bindPacketSocket, openPacketSocket, receivePacket } from '../libc/plain-sockets.ts';
import { must } from '../libc/result.ts';
import { close, getsockoptBytes, setsockoptInt } from '../libc/socket-calls.ts';
import { watchReadable } from '../libc/watch.ts';
import { openLinkSettings } from './hosts/link-settings.ts';

/** `sll_pkttype` (packet(7)). On `lo` each frame passes twice: first as `'outgoing'`, then as `'host'`. */
const packetTypes = ['host', 'broadcast', 'multicast', 'otherhost', 'outgoing'] as const;
export type PacketType = (typeof packetTypes)[number] | 'other';

export interface CapturedPacket {
  /** The IP packet without a link header. On `lo` the kernel leaves TCP checksums unfinished. */
  readonly bytes: Buffer;
  readonly pktType: PacketType;
  /** The time at which the kernel saw it, in µs since 1970. */
  readonly atMicros: number;
}

export interface Capture {
  /** Delivers all captured packets that were not delivered yet, at once and in order. */
  drain(): void;
  /** Returns the number of packets lost since the last call because the capture's buffer was full. */
  takeDropped(): number;
  close(): void;
}

const LONGEST_PACKET_BYTES = 65536;
const BUFFER_BYTES = 16 * 1024 * 1024;
const SIOCGSTAMPNS = 0x8907;

/**
 * Captures every packet that passes `ifname` inside `host` (packet(7)), on the event loop. Throws
 * `SystemError('packet-socket')`, with EPERM without CAP_NET_RAW in that namespace.
 */
export function openCapture(
  host: { enter<T>(fn: () => T): T },
  ifname: string,
  onPacket: (packet: CapturedPacket) => void,
): Capture {
  const fd = host.enter(() => openSocket(ifname));
  const scratch = Buffer.alloc(LONGEST_PACKET_BYTES);
  let closed = false;

  function readOne(): boolean {
    if (closed) return false;
    const packet = receivePacket(fd, scratch);
    if (!packet.ok) return false;
    const { bytes, pktType } = packet.value;
    onPacket({
      bytes: Buffer.from(scratch.subarray(0, bytes)),
      pktType: packetTypes[pktType] ?? 'other',
      atMicros: timeOfLastPacket(fd),
    });
    return true;
  }

  const watch = watchReadable(fd, readOne);
  return {
    drain() {
      while (readOne());
    },
    takeDropped() {
      const counts = getsockoptBytes(fd, SOL_PACKET, PACKET_STATISTICS, 8);
      return counts.ok ? counts.value.readUInt32LE(4) : 0;
    },
    close() {
      if (closed) return;
      closed = true;
      watch.stop();
      close(fd);
    },
  };
}

function openSocket(ifname: string): number {
  const fd = must(openPacketSocket(), 'packet-socket');
  try {
    // Old kernels refuse this inside a user namespace. The default buffer then holds some hundred segments.
    setsockoptInt(fd, SOL_SOCKET, SO_RCVBUFFORCE, BUFFER_BYTES);
    timeOfLastPacket(fd); // the first question turns timestamps on
    must(bindPacketSocket(fd, indexOf(ifname)), 'packet-socket', ifname);
    return fd;
  } catch (error) {
    close(fd);
    throw error;
  }
}

function indexOf(ifname: string): number {
  const links = openLinkSettings();
  try {
    return links.indexOf(ifname);
  } finally {
    links.close();
  }
}

/** Returns the struct timespec of the packet read last (socket(7), SIOCGSTAMPNS), in µs since 1970. */
function timeOfLastPacket(fd: number): number {
  const time = Buffer.alloc(16);
  if (!ioctl(fd, SIOCGSTAMPNS, time).ok) return 0;
  return Number(time.readBigInt64LE(0)) * 1e6 + Math.floor(Number(time.readBigInt64LE(8)) / 1000);
}
