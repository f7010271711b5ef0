import type { BlockRunner, Outcome } from './block-runner.ts';
import { iterate, unpack } from './iteration.ts';
import type { Located } from './located.ts';
import type { Scope } from './scope.ts';
import { isTrue } from './values.ts';

/** A thread stops before `while True:` only once, because CPython compiles no test for it either. */
export async function whileLoop(run: BlockRunner, located: Located, scope: Scope): Promise<Outcome> {
  for (let round = 0; ; round += 1) {
    const now = run.now(located);
    if (now.is !== 'while') return 'through';
    const forever = now.test.is === 'literal' && now.test.value === true;
    if (round > 0 && !forever) await run.tracer.line(located.line);
    if (!forever && !isTrue(await run.evaluate(now.test, scope))) return 'through';
    const outcome = await run.block(located.parts[0]?.block ?? [], scope);
    if (outcome === 'break') return 'through';
    if (typeof outcome === 'object') return outcome;
  }
}

export async function forLoop(run: BlockRunner, located: Located, scope: Scope): Promise<Outcome> {
  const now = run.now(located);
  if (now.is !== 'for') return 'through';
  const { name } = now;
  const over = await run.evaluate(now.over, scope);
  return run.inUse.holding([over], async () => {
    let round = 0;
    for (const item of iterate(over)) {
      if (round > 0) await run.tracer.line(located.line);
      round += 1;
      for (const [target, part] of unpack(name, item)) run.assign(target, part, scope);
      const outcome = await run.block(located.parts[0]?.block ?? [], scope);
      if (outcome === 'break') return 'through';
      if (typeof outcome === 'object') return outcome;
    }
    return 'through';
  });
}
