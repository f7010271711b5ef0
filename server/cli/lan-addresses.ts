import { readFileSync } from 'node:fs';
import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';

/** An address of this machine that others may type, and the network interface that has it. */
export interface LanAddress {
  readonly address: string;
  readonly device: string;
}

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** Interfaces that lead to containers, virtual machines and tunnels: hardly to a class. */
const VIRTUAL =
  /^(docker|br-|veth|virbr|vmnet|vboxnet|vethernet|lxc|lxd|podman|cni|flannel|tun|tap|utun|wg|tailscale|zt)/i;

/**
 * Returns the addresses by which others in the network may reach this machine, the likeliest first: that of the interface
 * with the default route, then those of other networks, then those of virtual ones. Link-local ones are left out, because
 * they need an interface's name.
 */
export function lanAddresses(
  withIpv6: boolean,
  interfaces: Interfaces = networkInterfaces(),
  routes: string = routesOfLinux(),
): LanAddress[] {
  const all = Object.entries(interfaces).flatMap(([device, addresses = []]) =>
    addresses
      .filter(({ internal, address }) => !internal && !/^(fe80:|169\.254\.)/i.test(address))
      .map(({ address, family }) => ({ address, device, isV6: family === 'IPv6' })),
  );
  const main = defaultDevice(routes);
  const rank = ({ device, isV6 }: (typeof all)[number]): number =>
    (isV6 ? 4 : 0) + (device === main ? 0 : VIRTUAL.test(device) ? 2 : 1);
  return all
    .filter(({ isV6 }) => withIpv6 || !isV6)
    .toSorted((a, b) => rank(a) - rank(b))
    .map(({ address, device }) => ({ address, device }));
}

/** The interface of the default route, in the kernel's table (proc_net(5)): its destination is 0. */
function defaultDevice(routes: string): string | undefined {
  return routes
    .split('\n')
    .map((line) => line.split('\t'))
    .find(([, destination, , , , , , mask]) => destination === '00000000' && mask === '00000000')?.[0];
}

function routesOfLinux(): string {
  try {
    return readFileSync('/proc/net/route', 'utf8');
  } catch {
    return '';
  }
}
