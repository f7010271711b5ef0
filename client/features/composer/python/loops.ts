import type { SyntaxNode } from '@lezer/common';
import type { Expression, LoopTarget, Statement } from '../../../../shared/programs/tree.ts';
import { Unreadable } from '../findings.ts';
import { unsupported } from './simple-statements.ts';
import { children, type ExpressionsOf } from './syntax.ts';

/** Reads `for a, b in over:`. */
export function readLoop(
  node: SyntaxNode,
  reader: ExpressionsOf,
): Omit<Extract<Statement, { is: 'for' }>, 'body'> {
  const parts = children(node);
  const at = parts.findIndex(({ name }) => name === 'in');
  if (parts[0]?.name !== 'for' || parts[at + 2]?.name !== 'Body') throw unsupported(node, reader);
  const name = readLoopTarget(parts.slice(1, at), node, reader);
  return { is: 'for', name, over: reader.read(parts[at + 1], 'count') };
}

/** Reads `[value for a, b in over if test]`. */
export function readComprehension(node: SyntaxNode, reader: ExpressionsOf): Expression {
  const [value, ...parts] = children(node).slice(1, -1);
  const words = parts
    .filter(({ name }) => ['async', 'for', 'in', 'if'].includes(name))
    .map(({ name }) => name);
  if (!/^for in(?: if)?$/.test(words.join(' '))) throw new Unreadable(node, 'one-loop', '');
  const [over, test] = ['in', 'if'].map((word) => parts.findIndex(({ name }) => name === word));
  const name = readLoopTarget(parts.slice(1, over), node, reader);
  return {
    is: 'comprehension',
    value: reader.read(value),
    name,
    over: reader.read(parts[over! + 1], 'count'),
    ...(test !== -1 && { test: reader.read(parts[test! + 1]) }),
  };
}

/** Reads the names between `for` and `in`. Python permits parentheses around several names. */
function readLoopTarget(written: readonly SyntaxNode[], node: SyntaxNode, reader: ExpressionsOf): LoopTarget {
  const [only] = written;
  const isTuple = written.length === 1 && only?.name === 'TupleExpression';
  const parts = isTuple ? children(only).slice(1, -1) : written;
  const isList = parts.every(({ name }, i) => name === (i % 2 === 0 ? 'VariableName' : ','));
  if (!isList) throw unsupported(node, reader);
  const names = parts.filter((_, i) => i % 2 === 0).map((part) => reader.name(part));
  const [first] = names;
  if (first === undefined) throw unsupported(node, reader);
  return parts.length === 1 ? first : names;
}
