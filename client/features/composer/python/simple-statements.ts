import type { SyntaxNode } from '@lezer/common';
import { UPDATE_OPERATORS } from '../../../../shared/programs/operators.ts';
import type { Expression, Statement } from '../../../../shared/programs/tree.ts';
import { Unreadable } from '../findings.ts';
import { NODES, OPERATORS } from './other-ways.ts';
import { children, type ExpressionsOf } from './syntax.ts';

/** The surroundings of a statement, which decide whether it may break or return. */
export interface Inside {
  readonly loop: boolean;
  readonly function: boolean;
}

/** Reads a statement without blocks. Throws Unreadable. */
export function readSimple(node: SyntaxNode, reader: ExpressionsOf, inside: Inside): Statement {
  const parts = children(node);
  switch (node.name) {
    case 'ExpressionStatement':
      if (parts.length !== 1) throw unsupported(node, reader);
      return { is: 'do', value: reader.read(parts[0]) };
    case 'AssignStatement':
      return readAssignment(node, reader);
    case 'ReturnStatement':
      if (!inside.function) throw new Unreadable(node, 'outside-function', '');
      return parts.length === 1
        ? { is: 'return' }
        : { is: 'return', value: readValue(parts.slice(1), node, reader) };
    case 'BreakStatement':
      if (!inside.loop) throw new Unreadable(node, 'outside-loop', reader.of(node));
      return { is: 'break' };
    case 'ContinueStatement':
      if (!inside.loop) throw new Unreadable(node, 'outside-loop', reader.of(node));
      return { is: 'continue' };
    case 'UpdateStatement': {
      const [target, sign, value] = parts;
      const operator = UPDATE_OPERATORS.find((one) => sign !== undefined && reader.of(sign) === `${one}=`);
      if (target === undefined || operator === undefined || parts.length !== 3)
        throw unsupported(node, reader);
      if (target.name === 'MemberExpression') {
        const item = reader.read(target);
        if (item.is !== 'index') throw unsupported(node, reader);
        return { is: 'set-item', on: item.on, index: item.index, value: reader.read(value), operator };
      }
      if (target.name !== 'VariableName') throw unsupported(node, reader);
      const to = [reader.name(target)];
      return { is: 'assign', to, value: reader.read(value), operator };
    }
    case 'RaiseStatement': {
      const from = parts.find(({ name }) => name === 'from');
      if (from !== undefined) throw new Unreadable(node, 'raise-from', '');
      if (parts.length > 2) throw unsupported(node, reader);
      return parts.length === 1 ? { is: 'raise' } : { is: 'raise', value: reader.read(parts[1], 'plain') };
    }
    case 'DeleteStatement':
      return { is: 'del', targets: readTargets(parts.slice(1), node, reader) };
    case 'ScopeStatement': {
      const [word, ...names] = parts.filter(({ name }) => name !== ',');
      if (word?.name !== 'global') throw new Unreadable(node, 'nonlocal', reader.of(node));
      return { is: 'global', names: names.map((one) => reader.name(one)) };
    }
    case 'PassStatement':
      return { is: 'pass' };
    default:
      throw unsupported(node, reader);
  }
}

function readAssignment(node: SyntaxNode, reader: ExpressionsOf): Statement {
  const parts = children(node);
  const equals = parts.findIndex(({ name }) => name === 'AssignOp');
  const targets = parts.slice(0, equals).filter(({ name }) => name !== ',');
  const values = parts.slice(equals + 1);
  const [target] = targets;
  const unpacks = targets.length === 1 && equals > 1;
  if (targets.length === 1 && !unpacks && target?.name === 'MemberExpression') {
    const item = reader.read(target);
    if (item.is !== 'index') throw unsupported(node, reader);
    return { is: 'set-item', on: item.on, index: item.index, value: readValue(values, node, reader) };
  }
  if (targets.some(({ name }) => name !== 'VariableName')) throw unsupported(node, reader);
  const to = targets.map((target) => reader.name(target));
  return { is: 'assign', to, ...(unpacks && { unpacks }), value: readValue(values, node, reader) };
}

/** A value behind `=` or `return`. A tuple there may have no brackets. */
function readValue(parts: readonly SyntaxNode[], node: SyntaxNode, reader: ExpressionsOf): Expression {
  const [first, comma] = parts;
  if (comma === undefined) return reader.read(first);
  const items = parts.filter((_, i) => i % 2 === 0);
  if (parts.some(({ name }, i) => i % 2 === 1 && name !== ',')) throw unsupported(node, reader);
  return { is: 'tuple', items: items.map((item) => reader.read(item)), bare: true };
}

/** Reads what `del` deletes: names and items of lists. */
function readTargets(parts: readonly SyntaxNode[], node: SyntaxNode, reader: ExpressionsOf): Expression[] {
  const targets = parts.filter(({ name }) => name !== ',');
  if (targets.some(({ name }) => name !== 'VariableName' && name !== 'MemberExpression'))
    throw unsupported(node, reader);
  return targets.map((target): Expression => {
    if (target.name === 'VariableName') return { is: 'name', name: reader.name(target) };
    const read = reader.read(target);
    if (read.is !== 'index') throw unsupported(node, reader);
    return read;
  });
}

export function unsupported(node: SyntaxNode, reader: ExpressionsOf): Unreadable {
  const sign = node.name === 'UpdateStatement' ? node.firstChild?.nextSibling : null;
  const way = NODES[node.name] ?? OPERATORS[sign ? reader.of(sign) : ''];
  if (way !== undefined) return new Unreadable(node, 'other-way', way);
  const [line = ''] = reader.of(node).split('\n');
  return new Unreadable(node, 'unsupported', line);
}
