import { readFileSync } from 'node:fs';
import { release } from 'node:os';
import { createHost, type Host } from './hosts/host.ts';
import { EPERM } from '../libc/errno.ts';
import { libc } from '../libc/libc.ts';
import { SystemError } from '../libc/result.ts';
import { openCapture } from './packet-capture.ts';
import { openSockDiag } from '../kernel/sock-diag.ts';

/** The step that failed first. The page and the terminal make sentences and remedies from it. */
export type ProbeStep =
  | 'platform'
  | 'koffi'
  | 'userns'
  | 'netns'
  | 'tun-open'
  | 'tun-create'
  | 'netlink'
  | 'link'
  | 'sock-diag'
  | 'packet-socket'
  | 'unknown';

export interface ProbeFailure {
  readonly ok: false;
  readonly step: ProbeStep;
  readonly errno?: number;
  readonly errnoName?: string;
  /** The message of the failing step, for the log. */
  readonly detail: string;
}

export type ProbeResult = { readonly ok: true } | ProbeFailure;

/** The networks that this process can give its labs. They are found by doing each step once. */
export interface NetworkProbe {
  /** Two hosts with a TUN NIC each. */
  readonly twoHosts: ProbeResult;
  /**
   * `private` says that each lab can have its own namespace. Otherwise `reason` says why it must use the
   * machine's `lo`.
   */
  readonly loopback: ProbeResult & {
    readonly private: boolean;
    readonly capture: boolean;
    readonly reason?: ProbeFailure;
  };
  readonly kernelRelease: string;
  readonly arch: string;
  /** These settings are for remedies. A setting is undefined if the machine does not have it. */
  readonly settings: {
    readonly euid: number | undefined;
    readonly apparmorRestrictsUserns: boolean | undefined;
    readonly maxUserNamespaces: number | undefined;
  };
}

/**
 * Tries both grades on the main thread of the process that would run the labs. Never throws. Call it even if
 * configureLibc threw: the probe then explains why.
 */
export async function probeNetworks(): Promise<NetworkProbe> {
  return {
    twoHosts: await attempt(tryTwoHosts),
    loopback: await probeLoopback(),
    kernelRelease: release(),
    arch: process.arch,
    settings: {
      euid: process.geteuid?.(),
      apparmorRestrictsUserns: flag(readNumber('/proc/sys/kernel/apparmor_restrict_unprivileged_userns')),
      maxUserNamespaces: readNumber('/proc/sys/user/max_user_namespaces'),
    },
  };
}

async function probeLoopback(): Promise<NetworkProbe['loopback']> {
  const inPrivate = await attempt(() => withHost(null, tryObserving));
  if (inPrivate.ok) {
    const capture = await attempt(() => withHost(null, (host) => openCapture(host, 'lo', () => {}).close()));
    return { ok: true, private: true, capture: capture.ok, ...(!capture.ok && { reason: capture }) };
  }
  const onMachine = await attempt(() => tryObserving(null));
  return { ...onMachine, private: false, capture: false, reason: inPrivate };
}

function tryTwoHosts(): Promise<void> {
  return withHost({ name: 'eth0', mtu: 1500 }, tryObserving);
}

function tryObserving(host: Host | null): void {
  const diag = openSockDiag(host);
  try {
    diag.dump();
  } finally {
    diag.close();
  }
}

async function withHost(nic: { name: string; mtu: number } | null, use: (host: Host) => void): Promise<void> {
  const address = nic ? '192.168.127.1/24' : '192.168.127.1/32';
  const host = createHost({ name: 'probe', nic, addresses: [address], loUp: true, timers: 'kernel' });
  try {
    const [shortcoming] = host.shortcomings.filter(
      (what) => what.startsWith('address 192') || what.startsWith('lo:'),
    );
    if (shortcoming !== undefined) throw new SystemError('link', { detail: shortcoming });
    use(host);
  } finally {
    await host.close();
  }
}

async function attempt(step: () => void | Promise<void>): Promise<ProbeResult> {
  try {
    libc();
    await step();
    return { ok: true };
  } catch (error) {
    return failureOf(error);
  }
}

const steps: readonly string[] = [
  'platform',
  'koffi',
  'netns',
  'tun-open',
  'tun-create',
  'netlink',
  'link',
  'sock-diag',
  'packet-socket',
];

function failureOf(error: unknown): ProbeFailure {
  if (!(error instanceof SystemError)) return { ok: false, step: 'unknown', detail: String(error) };
  return {
    ok: false,
    step: stepOf(error),
    ...(error.errno !== undefined && { errno: error.errno }),
    ...(error.errnoName !== undefined && { errnoName: error.errnoName }),
    detail: error.message,
  };
}

function stepOf(error: SystemError): ProbeStep {
  // If this process is not root, it was not given a user namespace. If it is root, unshare(2) itself was
  // refused.
  if (error.code === 'netns' && error.errno === EPERM && process.geteuid?.() !== 0) return 'userns';
  return steps.includes(error.code) ? (error.code as ProbeStep) : 'unknown';
}

function readNumber(path: string): number | undefined {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function flag(value: number | undefined): boolean | undefined {
  return value === undefined ? undefined : value !== 0;
}
