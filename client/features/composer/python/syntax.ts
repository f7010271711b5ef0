import type { SyntaxNode } from '@lezer/common';
import type { Expression, Operator } from '../../../../shared/programs/tree.ts';
import { Unreadable, type TextRange } from '../findings.ts';

/* Reads the tree of the editor's grammar with Python's rules, which are stricter. */

export function children(node: SyntaxNode): SyntaxNode[] {
  const all: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling)
    if (child.name !== 'Comment') all.push(child);
  return all;
}

/** Without brackets and commas. */
export function listed(node: SyntaxNode): SyntaxNode[] {
  return children(node).filter(({ name }) => !['(', ')', '[', ']', ','].includes(name));
}

/** The node at which a statement's own lines are no Python. The blocks inside it are checked one by one. */
export function errorIn(node: SyntaxNode): SyntaxNode | null {
  if (node.type.isError) return isEndOfFloat(node) ? null : node;
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    const found = child.name === 'Body' ? null : errorIn(child);
    if (found !== null) return found;
  }
  return null;
}

/** To the editor's grammar, `5.` is a member without a name. */
function isEndOfFloat({ parent, from }: SyntaxNode): boolean {
  const number = parent?.firstChild;
  return parent?.name === 'MemberExpression' && number?.name === 'Number' && number.to + 1 === from;
}

/** The written line that holds an offset, or the one before where that is blank. */
export function lineAround(text: string, offset: number): TextRange {
  const end = text.slice(0, Math.max(1, offset)).trimEnd().length;
  const from = text.lastIndexOf('\n', Math.max(0, end - 1)) + 1;
  const next = text.indexOf('\n', from);
  return { from, to: next < 0 ? text.length : next };
}

const BINDS: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  not: 3,
  '+': 5,
  '-': 5,
  '*': 6,
  '//': 6,
  '%': 6,
};
const bindsOf = (operator: string): number => BINDS[operator] ?? 4;

/** Precedence climbing over operands and operators in a row (The Python Language Reference, 6.17). */
export function climb(items: readonly (Expression | Operator | 'not')[], place: TextRange): Expression {
  let at = 0;
  const operand = (): Expression => {
    const item = items[at];
    at += 1;
    if (item === 'not') return { is: 'not', value: level(bindsOf('not')) };
    if (item === undefined || typeof item === 'string') throw new Unreadable(place, 'syntax', '');
    return item;
  };
  const level = (least: number): Expression => {
    let left = operand();
    let compared = false;
    for (;;) {
      const operator = items[at];
      if (typeof operator !== 'string' || operator === 'not' || bindsOf(operator) < least) return left;
      // `a < b < c` is not what it looks like in other languages: it is left out.
      if (bindsOf(operator) === 4 && compared) throw new Unreadable(place, 'unsupported', operator);
      compared ||= bindsOf(operator) === 4;
      at += 1;
      left = { is: 'operation', operator, left, right: level(bindsOf(operator) + 1) };
    }
  };
  return level(0);
}
