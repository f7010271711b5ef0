import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Scenarios } from '../kernel/scenarios/main.ts';
import { type Privilege, runFolder, scenariosFile, thisMachine } from './machine.ts';
import { bundleScenarios, type Facts, type Mutation, type Outcome, runBundle } from './scenario-process.ts';

export interface ExperimentOptions {
  /** If it is absent, the scenario runs as the product does on this machine. */
  readonly privilege?: Privilege;
  readonly mutation?: Mutation;
  readonly env?: Readonly<Record<string, string>>;
  /** The limit is two minutes if it is absent. */
  readonly limitMs?: number;
}

/**
 * Returns the facts that a scenario has found out, or throws with what it wrote to stderr. The same
 * experiment is made once a run, whichever files ask for it.
 */
export async function experiment<Name extends keyof Scenarios>(
  name: Name,
  options: ExperimentOptions = {},
): Promise<Facts<Name>> {
  const { facts, exitCode, stderr } = await runScenario(name, options);
  if (facts === undefined) throw new Error(`${name} ended with ${exitCode}: ${stderr}`);
  return facts;
}

/** Runs a scenario as {@link experiment} does, and returns how it ended. */
export async function runScenario<Name extends keyof Scenarios>(
  name: Name,
  { privilege = thisMachine().privilege, mutation, env = {}, limitMs = 120_000 }: ExperimentOptions = {},
): Promise<Outcome<Name>> {
  const code = await (mutation === undefined
    ? readFileSync(scenariosFile(runFolder()), 'utf8')
    : bundleScenarios(mutation));
  const run = { code, name, privilege, env, limitMs };
  return mutation === undefined ? onceARun(run) : runBundle(run);
}

/**
 * The first worker that claims the experiment makes it. The others wait for its outcome, which is kept in a
 * file.
 */
async function onceARun<Name extends keyof Scenarios>(
  run: Parameters<typeof runBundle<Name>>[0],
): Promise<Outcome<Name>> {
  const { name, privilege, env, limitMs } = run;
  const key = createHash('sha256')
    .update(JSON.stringify([privilege, env]))
    .digest('hex')
    .slice(0, 12);
  const kept = join(runFolder(), `${name}-${key}.json`);
  if (claims(kept)) {
    const outcome = await runBundle(run);
    // The file is renamed, so that it appears whole or not at all.
    writeFileSync(`${kept}.part`, JSON.stringify(outcome));
    renameSync(`${kept}.part`, kept);
    return outcome;
  }
  const giveUpAt = performance.now() + limitMs + 10_000;
  while (!existsSync(kept)) {
    if (performance.now() > giveUpAt) throw new Error(`${name}: another test file did not finish it`);
    await sleep(20);
  }
  return JSON.parse(readFileSync(kept, 'utf8')) as Outcome<Name>;
}

function claims(kept: string): boolean {
  try {
    writeFileSync(`${kept}.claim`, '', { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}
