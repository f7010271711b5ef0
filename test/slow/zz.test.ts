import { test } from 'vitest';
import { experiment } from '../support/in-namespace.ts';
test('t', { timeout: 600_000 }, async () => {
  await Promise.all([1,2,3,4].map(async () => {
    const b = performance.now();
    try { const f: any = await experiment('fullSpeed');
    console.log(performance.now() - b, JSON.stringify(f.report.faults)); }
    catch (e) { console.log(performance.now() - b, (e as Error).message.slice(0, 3000)); }
  }));
});
