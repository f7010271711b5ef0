import type { OtherWay } from '../findings.ts';

/* Programs write these in another way here. They are named as in the grammar, or are operators. */

export const NODES: Readonly<Record<string, OtherWay>> = {
  ConditionalExpression: 'conditional',
  DictionaryComprehensionExpression: 'dict-comprehension',
  SetExpression: 'set',
  SetComprehensionExpression: 'set',
  ComprehensionExpression: 'generator',
  YieldStatement: 'generator',
  LambdaExpression: 'lambda',
  ClassDefinition: 'class',
  AssertStatement: 'assert',
  ContinuedString: 'strings-in-a-row',
  NamedExpression: 'named-expression',
};

/** The classes of sets, and those of their methods that nothing else has. */
export const SETS: ReadonlySet<string> = new Set(['set', 'frozenset']);
export const SET_METHODS: ReadonlySet<string> = new Set(['add', 'discard']);

export const OPERATORS: Readonly<Record<string, OtherWay>> = {
  '/': 'division',
  '/=': 'division',
  '**': 'power',
  '**=': 'power',
  '|=': 'union',
};
