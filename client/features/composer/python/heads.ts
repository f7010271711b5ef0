import type { SyntaxNode } from '@lezer/common';
import { EXCEPTIONS } from '../../../../shared/programs/exception-names.ts';
import type {
  ExceptionName,
  Expression,
  Handler,
  Statement,
  WithItem,
} from '../../../../shared/programs/tree.ts';
import { Unreadable } from '../findings.ts';
import { nearest } from '../nearest.ts';
import { unsupported } from './simple-statements.ts';
import { children, listed, type ExpressionsOf } from './syntax.ts';

/* The first lines of statements with blocks. Each function throws Unreadable. */

/** Exceptions of modules, and what catches them here. */
const ALIASES: Readonly<Record<string, ExceptionName>> = {
  'socket.timeout': 'TimeoutError',
  'socket.error': 'OSError',
  'socket.gaierror': 'OSError',
  'struct.error': 'Exception',
};
/** Reads `def name(a, b=1):`. */
export function readDefinition(
  node: SyntaxNode,
  reader: ExpressionsOf,
): Omit<Extract<Statement, { is: 'def' }>, 'body'> {
  const parts = children(node);
  const [word, called] = parts;
  if (word?.name !== 'def' || called === undefined) throw unsupported(node, reader);
  const list = parts.find(({ name }) => name === 'ParamList');
  const declared = list === undefined ? [] : children(list).slice(1, -1);
  const parameters: string[] = [];
  const defaults: Expression[] = [];
  for (let i = 0; i < declared.length; i += 2) {
    const name = declared[i]!;
    if (name.name !== 'VariableName') throw unsupported(name, reader);
    parameters.push(reader.name(name));
    if (declared[i + 1]?.name === 'AssignOp') {
      defaults.push(reader.read(declared[i + 2]));
      i += 2;
    } else if (defaults.length > 0) throw new Unreadable(name, 'default-order', reader.of(name));
    if (declared[i + 1] !== undefined && declared[i + 1]?.name !== ',') throw unsupported(list!, reader);
  }
  const twice = parameters.find((one, i) => parameters.indexOf(one) < i);
  if (twice !== undefined) throw new Unreadable(list!, 'twice', twice);
  const head = { is: 'def', name: reader.name(called), parameters } as const;
  return defaults.length === 0 ? head : { ...head, defaults };
}

/** Reads `with a as b, c:`. */
export function readManagers(node: SyntaxNode, reader: ExpressionsOf): WithItem[] {
  const items: WithItem[] = [];
  const parts = children(node).slice(1, -1);
  if (children(node)[0]?.name !== 'with') throw unsupported(node, reader);
  for (let i = 0; i < parts.length; i += 1) {
    const value = reader.read(parts[i]);
    if (parts[i + 1]?.name === 'as') {
      const name = parts[i + 2];
      if (name?.name !== 'VariableName') throw unsupported(node, reader);
      items.push({ value, name: reader.name(name) });
      i += 2;
    } else items.push({ value });
    i += 1;
  }
  return items;
}

/** A bare `except:` catches what `except Exception:` does here. */
export function readClasses(node: SyntaxNode | undefined, reader: ExpressionsOf): Handler['exception'] {
  if (node?.name === 'TupleExpression') return listed(node).map((one) => readException(one, reader));
  return node === undefined ? 'Exception' : readException(node, reader);
}

function readException(node: SyntaxNode, reader: ExpressionsOf): ExceptionName {
  const name = reader.of(node);
  const found = EXCEPTIONS.find((one) => one === name);
  if (found !== undefined) return found;
  throw new Unreadable(node, 'unknown-exception', name, ALIASES[name] ?? nearest(name, EXCEPTIONS));
}
