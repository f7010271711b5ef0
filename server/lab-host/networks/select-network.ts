import { arch, release } from 'node:os';
import type { NetworkInfo, ProbeFailure } from '../../../shared/protocol/server-messages.ts';
import type { EventLog } from '../event-log.ts';
import { probeNetworks, type NetworkProbe, type ProbeFailure as Failed } from './network-probe.ts';
import { configureLibc, SPARE_POOL_THREADS } from '../libc/thread-budget.ts';
import type { NetworkChoice, NetworkKind } from '../../lab-host-client/messages.ts';
import { openLoopback } from './loopback.ts';
import type { LabNetwork } from './network.ts';
import { openSharedLoopback } from './shared-loopback.ts';
import { openTwoHosts, type HostSettings } from './two-hosts.ts';

export type OpenNetwork = (log: EventLog, settings: HostSettings, onActivity: () => void) => LabNetwork;

export interface NetworkChosen {
  readonly info: NetworkInfo;
  /** This is null if no lab can run here. */
  readonly open: OpenNetwork | null;
}

const OPEN: Readonly<Record<NetworkKind, OpenNetwork>> = {
  'two-hosts': openTwoHosts,
  loopback: (log, _settings, onActivity) => openLoopback(log, onActivity),
  'shared-loopback': (log) => openSharedLoopback(log),
};

/**
 * Chooses the best network that this process can make, by trying, or makes the one that was asked for. A
 * network that was asked for is not replaced by another: if it cannot be made, the grade is `replay`, with
 * the step that failed.
 */
export async function selectNetwork(wanted: NetworkChoice, noUserns: string | null): Promise<NetworkChosen> {
  try {
    const poolSize = Number(process.env['UV_THREADPOOL_SIZE'] ?? 4);
    await configureLibc({ maxBlockedCalls: Math.max(1, poolSize - SPARE_POOL_THREADS) });
  } catch {
    // The probe meets the same error and names it.
  }
  const probe = await probeNetworks();
  const forced = wanted !== 'auto' && wanted !== 'auto-isolated';
  const ranked = candidates(probe, noUserns).filter(({ isolated }) => isolated || wanted !== 'auto-isolated');
  const usable = !forced
    ? ranked.find(({ failure }) => failure === null)
    : ranked.find((c) => c.network === wanted);
  const better = ranked.find(({ failure }) => failure !== null);
  const platform = `${process.platform} ${release()} ${arch()}`;
  if (usable === undefined || usable.failure !== null) {
    const failure = usable?.failure ?? better?.failure ?? null;
    return {
      info: { grade: 'replay', capture: 'recording', isolated: false, forced, failure, platform },
      open: null,
    };
  }
  const { grade, capture, isolated, network } = usable;
  const failure = !forced && network !== 'two-hosts' ? (better?.failure ?? null) : null;
  return { info: { grade, capture, isolated, forced, failure, platform }, open: OPEN[network] };
}

interface Candidate extends Pick<NetworkInfo, 'grade' | 'capture' | 'isolated'> {
  readonly network: NetworkKind;
  readonly failure: ProbeFailure | null;
}

/** Returns the possible networks, best first. */
function candidates(probe: NetworkProbe, noUserns: string | null): Candidate[] {
  const { twoHosts, loopback } = probe;
  const inPrivate =
    loopback.private && loopback.capture ? null : failureOf(loopback.reason ?? null, noUserns);
  return [
    {
      network: 'two-hosts',
      grade: 'two-hosts',
      capture: 'wire',
      isolated: true,
      failure: twoHosts.ok ? null : failureOf(twoHosts, noUserns),
    },
    { network: 'loopback', grade: 'loopback', capture: 'packet-socket', isolated: true, failure: inPrivate },
    {
      network: 'shared-loopback',
      grade: 'loopback',
      capture: 'counters',
      isolated: false,
      failure: loopback.ok ? null : failureOf(loopback, noUserns),
    },
  ];
}

function failureOf(failed: Failed | null, noUserns: string | null): ProbeFailure {
  if (failed === null) return { step: 'unknown' };
  // The server could not start this process in a namespace. That is the first cause; the failed step only
  // follows from it.
  if (noUserns !== null && (failed.step === 'netns' || failed.step === 'userns'))
    return { step: 'userns', errno: noUserns.slice(0, 32) };
  return failed.errnoName === undefined
    ? { step: failed.step }
    : { step: failed.step, errno: failed.errnoName };
}
