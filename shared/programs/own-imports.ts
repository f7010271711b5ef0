import { blocksOf } from './blocks.ts';
import type { Statement } from './tree.ts';

/** Says whether a program imports for itself what it uses. */
export function importsItself(statements: readonly Statement[]): boolean {
  return statements.some(
    (one) => one.is === 'import' || one.is === 'import-from' || blocksOf(one).some(importsItself),
  );
}
