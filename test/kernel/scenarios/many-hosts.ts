import { readdirSync } from 'node:fs';
import { openSockDiag } from '../../../server/lab-host/kernel/sock-diag.ts';
import { blockedCallsInFlight } from '../../../server/lab-host/libc/thread-budget.ts';
import { listener, serverAddress, twoHosts } from './two-hosts.ts';

const LABS = 25;

/** Makes, uses and closes fifty hosts. Returns what they cost, and shows that nothing remains. */
export async function manyHosts() {
  await twoHosts().close(); // The home and nursery namespaces stay open from here on.
  const before = openFds();
  const startedAt = performance.now();
  const labs = Array.from({ length: LABS }, () => {
    const lab = twoHosts();
    listener(lab.server, serverAddress);
    return lab;
  });
  const createdAt = performance.now();
  const listeners = openFds();
  const dumps = labs.map((lab) => {
    const diag = openSockDiag(lab.server);
    const dumpedAt = performance.now();
    const rows = diag.dump().length;
    const ms = performance.now() - dumpedAt;
    diag.close();
    return { rows, ms };
  });
  await Promise.all(labs.map((lab) => lab.close()));
  const closedAt = performance.now();
  return {
    before,
    whileOpen: listeners,
    after: openFds() - LABS, // The listeners are the scenario's own.
    createMsPerLab: (createdAt - startedAt) / LABS,
    closeMs: closedAt - createdAt,
    medianDumpMs: dumps.map(({ ms }) => ms).sort((a, b) => a - b)[LABS >> 1] ?? 0,
    rows: dumps.map(({ rows }) => rows),
    blockedAtEnd: blockedCallsInFlight(),
  };
}

function openFds(): number {
  return readdirSync('/proc/self/fd').length;
}
