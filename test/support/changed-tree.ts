import { execFile } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runFolder } from './machine.ts';
import type { Mutation } from './scenario-process.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const COPIED = [
  'client',
  'server',
  'shared',
  'scripts',
  'test',
  'package.json',
  'tsconfig.base.json',
  'tsconfig.json',
  'vite.config.ts',
  'vitest.config.ts',
];

export interface Selection {
  readonly files: readonly string[];
  /** A regular expression over the full names of tests. If it is absent, every test runs. */
  readonly named?: string;
}

/** One test in the report of Vitest's JSON reporter. */
interface Told {
  readonly fullName: string;
  readonly status: 'passed' | 'failed' | 'skipped' | 'pending' | 'todo' | 'disabled';
}

export interface Outcome {
  readonly passed: readonly string[];
  readonly failed: readonly string[];
}

/** A copy of the sources, in which a fault can be tried while the working tree stays as it is. */
export class ChangedTree {
  readonly #folder = mkdtempSync(join(tmpdir(), 'socketscope-changed-'));

  constructor() {
    for (const name of COPIED) cpSync(join(root, name), join(this.#folder, name), { recursive: true });
    // Each package is linked by itself, because Vite and Vitest keep their caches in node_modules and the
    // copy needs its own.
    const modules = join(this.#folder, 'node_modules');
    mkdirSync(modules);
    for (const name of readdirSync(join(root, 'node_modules')))
      if (!/^\.(vite|cache)/.test(name)) symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }

  /** Does `act` while the fault is in the copy. */
  async during<T>({ file, find, replace }: Mutation, act: () => Promise<T>): Promise<T> {
    const path = join(this.#folder, file);
    const whole = readFileSync(path, 'utf8');
    if (whole.split(find).length !== 2) throw new Error(`this does not stand once in ${file}: ${find}`);
    writeFileSync(
      path,
      whole.replace(find, () => replace),
    );
    try {
      return await act();
    } finally {
      writeFileSync(path, whole);
    }
  }

  async build(): Promise<void> {
    const { failure } = await this.#run(['vite', 'build', '--logLevel', 'error']);
    if (failure !== null) throw new Error(`the copy was not built: ${failure}`);
  }

  /** Runs tests of the copy, with the browser and the probes of this run. */
  async test({ files, named }: Selection): Promise<Outcome> {
    const own = mkdtempSync(join(tmpdir(), 'socketscope-changed-run-'));
    for (const name of readdirSync(runFolder())) copyFileSync(join(runFolder(), name), join(own, name));
    const report = join(this.#folder, 'report.json');
    rmSync(report, { force: true });
    const words = ['vitest', 'run', ...files, '--reporter=json', `--outputFile=${report}`];
    const { failure } = await this.#run([...words, ...(named === undefined ? [] : ['-t', named])], own);
    rmSync(own, { recursive: true, force: true });
    let told: readonly Told[];
    try {
      const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
        readonly testResults: readonly { readonly assertionResults: readonly Told[] }[];
      };
      told = testResults.flatMap(({ assertionResults }) => assertionResults);
    } catch {
      throw new Error(`the tests did not run: ${failure}`);
    }
    const names = (wanted: Told['status']): string[] =>
      told.filter(({ status }) => status === wanted).map(({ fullName }) => fullName);
    return { passed: names('passed'), failed: names('failed') };
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Runs a program of node_modules/.bin in the copy. */
  #run([name = '', ...words]: readonly string[], folder?: string): Promise<{ failure: string | null }> {
    const { NODE_ENV: _, VITEST: __, ...env } = process.env;
    return new Promise((resolve) => {
      execFile(
        join(this.#folder, 'node_modules/.bin', name),
        words,
        {
          cwd: this.#folder,
          env: { ...env, ...(folder !== undefined && { SOCKETSCOPE_TEST_RUN: folder }) },
          timeout: 120_000,
          killSignal: 'SIGKILL',
        },
        (error, stdout, stderr) =>
          resolve({
            failure: error === null ? null : `${error.message}\n${stderr}\n${stdout}`.slice(0, 4000),
          }),
      );
    });
  }
}
