import { defineConfig } from 'vitest/config';

/** What takes minutes by its nature and so is not part of `npm test`. */
export default defineConfig({
  test: { include: ['test/truth/**/*.test.ts'], pool: 'forks', maxConcurrency: 4 },
});
