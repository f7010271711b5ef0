import { blocksOf } from '../../../shared/programs/blocks.ts';
import { namesOfTarget } from '../../../shared/programs/loop-targets.ts';
import type { Statement } from '../../../shared/programs/tree.ts';
import type { Enclosing } from './values.ts';

/** Returns the names that are a function's own, and those that it says are the program's. */
export function namesOfFunction({
  parameters,
  body,
}: Extract<Statement, { is: 'def' }>): Pick<Enclosing, 'localNames' | 'globalNames'> {
  const globalNames = new Set(declaredIn(body));
  const assigned = assignedIn(body).filter((name) => !globalNames.has(name));
  return { localNames: new Set([...parameters, ...assigned]), globalNames };
}

function declaredIn(statements: readonly Statement[]): readonly string[] {
  return statements.flatMap((statement) => {
    if (statement.is === 'global') return statement.names;
    return statement.is === 'def' ? [] : blocksOf(statement).flatMap(declaredIn);
  });
}

/** Returns every name that statements assign or delete, in nested blocks too. */
function assignedIn(statements: readonly Statement[]): readonly string[] {
  return statements.flatMap((statement) => {
    const inner = statement.is === 'def' ? [] : blocksOf(statement).flatMap(assignedIn);
    switch (statement.is) {
      case 'assign':
        return statement.to;
      case 'for':
        return [...namesOfTarget(statement.name), ...inner];
      case 'def':
        return [statement.name];
      case 'del':
        return statement.targets.flatMap((target) => (target.is === 'name' ? [target.name] : []));
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
      case 'global':
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
