import type { Handler, Statement } from './tree.ts';

/** A block of a statement, with the line that begins it. */
export interface Part {
  /**
   * The line above the block, or null if it is the statement's own first line. The line `elif` belongs to the `if`
   * in the block.
   */
  readonly head: 'elif' | 'else' | 'finally' | Handler | null;
  readonly block: readonly Statement[];
}

/** Returns the blocks directly inside a statement, in the order of the listing. */
export function partsOf(of: Statement): readonly Part[] {
  switch (of.is) {
    case 'if':
      return of.otherwise === undefined
        ? [{ head: null, block: of.body }]
        : [
            { head: null, block: of.body },
            { head: of.elif ? 'elif' : 'else', block: of.otherwise },
          ];
    case 'while':
    case 'for':
    case 'def':
    case 'with':
      return [{ head: null, block: of.body }];
    case 'try':
      return [
        { head: null, block: of.body },
        ...of.handlers.map((handler) => ({ head: handler, block: handler.body })),
        ...(of.otherwise === undefined ? [] : [{ head: 'else', block: of.otherwise } as const]),
        ...(of.last === undefined ? [] : [{ head: 'finally', block: of.last } as const]),
      ];
    case 'do':
    case 'assign':
    case 'set-item':
    case 'del':
    case 'global':
    case 'import':
    case 'import-from':
    case 'raise':
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

export function blocksOf(of: Statement): readonly (readonly Statement[])[] {
  return partsOf(of).map(({ block }) => block);
}
