import { existsSync, writeFileSync } from 'node:fs';
import { userNamespaceFailure } from '../../../server/lab-host-client/spawn.ts';
import { bundleScenarios, runBundle } from '../scenario-process.ts';
import { type Lacks, type Machine, machineFile, runFolder, scenariosFile } from '../machine.ts';

/** Bundles the scenarios and finds out what this machine can give the tests that need a kernel, once a run. */
export async function setup(): Promise<void> {
  const folder = runFolder();
  if (existsSync(machineFile(folder))) return;
  const code = await bundleScenarios();
  writeFileSync(scenariosFile(folder), code);
  writeFileSync(machineFile(folder), JSON.stringify(await machine(code)));
}

async function machine(code: string): Promise<Machine> {
  if (process.platform !== 'linux') {
    const why = `this is ${process.platform}, not Linux`;
    const all = { linux: why, loopback: why, 'private-loopback': why, 'two-hosts': why };
    return { privilege: 'bare', lacks: { ...all, 'user-namespaces': why } };
  }
  const refused = await userNamespaceFailure();
  // Root needs no user namespace, so that the experiments run as the product runs its lab host.
  const privilege = refused === null ? 'namespace' : 'bare';
  const { facts, stderr } = await runBundle({ code, name: 'probe', privilege, limitMs: 30_000 });
  const { twoHosts, loopback } = facts ?? {};
  const unprobed = `the probe failed: ${stderr.trim()}`;
  const whyNot = (result: { ok: boolean; detail?: string } | undefined): string | undefined =>
    result === undefined ? unprobed : result.ok ? undefined : (result.detail ?? 'for no reason given');
  const isPrivate = loopback?.private === true && loopback.capture;
  return {
    privilege,
    lacks: {
      ...lacking('user-namespaces', refused === null ? undefined : `unshare --user is refused: ${refused}`),
      ...lacking('two-hosts', whyNot(twoHosts)),
      ...lacking('loopback', whyNot(loopback)),
      ...lacking('private-loopback', isPrivate ? undefined : (loopback?.reason?.detail ?? whyNot(loopback))),
    },
  };
}

function lacking(need: keyof Lacks, reason: string | undefined): Lacks {
  return reason === undefined ? {} : { [need]: reason };
}
