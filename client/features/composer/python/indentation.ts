import type { FindingCode, TextRange } from '../findings.ts';
import { logicalLines, type LogicalLine } from './logical-lines.ts';

export interface IndentationError {
  readonly code: FindingCode;
  /** CPython's own message (Parser/tokenizer.c; Grammar/python.gram, `invalid_*_stmt`). */
  readonly message: string;
  readonly place: TextRange;
  /** The lines at which the editor's grammar, which is laxer, may stumble over the same fault. */
  readonly lines: readonly TextRange[];
}

/** Returns the first IndentationError that Python raises before it runs a program, or null. */
export function indentationError(text: string): IndentationError | null {
  const stack = [{ column: 0, narrow: 0 }];
  let before: LogicalLine | null = null;
  for (const line of logicalLines(text)) {
    // Blank lines and lines with only a comment have no indentation.
    if (line.text === '') continue;
    const here = widthOf(line.indent);
    const fail = (code: FindingCode, message: string): IndentationError => ({
      code,
      message,
      place: { from: line.from, to: line.to },
      lines: before === null ? [line] : [before, line],
    });
    let top = stack.at(-1)!;
    const opens = before !== null && before.text.endsWith(':');
    if (here.column > top.column) {
      if (here.narrow <= top.narrow) return fail('mixed-tabs', TABS);
      // Python complains of a missing colon before it complains of the lines below.
      if (!opens && before !== null && HEAD.test(before.text) && !before.text.includes(':')) return null;
      if (!opens) return fail('unexpected-indent', 'unexpected indent');
      stack.push(here);
    } else {
      while (here.column < top.column) {
        stack.pop();
        top = stack.at(-1)!;
      }
      if (here.column !== top.column)
        return fail('uneven-dedent', 'unindent does not match any outer indentation level');
      if (here.narrow !== top.narrow) return fail('mixed-tabs', TABS);
      if (opens) return fail('missing-block', missing(before!));
    }
    before = line;
  }
  if (before?.text.endsWith(':') !== true) return null;
  const { from, to } = before;
  return { code: 'missing-block', message: missing(before), place: { from, to }, lines: [before] };
}

/** The first words of the statements that have a block. */
const HEAD = /^(?:async|class|def|elif|else|except|finally|for|if|try|while|with)\b/;
const TABS = 'inconsistent use of tabs and spaces in indentation';

function missing({ text, number }: LogicalLine): string {
  const word = /^(?:async\s+)?([a-z]*)/.exec(text)?.[1] ?? '';
  const what = { def: 'function definition', class: 'class definition' }[word] ?? `'${word}' statement`;
  return `expected an indented block after ${what} on line ${number}`;
}

/** Tabs are counted twice, to every eighth column and as one, so that no reading of them is taken for granted. */
function widthOf(indent: string): { column: number; narrow: number } {
  let column = 0;
  for (const character of indent) column = character === '\t' ? column + 8 - (column % 8) : column + 1;
  return { column, narrow: indent.length };
}
