import { AF_INET, SOCK_CLOEXEC, SOCK_DGRAM } from '../../libc/constants.ts';
import { addressOf, ioctl } from '../../libc/files.ts';
import { callNow } from '../../libc/libc.ts';
import { type Result, success } from '../../libc/result.ts';
import { close } from '../../libc/socket-calls.ts';

const SIOCETHTOOL = 0x8946;
const ETHTOOL_STSO = 0x1f;
const ETHTOOL_SGSO = 0x24;

/**
 * Turns TSO and GSO off on an interface of the current namespace. The captures on `lo` are then segments of
 * at most the MTU instead of bundles of 64 KiB (ethtool(8), include/uapi/linux/ethtool.h).
 */
export function disableSegmentationOffload(name: string): Result<void> {
  const fd = callNow('socket', AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (!fd.ok) return fd;
  try {
    for (const command of [ETHTOOL_STSO, ETHTOOL_SGSO]) {
      const value = Buffer.alloc(8); // struct ethtool_value
      value.writeUInt32LE(command, 0);
      const request = Buffer.alloc(40); // struct ifreq
      request.write(name, 0, 15, 'latin1');
      request.writeBigUInt64LE(addressOf(value), 16);
      const result = ioctl(fd.value, SIOCETHTOOL, request);
      if (!result.ok) return result;
    }
    return success(undefined);
  } finally {
    close(fd.value);
  }
}
