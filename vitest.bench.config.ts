import { defineConfig } from 'vitest/config';

/** The measurements run one after another, alone on the machine. They assert no time. */
export default defineConfig({
  test: {
    include: ['test/bench/**/*.test.ts'],
    fileParallelism: false,
    globalSetup: ['./test/support/run/folder-setup.ts', './test/support/run/machine-setup.ts'],
  },
});
