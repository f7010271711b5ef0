import { partsOf, type Part } from '../../../shared/programs/blocks.ts';
import type { Statement } from '../../../shared/programs/tree.ts';

/** A statement with its line numbers, which no edit of a literal changes. */
export interface Located {
  readonly line: number;
  readonly statement: Statement;
  readonly parts: readonly LocatedPart[];
}

interface LocatedPart {
  readonly head: Part['head'];
  /** The line that begins the block. */
  readonly line: number;
  readonly block: readonly Located[];
}

/** Numbers statements as the listing does, from `line` on. */
export function locate(statements: readonly Statement[], line = 1): readonly Located[] {
  const located: Located[] = [];
  for (const statement of statements) {
    const head = line;
    line += 1;
    const parts = partsOf(statement).map((part): LocatedPart => {
      const own = part.head === null ? head : line;
      if (hasLine(part)) line += 1;
      const block = locate(part.block, line);
      line += lineCount(part.block);
      return { head: part.head, line: own, block };
    });
    located.push({ line: head, statement, parts });
  }
  return located;
}

function lineCount(statements: readonly Statement[]): number {
  return statements.reduce(
    (sum, statement) =>
      sum + partsOf(statement).reduce((n, part) => n + Number(hasLine(part)) + lineCount(part.block), 1),
    0,
  );
}

const hasLine = ({ head }: Part): boolean => head !== null && head !== 'elif';

/** Returns the statements and all those inside them. */
export function allOf(located: readonly Located[]): readonly Located[] {
  return located.flatMap((one) => [one, ...one.parts.flatMap(({ block }) => allOf(block))]);
}
