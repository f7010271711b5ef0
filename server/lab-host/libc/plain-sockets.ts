import {
  AF_NETLINK,
  AF_PACKET,
  MSG_DONTWAIT,
  SOCK_CLOEXEC,
  SOCK_DGRAM,
  SOCK_NONBLOCK,
  SOCK_RAW,
} from './constants.ts';
import { callNow } from './libc.ts';
import { success, type Result } from './result.ts';

/*
 * These sockets belong to the observer and never block. The kernel answers a netlink request before send(2)
 * returns, and packet sockets are read only when they are readable.
 */

/** Opens a netlink(7) socket in the current network namespace. */
export function openNetlinkSocket(protocol: number): Result<number> {
  return callNow('socket', AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol);
}

/** Opens a packet(7) socket without link headers. It captures nothing until {@link bindPacketSocket}. */
export function openPacketSocket(): Result<number> {
  return callNow('socket', AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

const ETH_P_ALL = 3;
const SOCKADDR_LL_BYTES = 20;

/** Captures everything that passes the interface `index`. */
export function bindPacketSocket(fd: number, index: number): Result<number> {
  const address = Buffer.alloc(SOCKADDR_LL_BYTES);
  address.writeUInt16LE(AF_PACKET, 0);
  address.writeUInt16BE(ETH_P_ALL, 2);
  address.writeInt32LE(index, 4);
  return callNow('bind', fd, address, address.length);
}

/**
 * Reads one packet into `into`. Returns its length and `sll_pkttype` (packet(7)), or EAGAIN if there is none.
 */
export function receivePacket(fd: number, into: Buffer): Result<{ bytes: number; pktType: number }> {
  const address = Buffer.alloc(SOCKADDR_LL_BYTES);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(address.length);
  const result = callNow('recvfrom', fd, into, into.length, MSG_DONTWAIT, address, length);
  return result.ok ? success({ bytes: result.value, pktType: address.readUInt8(10) }) : result;
}

/** send(2) of one datagram, on this thread. */
export function sendDatagram(fd: number, bytes: Buffer): Result<number> {
  return callNow('send', fd, bytes, bytes.length, MSG_DONTWAIT);
}

/** recv(2) of one datagram into `into`, on this thread. Returns its length, or EAGAIN. */
export function receiveDatagram(fd: number, into: Buffer): Result<number> {
  return callNow('recv', fd, into, into.length, MSG_DONTWAIT);
}
