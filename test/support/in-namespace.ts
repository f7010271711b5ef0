import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';
import type { Scenarios } from '../kernel/scenarios/main.ts';

/*
 * Experiments on the real kernel run in a child process, as the lab host does: namespaces belong to a
 * process, a thread blocked in a call cannot be ended from JavaScript, and the size of libuv's pool is
 * fixed by the environment the process began with.
 */

export type Facts<Name extends keyof Scenarios> = Awaited<ReturnType<Scenarios[Name]>>;

export interface Outcome<Name extends keyof Scenarios> {
  readonly facts: Facts<Name> | undefined;
  readonly exitCode: number | null;
  readonly stderr: string;
}

/** One place of the sources, broken on purpose: `find` must stand in `file` exactly once. */
export interface Mutation {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

export interface Changed {
  readonly mutation?: Mutation;
  readonly env?: Readonly<Record<string, string>>;
}

/** `'namespace'`: as `unshare --user --map-root-user --net`, like the product. `'bare'`: as this process. */
export type Privilege = 'namespace' | 'bare';

const root = fileURLToPath(new URL('../../', import.meta.url));
let bundle: Promise<string> | undefined;

/** Runs a scenario in a child process and gives the facts it printed, or throws with what it wrote to stderr. */
export async function experiment<Name extends keyof Scenarios>(
  name: Name,
  privilege: Privilege = 'namespace',
  changed: Changed = {},
): Promise<Facts<Name>> {
  const { facts, exitCode, stderr } = await runScenario(name, privilege, changed);
  if (facts === undefined) throw new Error(`${name} ended with ${exitCode}: ${stderr}`);
  return facts;
}

/** As {@link experiment}, for scenarios whose end is what is examined. */
export async function runScenario<Name extends keyof Scenarios>(
  name: Name,
  privilege: Privilege = 'namespace',
  { mutation, env = {} }: Changed = {},
): Promise<Outcome<Name>> {
  bundle ??= bundleScenarios();
  const code = mutation === undefined ? bundle : bundleScenarios(mutation);
  const node = [process.execPath, '--input-type=module', '-', name];
  const command =
    privilege === 'bare' ? node : ['unshare', '--user', '--map-root-user', '--net', '--', ...node];
  const [program = '', ...words] = command;
  const child = spawn(program, words, {
    cwd: root,
    env: { ...process.env, UV_THREADPOOL_SIZE: '64', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => {}); // a command that is not there reads nothing
  child.stdin.end(await code);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const exitCode = await new Promise<number | null>((resolve) => {
    child.on('error', (error) => {
      stderr += error.message;
      resolve(null);
    });
    child.on('close', resolve);
  });
  return { facts: stdout === '' ? undefined : (JSON.parse(stdout) as Facts<Name>), exitCode, stderr };
}

/** Why two hosts cannot be had here, to be printed with the skipped tests; undefined where they can. */
export async function whyNoTwoHosts(): Promise<string | undefined> {
  const { facts, stderr } = await runScenario('probe');
  if (facts === undefined) return stderr.trim();
  return facts.twoHosts.ok ? undefined : facts.twoHosts.detail;
}

/**
 * Node 20 reads no TypeScript. The bundle goes in through stdin, whose modules are resolved from the
 * working directory: koffi is found, and no file is left behind.
 */
async function bundleScenarios(mutation?: Mutation): Promise<string> {
  const result = await build({
    configFile: false,
    plugins: mutation === undefined ? [] : [mutating(mutation)],
    root,
    logLevel: 'error',
    build: {
      ssr: 'test/kernel/scenarios/main.ts',
      write: false,
      minify: false,
      rolldownOptions: { external: ['koffi'] },
    },
  });
  const chunk = 'output' in result ? result.output[0] : undefined;
  if (chunk === undefined) throw new Error('the scenarios were not bundled');
  return chunk.code;
}

function mutating({ file, find, replace }: Mutation): Plugin {
  return {
    name: 'mutation',
    enforce: 'pre',
    transform(code, id) {
      if (id !== join(root, file)) return null;
      if (!code.includes(find)) throw new Error(`${file} has no ${find}`);
      return code.replace(find, () => replace);
    },
  };
}
