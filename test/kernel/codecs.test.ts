import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCounters } from '../../server/lab-host/networks/hosts/interface-counters.ts';
import {
  parseState,
  callNumber,
  argumentAt,
  createBlockedProbe,
} from '../../server/lab-host/kernel/blocked-probe.ts';
import {
  decodeAttributes,
  decodeMessages,
  encodeAttribute,
  encodeMessage,
} from '../../server/lab-host/kernel/netlink-message.ts';
import { decodeSocketRow } from '../../server/lab-host/kernel/sock-diag.ts';
import { decodeTcpInfo } from '../../server/lab-host/kernel/tcp-info.ts';
import { errnoOf } from '../../server/lab-host/libc/errno.ts';
import {
  decodeSockaddr,
  encodeSockaddr,
  formatIPv6,
  encodeIPv6,
} from '../../server/lab-host/libc/sockaddr.ts';
import { affordablePoolThreads } from '../../server/lab-host-client/thread-limits.ts';

describe('sockaddr', () => {
  test('struct sockaddr_in: family in host order, port and address in network order', () => {
    const bytes = encodeSockaddr({ family: 'AF_INET', host: '192.168.127.1', port: 8080 });
    expect(bytes.toString('hex')).toBe('02001f90c0a87f010000000000000000');
  });

  test.each([
    ['::', '0'.repeat(32)],
    ['::1', '1'.padStart(32, '0')],
    ['fd00:127::2', 'fd000127000000000000000000000002'],
    ['::ffff:192.168.127.2', '00000000000000000000ffffc0a87f02'],
    ['2001:db8:0:1:1:1:1:1', '20010db8000000010001000100010001'],
    ['2001:db8::1:0:0:1', '20010db8000000000001000000000001'],
    ['fe80::', 'fe800000000000000000000000000000'],
  ])('RFC 5952: %s', (text, hex) => {
    expect(encodeIPv6(text).toString('hex')).toBe(hex);
    expect(formatIPv6(Buffer.from(hex, 'hex'))).toBe(text);
  });

  test('every address survives encoding and decoding', () => {
    const octets = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
    fc.assert(
      fc.property(fc.nat(65535), octets(4), octets(16), (port, v4, v6) => {
        for (const address of [
          { family: 'AF_INET', host: v4.join('.'), port },
          { family: 'AF_INET6', host: formatIPv6(v6), port },
        ] as const) {
          expect(decodeSockaddr(encodeSockaddr(address))).toEqual(address);
        }
      }),
    );
  });

  test.each([
    { family: 'AF_INET', host: '::1', port: 1 },
    { family: 'AF_INET', host: '192.168.1', port: 1 },
    { family: 'AF_INET6', host: 'fe80::1%eth0', port: 1 },
    { family: 'AF_INET6', host: '::', port: 65536 },
  ] as const)('$family refuses $host port $port', (address) => {
    expect(() => encodeSockaddr(address)).toThrow('bad-address');
  });

  test('other families and short bytes are not addresses', () => {
    expect(decodeSockaddr(Buffer.alloc(2))).toBeUndefined();
    expect(decodeSockaddr(Buffer.alloc(16))).toBeUndefined();
  });
});

describe('errno', () => {
  test('names are those errno(3) and Python print', () => {
    expect([111, 11, 95, 98].map((number) => errnoOf(number).name)).toEqual([
      'ECONNREFUSED',
      'EAGAIN',
      'EOPNOTSUPP',
      'EADDRINUSE',
    ]);
    expect(errnoOf(4000)).toEqual({ name: 'E4000', number: 4000 });
  });
});

describe('netlink', () => {
  test('messages and attributes are padded to four bytes', () => {
    const attribute = encodeAttribute(3, 'eth0');
    expect(attribute.length).toBe(12);
    expect(decodeAttributes(attribute).get(3)?.toString('latin1')).toBe('eth0\0');
    const [message] = decodeMessages(encodeMessage(16, 5, 9, attribute));
    expect(message).toMatchObject({ type: 16, flags: 5, sequence: 9, errno: undefined });
  });

  test('an error message carries its errno, an acknowledgement 0', () => {
    const body = Buffer.alloc(20);
    body.writeInt32LE(-17, 0);
    expect(decodeMessages(encodeMessage(2, 0, 1, body))[0]?.errno).toBe(17);
    expect(decodeMessages(encodeMessage(3, 0, 1, Buffer.alloc(4)))[0]?.errno).toBe(0);
  });

  test('any bytes are decoded without an exception or an endless loop', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        decodeMessages(Buffer.from(bytes));
        decodeAttributes(Buffer.from(bytes));
        decodeSocketRow(Buffer.from(bytes));
        decodeTcpInfo(Buffer.from(bytes));
      }),
    );
  });
});

describe('tcp_info', () => {
  const bytes = Buffer.alloc(280);
  bytes.writeUInt8(8, 0);
  bytes.writeUInt8(0b111, 5);
  bytes.writeUInt8(0xa7, 6);
  bytes.writeBigUInt64LE(0xffff_ffff_ffff_ffffn, 104);
  bytes.writeBigUInt64LE(4097n, 120);
  bytes.writeUInt32LE(65536, 228);

  test('fields are where include/uapi/linux/tcp.h has them', () => {
    expect(decodeTcpInfo(bytes)).toMatchObject({
      state: 'CLOSE_WAIT',
      timestamps: true,
      sack: true,
      windowScaling: true,
      sndWscale: 7,
      rcvWscale: 10,
      bytesAcked: 4097,
      sndWndBytes: 65536,
    });
  });

  test('what an older kernel does not return, and an unlimited rate, is undefined', () => {
    expect(decodeTcpInfo(bytes)?.pacingRate).toBeUndefined();
    expect(decodeTcpInfo(bytes.subarray(0, 192))).toMatchObject({ bytesAcked: 4097, sndWndBytes: undefined });
    expect(decodeTcpInfo(bytes.subarray(0, 100))).toBeUndefined();
  });
});

describe('proc', () => {
  test('a blocked call: its number and its fd', () => {
    const text = '45 0x15 0x7f00 0x1000 0x0 0x0 0x0 0x7ffd 0x7fae\n';
    expect([callNumber(Buffer.from(text)), argumentAt(text, 0)]).toEqual([45, 21]);
    expect(callNumber(Buffer.from('running\n'))).toBe(-1);
    expect(callNumber(Buffer.from('-1 0x7ffd 0x7fae\n'))).toBe(-1);
  });

  test('the state follows a name that may hold brackets', () => {
    expect(parseState('71 (a) S (b)) S 1 2')).toBe('S');
  });

  test('an architecture whose call numbers are not known is not guessed', () => {
    expect(createBlockedProbe('mips')).toMatchObject({ available: false, reason: 'architecture' });
  });

  test('interface counters: columns of /proc/net/dev', () => {
    const text =
      'Inter-| Receive | Transmit\n    lo: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n  eth0:10 20 30 40 0 0 0 0 50 60 70 80 0 0 0 0\n';
    expect(parseCounters(text, 'eth0')).toEqual({
      rxBytes: 10,
      rxPackets: 20,
      rxErrors: 30,
      rxDropped: 40,
      txBytes: 50,
      txPackets: 60,
      txErrors: 70,
      txDropped: 80,
    });
    expect(parseCounters(text, 'gone').txDropped).toBe(0);
  });
});

describe('thread limits', () => {
  test('the pool fits the tightest limit, libuv’s own 1,024 and what is wanted', () => {
    expect(affordablePoolThreads(256, 1, [undefined])).toBe(256);
    expect(affordablePoolThreads(5000, 1, [undefined, 100_000])).toBe(1024);
    expect(affordablePoolThreads(256, 1, [200, undefined, 1000])).toBe(136);
    expect(affordablePoolThreads(256, 2, [200, undefined, 1000])).toBe(68);
    expect(affordablePoolThreads(256, 1, [10])).toBe(4);
  });
});
