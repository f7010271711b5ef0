import { writeFileSync } from 'node:fs';
import type { Timers } from '../../../../shared/schema.ts';

/**
 * Settings by name, such as `{ 'net.ipv4.tcp_syn_retries': '127' }` (Documentation/networking/ip-sysctl.rst).
 */
export type Sysctls = Readonly<Record<string, string>>;

/**
 * With these settings a conversation does not influence the next one, and a backlog has the length it states.
 */
const repeatable: Sysctls = {
  // Otherwise a segment that is held for 10 s gives the next conversation an RTO of 3.3 s.
  'net.ipv4.tcp_no_metrics_save': '1',
  // Otherwise a copy of the last FIN that a busy machine brings late ends TIME_WAIT: the peer answers the repeated ACK with a RST
  // (RFC 1337 §2).
  'net.ipv4.tcp_rfc1337': '1',
  // Otherwise SYN cookies let four clients through a backlog of 1.
  'net.ipv4.tcp_syncookies': '0',
};

/**
 * A program that connects and closes without end leaves connections in TIME_WAIT, each for a minute. Beyond this
 * many the kernel ends them at once, so that one lab's kernel tables stay small.
 */
const bounded: Sysctls = { 'net.ipv4.tcp_max_tw_buckets': '64' };

/**
 * With these settings the kernel sends no packet of its own, so that every segment on the wire belongs to a
 * program.
 */
const quietIPv6: Sysctls = {
  'net.ipv6.conf.default.disable_ipv6': '0',
  'net.ipv6.conf.all.disable_ipv6': '0',
  'net.ipv6.conf.default.addr_gen_mode': '1',
  'net.ipv6.conf.default.router_solicitations': '0',
  'net.ipv6.conf.default.accept_ra': '0',
  'net.ipv6.conf.default.accept_dad': '0',
};

/** A SYN is sent again each second, not after 1, 2, 4 and 8 s (Linux 6.5 and later). */
export const steadySyn: Sysctls = { 'net.ipv4.tcp_syn_linear_timeouts': '127' };

/** With these settings nothing is sent twice because the learner held a segment for minutes. */
const calm: Sysctls = {
  // Otherwise a tail-loss probe (RFC 8985) copies the held segment.
  'net.ipv4.tcp_early_retrans': '0',
  'net.ipv4.tcp_syn_retries': '127',
  'net.ipv4.tcp_synack_retries': '255',
  'net.ipv4.tcp_retries2': '255',
  // A value of 0 means no retries once the RTO is 120 s, so that an orphan would vanish within 210 s.
  'net.ipv4.tcp_orphan_retries': '255',
  'net.ipv4.tcp_fin_timeout': '100000',
};

/**
 * A SYN that is held for a hand is sent again after 1, 2, 4 and 8 s, and not four times in its first four seconds.
 * Linux before 6.5 lacks the setting and waits so anyway.
 */
const calmSyn: Sysctls = { 'net.ipv4.tcp_syn_linear_timeouts': '0' };

/** In µs, for Linux 6.11 and later. Older kernels get the route's rto_min instead. */
const calmMinimumRto: Sysctls = { 'net.ipv4.tcp_rto_min_us': '60000000' };

export interface AppliedSysctls {
  /** The settings that this kernel refused, as `'name: reason'`. */
  readonly failures: string[];
  /** Says whether the minimum RTO is the calm one. */
  readonly minimumRtoIsCalm: boolean;
}

/**
 * Sets the sysctls of the current network namespace. This must come before its first socket, because each
 * socket copies the TCP timers when it is made. A setting that the kernel lacks is reported and is no error.
 */
export function applySysctls(timers: Timers, extra: Sysctls = {}): AppliedSysctls {
  if (timers === 'calm') writeAll(calmSyn);
  const failures = writeAll({
    ...repeatable,
    ...bounded,
    ...quietIPv6,
    ...(timers === 'calm' && calm),
    ...extra,
  });
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
