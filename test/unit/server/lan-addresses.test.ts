import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { lanAddresses } from '../../../server/cli/lan-addresses.ts';

const has = (address: string, internal = false): NetworkInterfaceInfo =>
  ({ address, internal, family: address.includes(':') ? 'IPv6' : 'IPv4' }) as NetworkInterfaceInfo;
const interfaces = {
  lo: [has('127.0.0.1', true), has('::1', true)],
  docker0: [has('172.17.0.1')],
  'br-4f2a': [has('172.18.0.1')],
  eth0: [has('10.1.2.3'), has('fe80::1'), has('2001:db8::5')],
  wlan0: [has('192.168.1.20')],
  usb0: [has('169.254.3.4')],
};
/** The table as Linux prints it (proc_net(5)). */
const ROUTES = `Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0
wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0
`;

test('[CLASS8] the address of the default route is the best, and those of virtual networks come last', () => {
  const found = (withIpv6: boolean, routes = ROUTES): string[] =>
    lanAddresses(withIpv6, interfaces, routes).map(({ device, address }) => `${device} ${address}`);
  expect(found(false)).toEqual([
    'wlan0 192.168.1.20',
    'eth0 10.1.2.3',
    'docker0 172.17.0.1',
    'br-4f2a 172.18.0.1',
  ]);
  expect(found(true).at(-1)).toBe('eth0 2001:db8::5');
  // Without the routes, an interface of the machine's own still comes before the virtual ones.
  expect(found(false, '')[0]).toBe('eth0 10.1.2.3');
  expect(lanAddresses(false, { lo: interfaces.lo }, '')).toEqual([]);
});
