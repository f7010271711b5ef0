import type {
  ConstantName,
  Literal,
  Expression,
  ParameterKind,
  SocketMethod,
  ValueMethod,
  Statement,
  Operator,
  ExceptionName,
} from './tree.ts';

/* These short builders make a lesson's program read nearly like its listing. */

export const constant = (name: ConstantName): Expression => ({ is: 'constant', name });
export const literal = (value: Literal): Expression => ({ is: 'literal', value });
export const bytes = (text: string): Expression => ({ is: 'bytes', text });
export const name = (text: string): Expression => ({ is: 'name', name: text });
export const tuple = (...items: Expression[]): Expression => ({ is: 'tuple', items });
export const not = (value: Expression): Expression => ({ is: 'not', value });
export const operation = (left: Expression, operator: Operator, right: Expression): Expression => ({
  is: 'operation',
  operator,
  left,
  right,
});
export const parameter = (id: string, kind: ParameterKind, value: Literal): Expression => ({
  is: 'parameter',
  id,
  kind,
  value,
});
export const call = (fn: string, ...args: Expression[]): Expression => ({ is: 'call', function: fn, args });
/** Builds `Thread(target=…, args=(…))`, with `daemon=True` if `daemon` is true. */
export const thread = (target: string, args: readonly Expression[], daemon = false): Expression => ({
  is: 'call',
  function: 'Thread',
  args: [],
  keywords: [
    { name: 'target', value: name(target) },
    { name: 'args', value: tuple(...args) },
    ...(daemon ? [{ name: 'daemon', value: literal(true) }] : []),
  ],
});
export const method = (
  on: Expression,
  name_: SocketMethod | ValueMethod,
  ...args: Expression[]
): Expression => ({ is: 'method', on, method: name_, args });
export const perform = (value: Expression): Statement => ({ is: 'do', value });
export const assign = (to: string | readonly string[], value: Expression): Statement => ({
  is: 'assign',
  to: typeof to === 'string' ? [to] : to,
  value,
});
export const when = (test: Expression, then: Statement[], otherwise?: Statement[]): Statement =>
  otherwise === undefined ? { is: 'if', test, body: then } : { is: 'if', test, body: then, otherwise };
export const whileLoop = (test: Expression, ...inner: Statement[]): Statement => ({
  is: 'while',
  test,
  body: inner,
});
export const forRange = (variable: string, times: Expression, ...inner: Statement[]): Statement => ({
  is: 'for',
  name: variable,
  over: call('range', times),
  body: inner,
});
export const define = (name_: string, parameters: readonly string[], ...inner: Statement[]): Statement => ({
  is: 'def',
  name: name_,
  parameters,
  body: inner,
});
export const giveBack = (value?: Expression): Statement =>
  value === undefined ? { is: 'return' } : { is: 'return', value };
export const leaveLoop: Statement = { is: 'break' };
export const attempt = (
  inner: Statement[],
  exception: ExceptionName,
  name_: string,
  ...handler: Statement[]
): Statement => ({
  is: 'try',
  body: inner,
  handlers: [{ exception, name: name_, body: handler }],
});
