import { blocksOf } from '../../../shared/programs/blocks.ts';
import { namesOfTarget, targetOf } from '../../../shared/programs/loop-targets.ts';
import type { Expression, Statement } from '../../../shared/programs/tree.ts';

/** The values of the names that are assigned once and by nothing else. */
export function valuesIn(statements: readonly Statement[]): ReadonlyMap<string, Expression> {
  const values = new Map<string, Expression | null>();
  const visit = (block: readonly Statement[]): void => {
    for (const statement of block) {
      if (statement.is === 'assign')
        for (const name of statement.to)
          values.set(
            name,
            values.has(name) || targetOf(statement) !== name || statement.operator !== undefined
              ? null
              : statement.value,
          );
      if (statement.is === 'for') for (const name of namesOfTarget(statement.name)) values.set(name, null);
      if (statement.is === 'with')
        for (const { name } of statement.items) if (name !== undefined) values.set(name, null);
      if (statement.is === 'def') for (const name of statement.parameters) values.set(name, null);
      for (const inner of blocksOf(statement)) visit(inner);
    }
  };
  visit(statements);
  return new Map([...values].flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])));
}

export function madeIn(statements: readonly Statement[]): Set<string> {
  const made = new Set<string>();
  for (const statement of statements) {
    if (statement.is === 'assign') for (const name of statement.to) made.add(name);
    if (statement.is === 'for') for (const name of namesOfTarget(statement.name)) made.add(name);
    if (statement.is === 'def') made.add(statement.name);
    if (statement.is === 'import') made.add(statement.module);
    if (statement.is === 'import-from') for (const name of statement.names) made.add(name);
    if (statement.is === 'with')
      for (const { name } of statement.items) if (name !== undefined) made.add(name);
    if (statement.is === 'try')
      for (const { name } of statement.handlers) if (name !== undefined) made.add(name);
    // A function's names are its own. They count here all the same, so that the composer warns too little
    // rather than too much.
    for (const block of blocksOf(statement)) for (const name of madeIn(block)) made.add(name);
  }
  return made;
}

/** Names that a block gives a new value, or whose socket it calls. */
export function touched(statements: readonly Statement[]): Set<string> {
  const names = madeIn(statements);
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('is' in value && value.is === 'name' && 'name' in value) names.add(String(value.name));
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(statements);
  return names;
}
