import type { TextRange } from '../findings.ts';

/** A line as Python's grammar sees it: brackets and backslashes join written lines. */
export interface LogicalLine extends TextRange {
  /** The number of its first written line. */
  readonly number: number;
  readonly indent: string;
  /** The code without comments. It is empty in a blank line and in one with only a comment. */
  readonly text: string;
  /** The comments, each with its `#`. */
  readonly comments: readonly string[];
}

const TOKENS =
  /'''[^]*?(?:'''|$(?![^]))|"""[^]*?(?:"""|$(?![^]))|'(?:\\[^]|[^\\'\n])*'?|"(?:\\[^]|[^\\"\n])*"?|#[^\n]*|\\\n|[^]/gy;

export function logicalLines(text: string): LogicalLine[] {
  const lines: LogicalLine[] = [];
  let [from, depth, code, comments] = [0, 0, '', [] as string[]];
  const end = (to: number): void => {
    const written = text.slice(from, to);
    const indent = /^[ \t\f]*/.exec(written)![0];
    const first = from + indent.length;
    const stop = text.indexOf('\n', first);
    const number = text.slice(0, from).split('\n').length;
    lines.push({
      from: first,
      to: stop < 0 ? text.length : stop,
      number,
      indent,
      text: code.trim(),
      comments,
    });
    [from, depth, code, comments] = [to + 1, 0, '', []];
  };
  for (const { 0: token, index } of text.matchAll(TOKENS)) {
    if (token === '\n' && depth === 0) {
      end(index);
      continue;
    }
    if ('([{'.includes(token)) depth += 1;
    if (')]}'.includes(token)) depth = Math.max(0, depth - 1);
    if (token.startsWith('#')) comments.push(token.trimEnd());
    else code += token;
  }
  end(text.length);
  return lines;
}
