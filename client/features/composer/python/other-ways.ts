import type { OtherWay } from '../findings.ts';

/* Programs write these in another way here. They are named as in the grammar, or are operators. */

export const NODES: Readonly<Record<string, OtherWay>> = {
  ConditionalExpression: 'conditional',
  DictionaryExpression: 'dictionary',
  DictionaryComprehensionExpression: 'dictionary',
  SetExpression: 'dictionary',
  SetComprehensionExpression: 'dictionary',
  ComprehensionExpression: 'generator',
  YieldStatement: 'generator',
  LambdaExpression: 'lambda',
  ClassDefinition: 'class',
  AssertStatement: 'assert',
  ContinuedString: 'strings-in-a-row',
  NamedExpression: 'named-expression',
};

/** The classes of dictionaries and sets, and those of their methods that nothing else has. */
export const DICTIONARIES: ReadonlySet<string> = new Set(['dict', 'set', 'frozenset']);
export const DICTIONARY_METHODS: ReadonlySet<string> = new Set(
  'get items keys values setdefault update popitem add discard'.split(' '),
);

export const OPERATORS: Readonly<Record<string, OtherWay>> = {
  '/': 'division',
  '/=': 'division',
  '**': 'power',
  '**=': 'power',
};
