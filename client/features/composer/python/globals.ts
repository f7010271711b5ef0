import { blocksOf } from '../../../../shared/programs/blocks.ts';
import type { Statement } from '../../../../shared/programs/tree.ts';

/**
 * Returns the `global` lines that do not stand at the head of a function, or that name one of its parameters. Python
 * permits some of them.
 */
export function misplacedGlobals(
  statements: readonly Statement[],
  parameters: readonly string[] | null = null,
): { readonly at: Statement; readonly name: string }[] {
  const head = statements.findIndex(({ is }) => is !== 'global' && is !== 'remark');
  return statements.flatMap((statement, i) => {
    if (statement.is === 'def') return misplacedGlobals(statement.body, statement.parameters);
    if (statement.is !== 'global') return blocksOf(statement).flatMap((block) => misplacedGlobals(block));
    const odd = statement.names.find((name) => parameters?.includes(name));
    const name = odd ?? statement.names[0] ?? '';
    const isPlaced = parameters !== null && (head < 0 || i < head) && odd === undefined;
    return isPlaced ? [] : [{ at: statement, name }];
  });
}
