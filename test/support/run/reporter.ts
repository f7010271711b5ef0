import { existsSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import type { Reporter, TestModule, Vitest } from 'vitest/node';
import { allSkips, type Skip } from '../machine.ts';
import { TOLERANCE, USUAL, usualSeconds } from './budgets.ts';

/**
 * Prints how long each file took, and what was skipped for which reason. It stands before vitest's own reporter,
 * because this list is long, and the end of a log, which is all that some places keep, is for what failed.
 */
export class TimesAndSkips implements Reporter {
  readonly #skips: readonly Skip[];

  /** The configuration itself has decided about these skips. */
  constructor(skips: readonly Skip[] = []) {
    this.#skips = skips;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const lines = sortedTimes(modules).map(
      ({ file, seconds, most }) =>
        `${seconds.toFixed(1).padStart(7)} s  of at most ${most.toFixed(0).padStart(4)} s  ${file}`,
    );
    say('Time of each test file', lines);

    const skipped = modules.flatMap((module) => {
      const count = [...module.children.allTests('skipped')].length;
      return count === 0 ? [] : [{ module, count }];
    });
    say('Skipped', [
      ...[...this.#skips, ...allSkips()].map(({ what, why }) => `${what}: ${why}`),
      ...skipped.map(({ module, count }) => `${count} tests of ${module.relativeModuleId}`),
    ]);
  }
}

/** Fails the run, as its last words, for a file that took far longer than its budget. */
export class Budgets implements Reporter {
  #root = '';

  onInit({ config }: Vitest): void {
    this.#root = config.root;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const late = sortedTimes(modules).filter(({ seconds, most }) => seconds > most);
    const gone = Object.keys(USUAL).filter((file) => !existsSync(join(this.#root, file)));
    const faults = [
      ...late.map(({ file, seconds }) => `${file} took ${seconds.toFixed(1)} s, which is beyond its budget`),
      ...gone.map((file) => `${file} has a budget and does not exist`),
    ];
    say('Beyond the budgets in test/support/run/budgets.ts', faults);
    if (faults.length > 0) process.exitCode = 1;
  }
}

/** Returns each file's time in seconds, longest first, and how long it may take at `most` under the present load. */
function sortedTimes(modules: readonly TestModule[]): { file: string; seconds: number; most: number }[] {
  const tolerance = TOLERANCE * strain();
  return modules
    .map((module) => {
      const file = module.relativeModuleId;
      return { file, seconds: secondsOf(module), most: usualSeconds(file) * tolerance };
    })
    .toSorted((a, b) => b.seconds - a.seconds);
}

/**
 * Returns how much longer everything takes because of other work on this machine. The suite itself keeps
 * about two processes a core waiting to run, and each further two cost as much time again.
 */
function strain(): number {
  const [, fiveMinutes = 0] = loadavg();
  return Math.max(1, fiveMinutes / (2 * availableParallelism()));
}

function secondsOf(module: TestModule): number {
  const { collectDuration, setupDuration, duration } = module.diagnostic();
  return (collectDuration + setupDuration + duration) / 1000;
}

function say(heading: string, lines: readonly string[]): void {
  if (lines.length > 0) console.log(['', heading, ...lines.map((line) => `  ${line}`)].join('\n'));
}
