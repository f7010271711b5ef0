import { defineConfig } from 'vitest/config';

// unit is what is left when the others have taken theirs, so that no test file is ever run by nobody.
const integration = ['test/{kernel,server}/**/*.test.ts'];
const browser = ['test/e2e/**/*.test.ts'];
const component = ['test/component/**/*.test.ts'];
const never = ['test/{bench,truth,support}/**', '**/node_modules/**'];

// Real kernels and browsers on a shared machine can stall for seconds; a run that needed it says so. Unit
// tests get no second try, and neither does anything at a developer's own machine.
const onceMore = process.env['CI'] === undefined ? 0 : 2;

/** How long `expect.poll` waits for what is to come, ms: a machine that stalls a second is no failure. */
const poll = { timeout: 10_000, interval: 50 };

export default defineConfig({
  test: {
    passWithNoTests: true,
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/**/*.test.{ts,tsx}'],
          testTimeout: 60_000,
          exclude: [...never, ...integration, ...browser, ...component],
        },
      },
      {
        test: {
          // Real sockets and namespaces: a process of its own for each file, because blocked threads and
          // namespaces belong to processes.
          name: 'integration',
          environment: 'node',
          include: integration,
          exclude: never,
          pool: 'forks',
          testTimeout: 30_000,
          hookTimeout: 30_000,
          expect: { poll },
          retry: onceMore,
        },
      },
      {
        test: {
          // Playwright drives Chromium against the built server (dist/), as a user would meet it.
          name: 'browser',
          environment: 'node',
          include: browser,
          exclude: never,
          pool: 'forks',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll },
          retry: onceMore,
        },
      },
      {
        test: {
          // The built page in Chromium, on recorded labs: no server process, no namespace, no kernel.
          name: 'component',
          environment: 'node',
          include: component,
          exclude: never,
          testTimeout: 30_000,
          hookTimeout: 30_000,
          expect: { poll },
        },
      },
    ],
  },
});
