import { defineConfig } from 'vitest/config';
import { Budgets, TimesAndSkips } from './test/support/run/reporter.ts';

/** These tests take minutes by their nature, so that they are not part of `npm test`. */
export default defineConfig({
  test: {
    include: ['test/truth/**/*.test.ts'],
    globalSetup: [
      './test/support/run/folder-setup.ts',
      './test/support/run/machine-setup.ts',
      './test/support/run/page-setup.ts',
    ],
    maxConcurrency: 4,
    // The tests of a class are as long as those of `npm test`; the others name their own limits.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 10_000, interval: 50 } },
    reporters: [new TimesAndSkips(), 'default', new Budgets()],
  },
});
