import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What some tests need and a machine may not have; each is found out once a run (run/machine-setup.ts). */
type Need =
  | 'linux'
  | 'user-namespaces'
  | 'two-hosts'
  /** Any loopback at all, if only the machine's own. */
  | 'loopback'
  /** A loopback in a network namespace of its own, with a packet capture. */
  | 'private-loopback'
  | 'tshark'
  | 'python3';

/** The needs that this machine does not meet, each with the reason. */
export type Lacks = Readonly<Partial<Record<Need, string>>>;

/** `'namespace'`: under `unshare --user --map-root-user --net`, like the product. `'bare'`: as this process. */
export type Privilege = 'namespace' | 'bare';

export interface Machine {
  /** What experiments run with: the product's own choice. */
  readonly privilege: Privilege;
  readonly lacks: Lacks;
}

/** The environment variable with the path of the folder that all test files of one run share. */
export const RUN_FOLDER = 'SOCKETSCOPE_TEST_RUN';
export const scenariosFile = (folder: string): string => join(folder, 'scenarios.mjs');
export const machineFile = (folder: string): string => join(folder, 'machine.json');
const skippedFile = (folder: string): string => join(folder, 'skipped.ndjson');

export function runFolder(): string {
  const folder = process.env[RUN_FOLDER];
  if (folder === undefined)
    throw new Error('the project of this test lacks machine-setup in its globalSetup');
  return folder;
}

export function thisMachine(): Machine {
  return JSON.parse(readFileSync(machineFile(runFolder()), 'utf8')) as Machine;
}

export interface Skip {
  /** What is not tested, in words. */
  readonly what: string;
  readonly why: string;
}

/**
 * Why `what` cannot be tested here, for `skipIf`; undefined where it can. The reasons are listed at the end
 * of the run.
 */
export function lacks(need: Need, what: string): string | undefined {
  const why = thisMachine().lacks[need];
  if (why === undefined) return undefined;
  const skip: Skip = { what, why };
  appendFileSync(skippedFile(runFolder()), `${JSON.stringify(skip)}\n`);
  return why;
}

/** Everything that {@link lacks} has said no to in this run. */
export function allSkips(): readonly Skip[] {
  const folder = process.env[RUN_FOLDER];
  if (folder === undefined || !existsSync(skippedFile(folder))) return [];
  return readFileSync(skippedFile(folder), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Skip);
}
