import type { SyntaxNode } from '@lezer/common';
import { COMPARISON, PRECEDENCE, UNARY } from '../../../../shared/programs/precedence.ts';
import { CHAINED } from '../../../../shared/programs/operators.ts';
import type { Compared, Entry, Expression, Operator } from '../../../../shared/programs/tree.ts';
import { Unreadable, type TextRange } from '../findings.ts';
import type { Meaning } from './meanings.ts';

/* Reads the tree of the editor's grammar with Python's rules, which are stricter. */

/** The reader of expressions, as the readers of their parts need it. */
export interface ExpressionsOf {
  /** `as`: what a plain literal at this place means. */
  read(node: SyntaxNode | undefined, as?: Meaning): Expression;
  name(node: SyntaxNode): string;
  of(node: SyntaxNode): string;
}

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

/** Reads `{key: value}`. Keys cannot be edited, like the places between brackets. */
export function readEntries(node: SyntaxNode, reader: ExpressionsOf): Entry[] {
  const parts = children(node).slice(1, -1);
  const entries: Entry[] = [];
  for (let i = 0; i < parts.length; i += 4) {
    const [key, colon, value, comma] = parts.slice(i, i + 4);
    if (colon?.name !== ':' || (comma !== undefined && comma.name !== ','))
      throw new Unreadable(node, 'unsupported', reader.of(node));
    entries.push({ key: reader.read(key, 'plain'), value: reader.read(value) });
  }
  return entries;
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

/** Puts a comparison behind another one, as in `0 < n < 10`. */
function chained(left: Expression, operator: Operator, value: Expression, place: TextRange): Expression {
  const before =
    left.is === 'operation'
      ? { first: left.left, rest: [{ operator: left.operator, value: left.right }] }
      : left.is === 'comparisons'
        ? left
        : null;
  const rest = [...(before?.rest ?? []), { operator, value }];
  const odd = rest.find((one) => !isChained(one.operator))?.operator;
  if (before === null || odd !== undefined) throw new Unreadable(place, 'unsupported', odd ?? operator);
  return { is: 'comparisons', first: before.first, rest: rest as Compared[] };
}

const isChained = (operator: Operator): boolean => (CHAINED as readonly Operator[]).includes(operator);

/** Precedence climbing over operands and operators in a row (The Python Language Reference, 6.17). */
export function climb(items: readonly (Expression | Operator | 'not')[], place: TextRange): Expression {
  let at = 0;
  const operand = (): Expression => {
    const item = items[at];
    at += 1;
    if (item === 'not') return { is: 'not', value: level(UNARY.not) };
    if (item === undefined || typeof item === 'string') throw new Unreadable(place, 'syntax', '');
    return item;
  };
  const level = (least: number): Expression => {
    let left = operand();
    let compared = false;
    for (;;) {
      const operator = items[at];
      if (typeof operator !== 'string' || operator === 'not' || PRECEDENCE[operator] < least) return left;
      at += 1;
      const right = level(PRECEDENCE[operator] + 1);
      const isComparison = PRECEDENCE[operator] === COMPARISON;
      left =
        isComparison && compared
          ? chained(left, operator, right, place)
          : { is: 'operation', operator, left, right };
      compared ||= isComparison;
    }
  };
  return level(0);
}
