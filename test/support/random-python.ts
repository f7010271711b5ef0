import fc from 'fast-check';
import { literal } from '../../shared/programs/build.ts';
import { dictAct } from './random-dicts.ts';
import { CHAINED, OPERATORS, UPDATE_OPERATORS } from '../../shared/programs/operators.ts';
import { DICT_METHODS, LIST_METHODS, TEXT_METHODS } from '../../shared/programs/vocabulary.ts';
import type {
  Expression,
  ExceptionName,
  LoopTarget,
  Program,
  Replacement,
  Statement,
} from '../../shared/programs/tree.ts';

/* Programs without sockets from the grammar that a lab accepts. They end, because nothing in them repeats long. */

const NAMES = ['a', 'b', 'c', 'd', 'e', 'len', 'f'] as const;
const NUMBERS = [-7, -1, 0, 1, 2, 3, 255, 9_007_199_254_740_991];
const TEXTS = ['', 'a', 'ab', "it's", 'é', '你好', '😀', '\uffff', '\n'];
const FLOATS = ['0.5', '2.5', '.125', '3.', '1e16', '1e308', '1e-7', '1234567.891'];
const BYTES = ['', 'a', '\u0000\u00ff', 'ab', '\u00e4\u00bd\u00a0', '\\'];

const pairs = (...items: readonly (readonly number[])[]): Expression => ({
  is: 'list',
  items: items.map((one): Expression => ({ is: 'tuple', items: one.map(literal) })),
});
const PAIRS = pairs([1, 2], [0, -1]);
const PAIRS_AND_ONE = pairs([1, 2], [3]);

function bytearray(text: string): Expression {
  return { is: 'call', function: 'bytearray', args: [{ is: 'bytes', text }] };
}

const name = fc.constantFrom(...NAMES).map((one): Expression => ({ is: 'name', name: one }));
const leaf: fc.Arbitrary<Expression> = fc.oneof(
  fc.constantFrom(...NUMBERS).map(literal),
  fc.constantFrom(...TEXTS).map(literal),
  fc.boolean().map(literal),
  fc.constant<Expression>({ is: 'none' }),
  fc.constantFrom(...BYTES).map((text): Expression => ({ is: 'bytes', text })),
  fc.constantFrom(...BYTES).map(bytearray),
  fc.constantFrom(...FLOATS).map((text): Expression => ({ is: 'float', text })),
  fc
    .constantFrom('SOCK_STREAM', 'SO_REUSEADDR', 'SHUT_WR', 'MSG_PEEK', 'MSG_DONTWAIT')
    .map((one): Expression => ({ is: 'constant', name: one })),
  { arbitrary: name, weight: 4 },
);

const small = fc.constantFrom(-3, -1, 0, 1, 2, 5).map(literal);

const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    leaf,
    fc
      .record({
        operator: fc.constantFrom(...OPERATORS.filter((one) => !one.startsWith('is'))),
        left: tie('expression'),
        right: tie('expression'),
      })
      .map((one): Expression => ({ is: 'operation', ...one })),
    fc
      .record({
        operator: fc.constantFrom('is', 'is not'),
        left: tie('expression'),
        right: fc.constantFrom<Expression>({ is: 'none' }, literal(true), literal(false)),
      })
      .map((one): Expression => ({ is: 'operation', ...one })),
    fc
      .record({
        first: tie('expression'),
        rest: fc.array(fc.record({ operator: fc.constantFrom(...CHAINED), value: tie('expression') }), {
          minLength: 2,
          maxLength: 3,
        }),
      })
      .map((one): Expression => ({ is: 'comparisons', ...one })),
    fc
      .record(
        { value: tie('expression'), name: target(), over: loopOver(), test: tie('expression') },
        { requiredKeys: ['value', 'name', 'over'] },
      )
      .map((one): Expression => ({ is: 'comprehension', ...one })),
    fc
      .record({ is: fc.constantFrom('not', 'minus'), value: tie('expression') })
      .map((one): Expression => one),
    fc
      .array(fc.oneof(fc.constantFrom(...TEXTS), replacement()), { maxLength: 3 })
      .map((parts): Expression => ({ is: 'f-string', parts })),
    fc
      .record({ is: fc.constantFrom('tuple', 'list'), items: fc.array(tie('expression'), { maxLength: 3 }) })
      .map((one): Expression => one),
    fc
      .array(fc.record({ key: fc.oneof(leaf, tie('expression')), value: tie('expression') }), {
        maxLength: 3,
      })
      .map((entries): Expression => ({ is: 'dict', entries })),
    fc
      .record({
        on: fc.oneof(fc.constant<Expression>({ is: 'name', name: 'e' }), name),
        method: fc.constantFrom(...DICT_METHODS),
        args: fc.array(fc.oneof(leaf, tie('expression')), { maxLength: 2 }),
      })
      .map((one): Expression => ({ is: 'method', ...one })),
    fc
      .record({ on: tie('expression'), index: fc.oneof(small, tie('expression')) })
      .map((one): Expression => ({ is: 'index', ...one })),
    fc
      .record({ on: tie('expression'), from: small, to: small, step: small }, { requiredKeys: ['on'] })
      .map((one): Expression => ({ is: 'slice', ...one })),
    fc
      .record({
        on: fc.oneof(name, name, tie('expression')),
        method: fc.constantFrom(...LIST_METHODS, ...TEXT_METHODS),
        args: fc.array(fc.oneof(name, small, tie('expression')), { maxLength: 2 }),
      })
      .map((one): Expression => ({ is: 'method', ...one })),
    fc
      .record({
        function: fc.constantFrom(
          'len',
          'f',
          'str',
          'repr',
          'int',
          'list',
          'dict',
          'tuple',
          'bytes',
          'bytearray',
          'min',
          'max',
          'sum',
          'abs',
          'sorted',
          'enumerate',
        ),
        args: fc.array(tie('expression'), { maxLength: 2 }),
      })
      .map((one): Expression => ({ is: 'call', ...one })),
    fc
      .record({ on: name, method: fc.constantFrom('encode', 'decode'), args: codecArguments() })
      .map((one): Expression => ({ is: 'method', ...one })),
    fc
      .record({ on: name, args: fc.tuple(fc.constantFrom(0, 1, 2, 8).map(literal), order()) })
      .map((one): Expression => ({ is: 'method', method: 'to_bytes', ...one })),
    fc.tuple(tie('expression'), order()).map((args): Expression => ({
      is: 'method',
      on: { is: 'name', name: 'int' },
      method: 'from_bytes',
      args,
    })),
  ),
}));

/** A loop goes over pairs, too, and over what cannot be taken apart. */
function target(): fc.Arbitrary<LoopTarget> {
  return fc.oneof(fc.constantFrom(...NAMES), fc.subarray(['a', 'b', 'c'], { minLength: 1 }));
}

/** Values that Python 3.11 reads between the quotes of an f-string. */
function replacement(): fc.Arbitrary<Replacement> {
  return fc.record(
    {
      value: fc.oneof(
        name,
        fc.constantFrom(...NUMBERS).map(literal),
        fc.constantFrom(...FLOATS).map((text): Expression => ({ is: 'float', text })),
        fc.constant<Expression>({ is: 'none' }),
      ),
      conversion: fc.constantFrom('r', 's'),
      format: format(),
    },
    { requiredKeys: ['value'] },
  );
}

function format(): fc.Arbitrary<string> {
  const one = (...texts: string[]) => fc.constantFrom('', ...texts);
  return fc
    .tuple(
      one('<', '>', '^', '*<', '0=', '😀^'),
      one('+', ' '),
      one('#'),
      one('0'),
      one('1', '7', '12'),
      one(',', '_'),
      one('.2', '.0'),
      one('d', 'x', 'X', 'b', 'o', 's', 'f', 'F', '%'),
    )
    .map((parts) => parts.join(''))
    .filter((spec) => spec !== '');
}

function order(): fc.Arbitrary<Expression> {
  return fc.constantFrom('big', 'little', 'large').map(literal);
}

function codecArguments(): fc.Arbitrary<Expression[]> {
  const encoding = fc.constantFrom('utf-8', 'ascii', 'latin-1').map(literal);
  const errors = fc.constantFrom('strict', 'ignore', 'replace', 'foo').map(literal);
  return fc.oneof(
    fc.constant<Expression[]>([]),
    encoding.map((one) => [one]),
    fc.tuple(encoding, errors).map((both) => [...both]),
  );
}

const print = expression.map((value): Statement => ({
  is: 'do',
  value: { is: 'call', function: 'print', args: [value] },
}));
const assign = fc
  .record({ to: fc.constantFrom(...NAMES), value: expression })
  .map(({ to, value }): Statement => ({ is: 'assign', to: [to], value }));
const change = fc
  .record({
    to: fc.constantFrom('a', 'b', 'c'),
    operator: fc.constantFrom(...UPDATE_OPERATORS),
    value: expression,
  })
  .map(({ to, ...one }): Statement => ({ is: 'assign', to: [to], ...one }));
const pair = fc
  .tuple(expression, expression)
  .map((items): Expression => ({ is: 'tuple', items, bare: true }));
const unpacking = fc
  .tuple(fc.oneof(expression, pair), fc.boolean())
  .map(([value, two]): Statement =>
    two ? { is: 'assign', to: ['a', 'b'], value } : { is: 'assign', to: ['a'], unpacks: true, value },
  );
const index = fc.oneof(small, leaf);
const setItem = fc
  .record(
    { on: name, index, value: expression, operator: fc.constantFrom(...UPDATE_OPERATORS) },
    { requiredKeys: ['on', 'index', 'value'] },
  )
  .map((one): Statement => ({ is: 'set-item', ...one }));
const deletion = fc
  .array(
    fc.oneof(
      name,
      fc.record({ on: name, index }).map((one): Expression => ({ is: 'index', ...one })),
    ),
    { minLength: 1, maxLength: 2 },
  )
  .map((targets): Statement => ({ is: 'del', targets }));
const simple = fc.oneof(
  { arbitrary: print, weight: 3 },
  { arbitrary: assign, weight: 3 },
  change,
  setItem,
  deletion,
  unpacking,
  dictAct(expression),
);

const EXCEPTIONS: readonly ExceptionName[] = [
  'Exception',
  'TypeError',
  'ValueError',
  'OSError',
  'KeyError',
  'LookupError',
];

const { block } = fc.letrec<{ block: Statement[]; statement: Statement }>((tie) => ({
  block: fc.array(tie('statement'), { minLength: 1, maxLength: 3 }),
  statement: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    { arbitrary: simple, weight: 6 },
    fc
      .record({ test: expression, body: tie('block'), otherwise: tie('block') })
      .map((one): Statement => ({ is: 'if', ...one })),
    fc
      .record({ test: expression, body: tie('block'), second: expression, otherwise: tie('block') })
      .map(({ second, otherwise, ...one }): Statement => ({
        is: 'if',
        ...one,
        otherwise: [{ is: 'if', test: second, body: otherwise, otherwise: one.body }],
        elif: true,
      })),
    fc
      .record({ name: target(), over: loopOver(), body: tie('block'), end: leaving() })
      .map(({ body, end, ...one }): Statement => ({ is: 'for', ...one, body: [...body, ...end] })),
    fc
      .record({ body: tie('block'), handler: tie('block'), exception: fc.constantFrom(...EXCEPTIONS) })
      .map(({ body, handler, exception }): Statement => ({
        is: 'try',
        body,
        handlers: [{ exception, name: 'e', body: [printed('e'), ...handler] }],
      })),
    definition(fc.oneof({ arbitrary: simple, weight: 3 }, definition(simple))),
  ),
}));

/** A function that may have default values, names of the program, and a function inside it that sees its names. */
function definition(inner: fc.Arbitrary<Statement>): fc.Arbitrary<Statement> {
  return fc
    .record({
      parameters: fc.subarray(['a', 'b', 'c']),
      defaults: fc.array(expression, { maxLength: 2 }),
      global: fc.constantFrom(null, null, 'd', 'x'),
      body: fc.array(inner, { minLength: 1, maxLength: 2 }),
      value: expression,
    })
    .map(({ value, body, global, defaults, parameters }): Statement => ({
      is: 'def',
      name: 'f',
      parameters,
      ...(defaults.length > 0 && parameters.length > 0 && { defaults: defaults.slice(0, parameters.length) }),
      body: [
        ...(global === null ? [] : [{ is: 'global' as const, names: [global] }]),
        ...body,
        { is: 'return', value },
      ],
    }));
}

function printed(of: string): Statement {
  return { is: 'do', value: { is: 'call', function: 'print', args: [{ is: 'name', name: of }] } };
}

function leaving(): fc.Arbitrary<Statement[]> {
  return fc.constantFrom<Statement[][]>([], [{ is: 'break' }], [{ is: 'continue' }]);
}

function loopOver(): fc.Arbitrary<Expression> {
  const bounds = fc.array(fc.constantFrom(-2, 0, 1, 3).map(literal), { minLength: 1, maxLength: 3 });
  return fc.oneof(
    bounds.map((args): Expression => ({ is: 'call', function: 'range', args })),
    fc.constantFrom(PAIRS, PAIRS_AND_ONE),
    leaf,
    fc.constantFrom('keys', 'values', 'items').map((method): Expression => ({
      is: 'method',
      on: { is: 'name', name: 'e' },
      method,
      args: [],
    })),
  );
}

/** The first lines make the names, so that few programs end at one that nothing made. */
const beginning = fc
  .tuple(fc.constantFrom(...NUMBERS), fc.constantFrom(...TEXTS), fc.constantFrom(...BYTES), fc.boolean())
  .map(([number, text, bytes, changes]): Statement[] => [
    { is: 'assign', to: ['a'], value: literal(number) },
    { is: 'assign', to: ['b'], value: literal(text) },
    { is: 'assign', to: ['c'], value: changes ? bytearray(bytes) : { is: 'bytes', text: bytes } },
    {
      is: 'assign',
      to: ['d'],
      value: { is: 'list', items: [literal(number), literal(text), { is: 'list', items: [] }] },
    },
    {
      is: 'assign',
      to: ['e'],
      value: {
        is: 'dict',
        entries: [
          { key: literal(text), value: literal(number) },
          { key: literal(1), value: { is: 'dict', entries: [] } },
        ],
      },
    },
    { is: 'def', name: 'f', parameters: ['a'], body: [{ is: 'return', value: { is: 'name', name: 'a' } }] },
  ]);

export const randomProgram: fc.Arbitrary<Program> = fc
  .tuple(beginning, fc.array(block, { minLength: 1, maxLength: 4 }))
  .map(([first, blocks]) => ({ statements: [...first, ...blocks.flat()] }));
