import type { Statement } from './tree.ts';

/** Says whether a program imports for itself what it uses. */
export function importsItself(statements: readonly Statement[]): boolean {
  return statements.some(
    (one) => one.is === 'import' || one.is === 'import-from' || blocksOf(one).some(importsItself),
  );
}

/** Returns the blocks directly inside a statement, in the order of the listing. */
export function blocksOf(of: Statement): readonly (readonly Statement[])[] {
  switch (of.is) {
    case 'if':
      return of.otherwise === undefined ? [of.body] : [of.body, of.otherwise];
    case 'while':
    case 'for':
    case 'def':
      return [of.body];
    case 'try':
      return [of.body, ...of.handlers.map((handler) => handler.body)];
    case 'do':
    case 'assign':
    case 'import':
    case 'import-from':
    case 'return':
    case 'break':
    case 'continue':
    case 'pass':
    case 'remark':
      return [];
    default:
      return of satisfies never;
  }
}
