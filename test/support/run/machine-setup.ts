import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { userNamespaceFailure } from '../../../server/lab-host-client/spawn.ts';
import { bundleScenarios, runBundle } from '../scenario-process.ts';
import { type Lacks, type Machine, machineFile, RUN_FOLDER, scenariosFile } from '../machine.ts';

/**
 * Runs once before the tests that need a kernel: bundles the scenarios, finds out what this machine can
 * give them, and makes the folder that all files of this run share. Each project loads this file anew, so
 * that the folder's path is kept in the environment, which the workers inherit.
 */
export async function setup(): Promise<(() => void) | undefined> {
  if (process.env[RUN_FOLDER] !== undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'socketscope-tests-'));
  process.env[RUN_FOLDER] = folder;
  const code = await bundleScenarios();
  writeFileSync(scenariosFile(folder), code);
  writeFileSync(machineFile(folder), JSON.stringify(await machine(code)));
  return () => {
    delete process.env[RUN_FOLDER];
    rmSync(folder, { recursive: true, force: true });
  };
}

async function machine(code: string): Promise<Machine> {
  const tools = {
    ...lacking('tshark', missingTool('tshark')),
    ...lacking('python3', missingTool('python3')),
  };
  if (process.platform !== 'linux') {
    const why = `this is ${process.platform}, not Linux`;
    const all = { linux: why, loopback: why, 'private-loopback': why, 'two-hosts': why };
    return { privilege: 'bare', lacks: { ...all, 'user-namespaces': why, ...tools } };
  }
  const refused = await userNamespaceFailure();
  // Root needs no user namespace: the experiments then run as the product runs its lab host.
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
      ...tools,
    },
  };
}

function lacking(need: keyof Lacks, reason: string | undefined): Lacks {
  return reason === undefined ? {} : { [need]: reason };
}

function missingTool(name: string): string | undefined {
  const { status } = spawnSync(name, ['--version'], { timeout: 20_000 });
  return status === 0 ? undefined : `${name} is not installed`;
}
