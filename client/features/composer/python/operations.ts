import type { SyntaxNode } from '@lezer/common';
import { isSingleton } from '../../../../shared/programs/singletons.ts';
import { OPERATORS } from '../../../../shared/programs/operators.ts';
import type { Expression, Operator } from '../../../../shared/programs/tree.ts';
import { Unreadable } from '../findings.ts';
import { nearest } from '../nearest.ts';
import { CONSTANT, KNOWN_CONSTANTS } from './constants.ts';
import { OPERATORS as OTHERS } from './other-ways.ts';
import { children, climb, type ExpressionsOf } from './syntax.ts';

/** Operators are put together by Python's own precedence: a grammar for editors is laxer (`not a and b`). */
export function readOperations(node: SyntaxNode, reader: ExpressionsOf): Expression {
  // AF-INET is a difference to Python, of two names that nothing makes.
  const written = reader.of(node);
  const joined = written.replaceAll(/\s*-\s*/g, '_');
  if (joined !== written && (CONSTANT.test(joined) || KNOWN_CONSTANTS.includes(joined))) {
    const meant = KNOWN_CONSTANTS.includes(joined) ? joined : nearest(joined, KNOWN_CONSTANTS);
    if (meant !== null) throw new Unreadable(node, 'unknown-constant', written, meant);
  }
  const items: (Expression | Operator | 'not')[] = [];
  const repeats = node.name === 'BinaryExpression' && reader.of(children(node)[1]!) === '*';
  const flatten = (at: SyntaxNode): void => {
    const isNot = at.name === 'UnaryExpression' && children(at)[0]?.name === 'not';
    if (at.name !== 'BinaryExpression' && !isNot) {
      items.push(reader.read(at, repeats ? 'count' : null));
      return;
    }
    const parts = children(at);
    for (const [i, part] of parts.entries()) {
      const word = reader.of(part);
      const [before, after] = [parts[i - 1], parts[i + 1]];
      if (part.name === 'is') items.push(after?.name === 'not' ? 'is not' : 'is');
      else if (part.name === 'in') items.push(before?.name === 'not' ? 'not in' : 'in');
      else if (part.name === 'not') {
        if (before?.name !== 'is' && after?.name !== 'in') items.push('not');
      } else if ((OPERATORS as readonly string[]).includes(word)) items.push(word as Operator);
      else if (/^(ArithOp|CompareOp|BitOp)$/.test(part.name))
        throw OTHERS[word] === undefined
          ? new Unreadable(part, 'unsupported', word)
          : new Unreadable(part, 'other-way', OTHERS[word]);
      else flatten(part);
    }
  };
  flatten(node);
  const operations = climb(items, node);
  refuseIdentity(operations, node);
  return operations;
}

/** `is` compares objects, and Python does not promise which equal numbers and texts are one. */
function refuseIdentity(operation: Expression, node: SyntaxNode): void {
  if (operation.is !== 'operation') return;
  const { operator, left, right } = operation;
  if (operator.startsWith('is') && !isSingleton(right))
    throw new Unreadable(node, 'identity', operator, operator === 'is' ? '==' : '!=');
  refuseIdentity(left, node);
  refuseIdentity(right, node);
}

/** Python's own compiler makes one number of `-1`, too. */
export function readNegative(node: SyntaxNode, reader: ExpressionsOf): Expression {
  const operand = children(node)[1];
  const value = reader.read(operand);
  const isNumber = operand?.name === 'Number' && value.is === 'literal';
  return isNumber && value.value !== 0
    ? { is: 'literal', value: -Number(value.value) }
    : { is: 'minus', value };
}
