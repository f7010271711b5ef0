import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The capabilities that some tests need and a machine may lack. Each is probed once a run
 * (run/machine-setup.ts).
 */
type Need =
  | 'linux'
  | 'user-namespaces'
  | 'two-hosts'
  /** Any loopback, even if it is only the machine's own. */
  | 'loopback'
  /** A loopback in a network namespace of its own, with a packet capture. */
  | 'private-loopback';

/** Programs of the system that tests can do without, with the word that makes each print its version. */
const VERSION_WORDS = {
  tshark: '--version',
  python3: '--version',
  strace: '--version',
  nginx: '-v',
  openssl: 'version',
  'redis-server': '--version',
} as const;
type Tool = keyof typeof VERSION_WORDS;

/** The needs that this machine does not meet, each with the reason. */
export type Lacks = Readonly<Partial<Record<Need, string>>>;

/**
 * `'namespace'` runs under `unshare --user --map-root-user --net`, as the product does; `'bare'` runs as this
 * process.
 */
export type Privilege = 'namespace' | 'bare';

export interface Machine {
  /** Experiments run with this privilege, which is the product's own choice. */
  readonly privilege: Privilege;
  readonly lacks: Lacks;
}

const RUN_FOLDER = 'SOCKETSCOPE_TEST_RUN';
export const scenariosFile = (folder: string): string => join(folder, 'scenarios.mjs');
export const machineFile = (folder: string): string => join(folder, 'machine.json');
const skippedFile = (folder: string): string => join(folder, 'skipped.ndjson');

/**
 * The folder that all test files of a run share. A set-up makes it before the workers inherit its path in
 * their environment; each project loads its set-ups anew, so that no variable of a module could keep it.
 */
export function runFolder(): string {
  return (process.env[RUN_FOLDER] ??= mkdtempSync(join(tmpdir(), 'socketscope-tests-')));
}

export function thisMachine(): Machine {
  return JSON.parse(readFileSync(machineFile(runFolder()), 'utf8')) as Machine;
}

export interface Skip {
  /** The words name what is not tested. */
  readonly what: string;
  readonly why: string;
}

/**
 * Returns the reason why `what` cannot be tested here, for `skipIf`, or undefined if it can. The reasons are
 * listed at the end of the run.
 */
export function lacks(need: Need | Tool, what: string): string | undefined {
  const why = need in VERSION_WORDS ? whyNoTool(need as Tool) : thisMachine().lacks[need as Need];
  if (why === undefined) return undefined;
  const skip: Skip = { what, why };
  appendFileSync(skippedFile(runFolder()), `${JSON.stringify(skip)}\n`);
  return why;
}

function whyNoTool(name: Tool): string | undefined {
  const { status } = spawnSync(name, [VERSION_WORDS[name]], { timeout: 20_000 });
  return status === 0 ? undefined : `${name} is not installed`;
}

/** Returns every reason that {@link lacks} has given in this run. */
export function allSkips(): readonly Skip[] {
  const file = skippedFile(runFolder());
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Skip);
}
