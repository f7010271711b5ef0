import { writeFileSync } from 'node:fs';
import type { Timers } from '../../../../shared/schema.ts';

/** `{ 'net.ipv4.tcp_syn_retries': '127' }`; see Documentation/networking/ip-sysctl.rst. */
export type Sysctls = Readonly<Record<string, string>>;

/** So that one conversation does not change the next, and a backlog is what it says. */
const repeatable: Sysctls = {
  // Otherwise one segment held for 10 s gives the next conversation an RTO of 3.3 s.
  'net.ipv4.tcp_no_metrics_save': '1',
  // Otherwise cookies let four clients through a backlog of 1.
  'net.ipv4.tcp_syncookies': '0',
};

/** No packet of the kernel's own: every segment on the wire belongs to a program. */
const quietIPv6: Sysctls = {
  'net.ipv6.conf.default.disable_ipv6': '0',
  'net.ipv6.conf.all.disable_ipv6': '0',
  'net.ipv6.conf.default.addr_gen_mode': '1',
  'net.ipv6.conf.default.router_solicitations': '0',
  'net.ipv6.conf.default.accept_ra': '0',
  'net.ipv6.conf.default.accept_dad': '0',
};

/** A SYN is tried again each second, not after 1, 2, 4, 8 s (Linux 6.5 and later). */
export const steadySyn: Sysctls = { 'net.ipv4.tcp_syn_linear_timeouts': '127' };

/** The kernel waits with the learner: nothing is sent twice because a segment was held for minutes. */
const calm: Sysctls = {
  // Otherwise a tail-loss probe (RFC 8985) copies the held segment.
  'net.ipv4.tcp_early_retrans': '0',
  'net.ipv4.tcp_syn_retries': '127',
  'net.ipv4.tcp_synack_retries': '255',
  'net.ipv4.tcp_retries2': '255',
  // 0 would mean none once the RTO is 120 s: an orphan would vanish within 210 s.
  'net.ipv4.tcp_orphan_retries': '255',
  'net.ipv4.tcp_fin_timeout': '100000',
};

/** Linux 6.11 and later; the route's rto_min stands in for it before. Microseconds. */
const calmMinimumRto: Sysctls = { 'net.ipv4.tcp_rto_min_us': '60000000' };

export interface AppliedSysctls {
  /** Settings this kernel refused, as `'name: reason'`. */
  readonly failures: string[];
  /** Whether the smallest retransmission timeout is the calm one. */
  readonly minimumRtoIsCalm: boolean;
}

/**
 * Sets the sysctls of the current network namespace. Before its first socket: the TCP timers are
 * copied into each socket as it is made. A kernel without a setting is reported, not an error.
 */
export function applySysctls(timers: Timers, extra: Sysctls = {}): AppliedSysctls {
  const failures = writeAll({ ...repeatable, ...quietIPv6, ...(timers === 'calm' && calm), ...extra });
  const rtoFailures = timers === 'calm' ? writeAll(calmMinimumRto) : ['kernel timers'];
  return { failures, minimumRtoIsCalm: rtoFailures.length === 0 };
}

function writeAll(sysctls: Sysctls): string[] {
  return Object.entries(sysctls).flatMap(([name, value]) => {
    try {
      writeFileSync(`/proc/sys/${name.replaceAll('.', '/')}`, value);
      return [];
    } catch (error) {
      return [`${name}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`];
    }
  });
}
