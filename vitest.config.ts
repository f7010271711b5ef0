import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { findBrowser } from './scripts/browser.mjs';
import { Budgets, TimesAndSkips } from './test/support/run/reporter.ts';
import { LongestFirst } from './test/support/run/sequencer.ts';

const kernel = ['test/{kernel,server}/**/*.test.ts'];
const page = ['test/{component,e2e}/**/*.test.ts'];
/** These files measure time or use up the machine, so that they run one after the other, when all others are done. */
const aloneOnKernel = ['test/kernel/{full-speed,lab-hostile}.test.ts', 'test/server/fair-shares.test.ts'];
const aloneInPage = ['test/e2e/full-speed.test.ts'];
const never = ['test/{bench,soak,truth,support}/**', '**/node_modules/**'];

// Without a browser the other tests still run. `npm test` installs one first (scripts/prepare.mjs).
const hasBrowser = (await findBrowser()) !== undefined;
const ifBrowser = (files: string[]): string[] => (hasBrowser ? files : []);

const machineSetup = './test/support/run/machine-setup.ts';
const pageSetup = './test/support/run/page-setup.ts';

/** `expect.poll` waits for this many ms, because a machine that stalls for a second is no failure. */
const poll = { timeout: 10_000, interval: 50 };

/** There is one worker more than there are cores, because most files wait for kernels, timers and a browser. */
const maxWorkers = availableParallelism() + 1;

/**
 * No test waits for ever. The limit is far above what any needs, because a busy machine is no failure; what is
 * slow beyond that fails by its file's budget.
 */
const LIMIT_MS = 180_000;

/**
 * These files share their worker's modules, because loading them took a third of the unit tests' time. What a test
 * changes in a module it puts back. No test makes a native call in its own worker: experiments are child processes.
 */
const shared = { isolate: false } as const;

/** These projects have real sockets, processes and pages. A test that fails is not tried again. */
const real = {
  environment: 'node',
  testTimeout: LIMIT_MS,
  hookTimeout: LIMIT_MS,
  expect: { poll },
} as const;

export default defineConfig({
  test: {
    globalSetup: ['./test/support/run/folder-setup.ts'],
    reporters: [
      new TimesAndSkips(hasBrowser ? [] : [{ what: 'every test in a browser', why: 'there is none here' }]),
      'default',
      new Budgets(),
    ],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        // This project takes the files that the others leave, so that no test file is forgotten.
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...never, ...kernel, ...page],
          testTimeout: LIMIT_MS,
          expect: { poll },
          maxWorkers,
          ...shared,
        },
      },
      {
        test: {
          ...real,
          ...shared,
          name: 'integration',
          include: kernel,
          exclude: [...never, ...aloneOnKernel],
          globalSetup: [machineSetup],
          maxWorkers,
        },
      },
      {
        // Playwright drives Chromium against the built server (dist/) on live labs, as a user would meet it, and the built
        // page on recorded labs, without a kernel.
        test: {
          ...real,
          ...shared,
          name: 'page',
          include: ifBrowser(page),
          exclude: [...never, ...aloneInPage],
          globalSetup: [machineSetup, pageSetup],
          maxWorkers,
        },
      },
      {
        test: {
          ...real,
          name: 'alone',
          include: hasBrowser ? [...aloneOnKernel, ...aloneInPage] : aloneOnKernel,
          exclude: never,
          globalSetup: hasBrowser ? [machineSetup, pageSetup] : [machineSetup],
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
