import { blocksOf } from '../../../shared/programs/blocks.ts';
import type { Statement } from '../../../shared/programs/tree.ts';

/** Returns every name that a function's body assigns, in nested blocks too. */
export function assignedIn(statements: readonly Statement[]): readonly string[] {
  return statements.flatMap((statement) => {
    const inner = statement.is === 'def' ? [] : blocksOf(statement).flatMap(assignedIn);
    switch (statement.is) {
      case 'assign':
        return statement.to;
      case 'for':
      case 'def':
        return [statement.name, ...inner];
      case 'import':
        return [statement.module];
      case 'import-from':
        return statement.names;
      case 'try':
        return [...statement.handlers.flatMap(({ name }) => (name === undefined ? [] : [name])), ...inner];
      case 'with':
        return [...statement.items.flatMap(({ name }) => (name === undefined ? [] : [name])), ...inner];
      case 'do':
      case 'raise':
      case 'set-item':
      case 'if':
      case 'while':
      case 'return':
      case 'break':
      case 'continue':
      case 'pass':
      case 'remark':
        return inner;
      default:
        return statement satisfies never;
    }
  });
}
