import { errnoOf } from '../../libc/errno.ts';
import { closeOnThread } from '../../libc/files.ts';
import type { Result } from '../../libc/result.ts';
import { openListenCounters } from './listen-counters.ts';
import { type InterfaceCounters, openCounters } from './interface-counters.ts';
import { openLinkSettings } from './link-settings.ts';
import { insideNetwork, newNetwork, releaseNetwork } from './network-namespace.ts';
import { createNicDevice, type Nic, openNic } from './nic.ts';
import { disableSegmentationOffload } from './segmentation-offload.ts';
import { applySysctls, type Sysctls } from './sysctls.ts';
import type { Timers } from '../../../../shared/schema.ts';

export interface HostOptions {
  readonly name: string;
  /** The NIC, with `mtu` in bytes; null for a host that has only `lo`, which then has the addresses. */
  readonly nic: { readonly name: string; readonly mtu: number } | null;
  /** The addresses with prefix length: `'192.168.127.2/24'`, `'fd00:127::2/64'`. */
  readonly addresses: readonly string[];
  readonly loUp: boolean;
  readonly timers: Timers;
  readonly extraSysctls?: Sysctls;
}

/** A network namespace that plays one machine. */
export interface Host {
  readonly name: string;
  /**
   * Runs `fn` inside the host's network and always comes back. `fn` must be synchronous, because a promise
   * would continue outside.
   */
  enter<T>(fn: () => T): T;
  readonly nic: Nic | null;
  /** Returns the SYNs and last ACKs of handshakes that found an accept queue full since the host was made. */
  listenOverflows(): number;
  /** Says whether calm timers are set, and which settings this kernel refused (`'name: reason'`). */
  readonly appliedTimers: { readonly calm: boolean; readonly failures: readonly string[] };
  /** The other refusals of this kernel (`'address fd00:127::2/64: EOPNOTSUPP'`). There are usually none. */
  readonly shortcomings: readonly string[];
  /** Removes the NIC and releases the namespace, which ends once its last socket is closed. */
  close(): Promise<void>;
}

const LO_INDEX = 1;
const LO_MTU = 1500;

/** TUN's default of 500 overflows silently if a program sends faster than the learner delivers. */
const TX_QUEUE_LENGTH = 10_000;

const CALM_RTO_MS = 60_000;

/**
 * Makes a host on the main thread, synchronously, in 2–4 ms. Throws `SystemError` with the name of the step
 * that the kernel refused: `'netns'`, `'tun-open'`, `'tun-create'`, `'netlink'`, `'link'`.
 */
export function createHost(options: HostOptions): Host {
  const network = newNetwork();
  try {
    return insideNetwork(network, () => furnish(options, network));
  } catch (error) {
    releaseNetwork(network);
    throw error;
  }
}

function furnish(options: HostOptions, network: number): Host {
  const sysctls = applySysctls(options.timers, options.extraSysctls);
  const tun = options.nic && createNicDevice(options.nic.name);
  try {
    const links = configureLinks(options, !sysctls.minimumRtoIsCalm);
    const counters = openCounters();
    const listens = openListenCounters();
    const stats = (): InterfaceCounters => counters.read(options.nic?.name ?? 'lo');
    const setMtu = (mtu: number): void =>
      insideNetwork(network, () => changeMtu(options.nic?.name ?? 'lo', mtu));
    const nic = options.nic && tun !== null ? openNic(tun, { ...options.nic, setMtu, stats }) : null;
    let closed = false;
    return {
      name: options.name,
      enter: (fn) => insideNetwork(network, fn),
      nic,
      listenOverflows: () => listens.read().overflows,
      appliedTimers: {
        calm: options.timers === 'calm' && (sysctls.minimumRtoIsCalm || links.routesAreCalm),
        failures: sysctls.failures,
      },
      shortcomings: links.shortcomings,
      async close() {
        if (closed) return;
        closed = true;
        counters.close();
        listens.close();
        releaseNetwork(network);
        await nic?.close();
      },
    };
  } catch (error) {
    if (tun !== null) void closeOnThread(tun);
    throw error;
  }
}

function changeMtu(name: string, mtu: number): void {
  const links = openLinkSettings();
  try {
    links.setUp(links.indexOf(name), { mtu });
  } finally {
    links.close();
  }
}

/** Sets addresses, MTU and queue lengths. Refusals that a lab can do without are collected. */
function configureLinks(
  options: HostOptions,
  minimumRtoIsMissing: boolean,
): { shortcomings: string[]; routesAreCalm: boolean } {
  const { nic, addresses } = options;
  const shortcomings: string[] = [];
  const note = (what: string, result: Result<void>): void => {
    if (!result.ok) shortcomings.push(`${what}: ${errnoOf(result.errno).name}`);
  };
  const links = openLinkSettings();
  try {
    const index = nic ? links.indexOf(nic.name) : LO_INDEX;
    if (options.loUp || !nic) note('lo', links.setUp(LO_INDEX, nic ? {} : { mtu: LO_MTU }));
    if (nic) note(nic.name, links.setUp(index, { mtu: nic.mtu, txQueueLength: TX_QUEUE_LENGTH }));
    else note('segmentation offload', disableSegmentationOffload('lo'));
    for (const address of addresses) note(`address ${address}`, links.addAddress(index, address));
    const routesAreCalm =
      options.timers === 'calm' && minimumRtoIsMissing
        ? addresses
            .map((address) => links.setMinimumRto(index, address, CALM_RTO_MS))
            .every((result) => result.ok)
        : false;
    return { shortcomings, routesAreCalm };
  } finally {
    links.close();
  }
}
