import { O_NONBLOCK, O_RDWR } from './constants.ts';
import { ioctl, open } from './files.ts';
import type { Result } from './result.ts';

const TUNSETIFF = 0x400454ca;
const IFF_TUN = 0x0001;
const IFF_NO_PI = 0x1000;

/** Opens `/dev/net/tun` with O_NONBLOCK. Returns an fd that is not a device yet. */
export function openTun(): Result<number> {
  return open('/dev/net/tun', O_RDWR | O_NONBLOCK);
}

/**
 * Makes the fd a TUN device of the current network namespace. Each read or write carries one IP packet
 * without a link header (Documentation/networking/tuntap.rst).
 */
export function createTun(fd: number, name: string): Result<number> {
  const request = Buffer.alloc(40); // struct ifreq, netdevice(7)
  request.write(name, 0, 15, 'latin1');
  request.writeUInt16LE(IFF_TUN | IFF_NO_PI, 16);
  return ioctl(fd, TUNSETIFF, request);
}
