import type { SyntaxNode } from '@lezer/common';
import { SOCKET_METHODS } from '../../../../shared/programs/socket-vocabulary.ts';
import {
  CALLABLES,
  FUNCTIONS_OF_PYTHON,
  MODULES,
  namesOf,
  VALUE_METHODS,
} from '../../../../shared/programs/vocabulary.ts';
import type { Expression, Keyword } from '../../../../shared/programs/tree.ts';
import { Unreadable } from '../findings.ts';
import { nearest } from '../nearest.ts';
import { argumentKinds, FUNCTION_KEYWORDS, KEYWORDS } from './meanings.ts';
import { SET_METHODS } from './other-ways.ts';
import { children, listed, type ExpressionsOf } from './syntax.ts';

const TAKES_ADDRESS: ReadonlySet<string> = new Set(['create_connection', 'create_server']);

/** The functions for whose numbers no bounds of a literal hold. */
const PLAIN_NUMBERS: ReadonlySet<string> = new Set([
  ...FUNCTIONS_OF_PYTHON.filter((name) => name !== 'range'),
  ...CALLABLES.time,
  ...CALLABLES.select,
  ...CALLABLES.struct,
]);

/** The methods of UDP's sockets, with those that TCP's have in their place. */
const DATAGRAM_METHODS: Readonly<Record<string, string>> = { sendto: 'sendall', recvfrom: 'recv' };

interface Arguments {
  readonly plain: SyntaxNode[];
  readonly keywords: { name: string; node: SyntaxNode }[];
}

export function readCall(node: SyntaxNode, reader: ExpressionsOf): Expression {
  const [callee, list] = children(node);
  if (list === undefined) throw new Unreadable(node, 'syntax', '');
  const { plain, keywords } = readArguments(list, reader);
  if (callee?.name === 'MemberExpression') {
    const [on, , property] = children(callee);
    const method = reader.of(property!);
    const module = MODULES.find((one) => on !== undefined && one === reader.of(on));
    if (module !== undefined && (CALLABLES[module] as readonly string[]).includes(method))
      return { ...readFunction(reader, property!, plain, keywords), module };
    const methods: readonly string[] = [...SOCKET_METHODS, ...VALUE_METHODS];
    if (!methods.includes(method)) {
      const ofTcp = DATAGRAM_METHODS[method];
      if (ofTcp !== undefined) throw new Unreadable(property!, 'datagrams', method, ofTcp);
      if (module === undefined && SET_METHODS.has(method))
        throw new Unreadable(property!, 'other-way', 'set');
      const meant = nearest(method, module === undefined ? methods : namesOf(module));
      throw new Unreadable(property!, 'unknown-method', method, meant);
    }
    const takes = KEYWORDS[method] ?? {};
    // The keywords of update() are keys.
    const odd = method === 'update' ? undefined : keywords.find((one) => !(one.name in takes));
    if (odd !== undefined) {
      const meant = nearest(odd.name, Object.keys(takes));
      throw new Unreadable(odd.node, 'unsupported', `${odd.name}=`, meant && `${meant}=`);
    }
    const meanings = argumentKinds(
      method,
      plain.map((one) => reader.of(one)),
    );
    const receiver = reader.read(on);
    const args = plain.map((one, i) => reader.read(one, meanings[i] ?? null));
    const named = keywords.map((one) => ({ name: one.name, value: reader.read(one.node, takes[one.name]) }));
    const given = { args, ...(named.length > 0 && { keywords: named }) };
    return { is: 'method', on: receiver, method: method as never, ...given };
  }
  if (callee?.name !== 'VariableName') throw new Unreadable(node, 'unsupported', reader.of(node));
  return readFunction(reader, callee, plain, keywords);
}

function readFunction(
  reader: ExpressionsOf,
  node: SyntaxNode,
  plain: readonly SyntaxNode[],
  keywords: readonly { readonly name: string; readonly node: SyntaxNode }[],
): Extract<Expression, { is: 'call' }> {
  const name = reader.name(node);
  for (const keyword of keywords) {
    const takes = FUNCTION_KEYWORDS[name];
    // A function of the program has the keywords of its own parameters, and dict() any.
    if (takes === undefined || takes.includes(keyword.name)) continue;
    if (name === 'print' && keyword.name === 'end')
      throw new Unreadable(keyword.node, 'other-way', 'print-end');
    const meant = nearest(keyword.name, takes);
    throw new Unreadable(keyword.node, 'unsupported', `${keyword.name}=`, meant && `${meant}=`);
  }
  // A number given to a function is a literal that can be edited, whatever it means there.
  const meaning = TAKES_ADDRESS.has(name) ? 'pair' : PLAIN_NUMBERS.has(name) ? null : 'count';
  const args = plain.map((one) => reader.read(one, meaning));
  const named: Keyword[] = keywords.map((one) => ({ name: one.name, value: reader.read(one.node) }));
  return { is: 'call', function: name, args, ...(named.length > 0 && { keywords: named }) };
}

function readArguments(list: SyntaxNode, reader: ExpressionsOf): Arguments {
  const parts = listed(list);
  // `sum(i for i in a)` has a generator without brackets of its own.
  if (parts.some(({ name }) => name === 'for')) throw new Unreadable(list, 'other-way', 'generator');
  const plain: SyntaxNode[] = [];
  const keywords: { name: string; node: SyntaxNode }[] = [];
  for (let i = 0; i < parts.length; i += 1) {
    if (parts[i + 1]?.name === 'AssignOp') {
      const value = parts[i + 2];
      const name = reader.name(parts[i]!);
      if (value === undefined || keywords.some((one) => one.name === name))
        throw new Unreadable(list, 'syntax', '');
      keywords.push({ name, node: value });
      i += 2;
    } else if (keywords.length > 0) throw new Unreadable(list, 'syntax', '');
    else plain.push(parts[i]!);
  }
  return { plain, keywords };
}
