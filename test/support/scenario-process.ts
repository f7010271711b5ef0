import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';
import type { Scenarios } from '../kernel/scenarios/main.ts';
import type { Privilege } from './machine.ts';

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

/** A fault in one place of the sources. `find` must stand in `file` exactly once. */
export interface Mutation {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

export interface ScenarioRun<Name extends keyof Scenarios> {
  /** The bundle of all scenarios. */
  readonly code: string;
  readonly name: Name;
  readonly privilege: Privilege;
  readonly env?: Readonly<Record<string, string>>;
  /** The child is killed after this long. */
  readonly limitMs: number;
}

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Runs a scenario in a child process until it ends or its limit is reached, and returns what it printed. */
export function runBundle<Name extends keyof Scenarios>({
  code,
  name,
  privilege,
  env = {},
  limitMs,
}: ScenarioRun<Name>): Promise<Outcome<Name>> {
  const node = [process.execPath, '--input-type=module', '-', name];
  const isolated = ['unshare', '--user', '--map-root-user', '--net', '--', ...node];
  const [program = '', ...words] = privilege === 'bare' ? node : isolated;
  const child = spawn(program, words, {
    cwd: root,
    env: { ...process.env, UV_THREADPOOL_SIZE: '64', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: limitMs,
    killSignal: 'SIGKILL',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // A child that could not be started reads nothing, and its `error` event says why.
  child.stdin.on('error', () => {});
  child.stdin.end(code);
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ facts: undefined, exitCode: null, stderr: error.message }));
    child.once('close', (exitCode, signal) => {
      // The exit status of Node.js for an `await` at the top level that nothing can end any more (nodejs.org, process).
      if (exitCode === 13) stderr += `\n${name} waited for what could not come any more`;
      if (signal !== null) stderr += `\nended by ${signal}, at the latest after ${limitMs} ms`;
      const facts = stdout === '' || signal !== null ? undefined : (JSON.parse(stdout) as Facts<Name>);
      resolve({ facts, exitCode, stderr });
    });
  });
}

/**
 * Node 20 reads no TypeScript. The bundle goes in through stdin, whose modules are resolved from the working
 * directory, so that koffi is found.
 */
export async function bundleScenarios(mutation?: Mutation): Promise<string> {
  const result = await build({
    configFile: false,
    plugins: mutation === undefined ? [] : [mutating(mutation)],
    root,
    logLevel: 'error',
    build: {
      ssr: 'test/kernel/scenarios/main.ts',
      write: false,
      minify: false,
      // Modules that are imported dynamically go into the one chunk, too.
      rolldownOptions: { external: ['koffi'], output: { codeSplitting: false } },
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
