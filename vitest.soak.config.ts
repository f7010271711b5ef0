import { defineConfig } from 'vitest/config';

/** Long runs of a server, one after another. */
export default defineConfig({
  test: {
    include: ['test/soak/**/*.test.ts'],
    fileParallelism: false,
    globalSetup: ['./test/support/run/folder-setup.ts', './test/support/run/machine-setup.ts'],
  },
});
