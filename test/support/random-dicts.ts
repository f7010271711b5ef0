import fc from 'fast-check';
import { assign, call, literal, method, name, perform, tuple } from '../../shared/programs/build.ts';
import type { DictMethod, Expression, Program, Statement } from '../../shared/programs/tree.ts';

/* Changes of the dict `e`, of which most succeed: random values would seldom be a key twice. */

const KEYS: readonly Expression[] = [
  literal(0),
  literal(1),
  literal(true),
  { is: 'float', text: '1.' },
  { is: 'float', text: '2.5' },
  literal('a'),
  { is: 'bytes', text: 'a' },
  { is: 'none' },
  tuple(),
  tuple(literal(1), literal('a')),
  tuple({ is: 'float', text: '1.' }, literal('a')),
  literal('k'.repeat(80)),
  { is: 'list', items: [] },
];

const e = name('e');
const key = fc.oneof(fc.constantFrom(...KEYS), fc.constantFrom('a', 'b').map(name));
const on = (called: DictMethod, ...args: Expression[]): Expression => method(e, called, ...args);
const show = (value: Expression): Statement => perform(call('print', value));

/** A line in which an error ends the block, and the dict is printed in any case. */
export function dictAct(value: fc.Arbitrary<Expression>): fc.Arbitrary<Statement> {
  const entries = fc.array(fc.record({ key, value }), { maxLength: 4 });
  const act = fc.oneof<fc.Arbitrary<Statement>[]>(
    fc.record({ index: key, value }).map((one) => ({ is: 'set-item', on: e, ...one })),
    fc
      .record({ index: key, value, operator: fc.constantFrom('+', '*', '-') })
      .map((one) => ({ is: 'set-item', on: e, ...one })),
    key.map((index) => ({ is: 'del', targets: [{ is: 'index', on: e, index }] })),
    key.map((index) => show({ is: 'index', on: e, index })),
    fc.tuple(fc.constantFrom('get', 'pop', 'setdefault'), key).map(([called, one]) => show(on(called, one))),
    fc
      .tuple(fc.constantFrom('get', 'pop', 'setdefault'), key, value)
      .map(([called, one, other]) => show(on(called, one, other))),
    fc.constantFrom('popitem', 'copy', 'keys', 'values', 'items', 'clear').map((called) => show(on(called))),
    entries.map((all) => perform(on('update', { is: 'dict', entries: all }))),
    fc
      .array(fc.tuple(key, value), { maxLength: 3 })
      .map((all) => perform(on('update', { is: 'list', items: all.map((pair) => tuple(...pair)) }))),
    fc
      .tuple(entries, fc.constantFrom('==', '!=', '|', 'in'))
      .map(([all, operator]) =>
        show({ is: 'operation', operator, left: e, right: { is: 'dict', entries: all } }),
      ),
    fc
      .tuple(key, fc.constantFrom('in', 'not in'))
      .map(([left, operator]) => show({ is: 'operation', operator, left, right: e })),
    fc
      .tuple(key, value)
      .map((pair) => show({ is: 'operation', operator: 'in', left: tuple(...pair), right: on('items') })),
    fc
      .record({
        name: fc.constantFrom('x', ['x', 'y']),
        over: over(),
        index: key,
        value,
        breaks: fc.boolean(),
      })
      .map(({ name: names, over: items, breaks, ...set }) => ({
        is: 'for',
        name: names,
        over: items,
        body: [
          show(name('x')),
          { is: 'set-item', on: e, ...set },
          ...(breaks ? [{ is: 'break' } as const] : []),
        ],
      })),
    over().map((items) => show(call('list', items))),
    fc
      .tuple(fc.constantFrom('sorted', 'max', 'sum', 'tuple', 'len', 'dict'), over())
      .map(([called, items]) => show(call(called, items))),
  );
  return fc.array(act, { minLength: 1, maxLength: 4 }).map((body) => ({
    is: 'try',
    body: [...body],
    handlers: [{ exception: 'Exception', name: 'x', body: [show(name('x'))] }],
    last: [show(e)],
  }));
}

const simple = fc.oneof(
  fc.constantFrom(1, 2, 'x', 'a', true).map(literal),
  fc.constantFrom('e', 'a', 'b').map(name),
  fc.constant<Expression>({ is: 'list', items: [] }),
);
const BEGINNING = [
  assign('a', literal('a')),
  assign('b', literal(1)),
  assign('e', {
    is: 'dict',
    entries: [
      { key: literal('a'), value: literal(1) },
      { key: literal(1), value: literal('x') },
    ],
  }),
];

export const randomDictProgram: fc.Arbitrary<Program> = fc
  .array(dictAct(simple), { minLength: 3, maxLength: 6 })
  .map((acts) => ({ statements: [...BEGINNING, ...acts] }));

function over(): fc.Arbitrary<Expression> {
  return fc.oneof(
    fc.constant(e),
    fc.constantFrom('keys', 'values', 'items').map((called) => on(called)),
  );
}
