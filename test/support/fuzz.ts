import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { test } from 'vitest';

/* `npm test` makes some cases with a fixed seed, `npm run fuzz` very many with one of its own (vitest.fuzz.config.ts). */

/** The cases of all boundaries together. */
export const CASES = Number(process.env['FUZZ_CASES'] ?? 4000);
export const SEED = Number(process.env['FUZZ_SEED'] ?? 1);
/** A case hangs if it takes more than this, both by the clock and of the processor. */
const HANGS_MS = 1000;
/** A case that does not end at all is named, and its process ended, after this time. */
const ENDLESS_MS = 60_000;
/** A case may be long; so many characters of it are shown. */
const SHOWN = 3000;
const AT_MOST_MS = 3 * 60 * 60_000;

export interface Boundary<T> {
  /** The rules that are checked, and what comes in. */
  readonly title: string;
  /** This boundary's part of all cases. */
  readonly share: number;
  readonly cases: fc.Arbitrary<T>;
  /** Throws if the case shows a fault. */
  readonly check: (one: T) => unknown;
  /** A check that takes long is not made again and again in search of a simpler case. */
  readonly isSlow?: boolean;
}

/** Checks a boundary with cases that are made for it. A failure names the seed and the path that repeat it. */
export function fuzz<T>({ title, share, cases, check, isSlow = false }: Boundary<T>): void {
  const numRuns = Math.max(1, Math.round(CASES * share));
  test(`${title}: ${numRuns} cases, seed ${SEED}`, { timeout: AT_MOST_MS }, async () => {
    const watch = new Watch(title);
    try {
      const run = await fc.check(
        fc.asyncProperty(cases, async (one) => {
          watch.next();
          const began = performance.now();
          const before = process.cpuUsage();
          await check(one);
          const tookMs = performance.now() - began;
          if (tookMs <= HANGS_MS) return;
          const { user, system } = process.cpuUsage(before);
          if (user + system > HANGS_MS * 1000) throw new Error(`hangs: it took ${Math.round(tookMs)} ms`);
        }),
        { seed: SEED, numRuns, endOnFailure: isSlow },
      );
      if (!run.failed) return;
      const shown = fc.stringify(run.counterexample).slice(0, SHOWN);
      throw new Error(`with seed ${SEED} and path “${run.counterexamplePath}”: ${shown}`, {
        cause: run.errorInstance,
      });
    } finally {
      await watch.end();
    }
  });
}

/** Looks from another thread whether the cases go on, because a loop without end gives no other sign. */
class Watch {
  readonly #at = new Int32Array(new SharedArrayBuffer(4));
  readonly #worker: Worker;

  constructor(title: string) {
    const text = `${title}: with seed ${SEED} a case never ends, counted from 0 it is number `;
    this.#worker = new Worker(
      `const { writeSync } = require('node:fs');
      const { at, text } = require('node:worker_threads').workerData;
      let seen = -1;
      setInterval(() => {
        if (at[0] !== seen) return void (seen = at[0]);
        writeSync(2, text + (seen - 1) + '\\n');
        process.kill(process.pid, 'SIGKILL');
      }, ${ENDLESS_MS});`,
      { eval: true, workerData: { at: this.#at, text } },
    );
    this.#worker.unref();
  }

  next(): void {
    this.#at[0]! += 1;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
