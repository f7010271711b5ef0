import { defineConfig } from 'vitest/config';

/** All boundaries of test/fuzz with very many cases. A seed of its own makes each run a different one. */
const env = {
  FUZZ_CASES: process.env['FUZZ_CASES'] ?? '1000000',
  FUZZ_SEED: process.env['FUZZ_SEED'] ?? String(Date.now() % 2 ** 31),
};

export default defineConfig({ test: { include: ['test/fuzz/**/*.test.ts'], env } });
