import type { ConstantName, SocketMethod, SystemCall } from './socket-vocabulary.ts';
import type { ChainedOperator, Operator, UpdateOperator } from './operators.ts';
import type { ExceptionName } from './exception-names.ts';
import type {
  DictMethod,
  ListMethod,
  ModuleName,
  ParameterKind,
  TextMethod,
  ValueMethod,
} from './vocabulary.ts';

export type {
  ChainedOperator,
  ConstantName,
  DictMethod,
  ExceptionName,
  ListMethod,
  ModuleName,
  Operator,
  ParameterKind,
  SocketMethod,
  SystemCall,
  TextMethod,
  UpdateOperator,
  ValueMethod,
};

/**
 * A program is data. The same tree is rendered as the listing and executed by the interpreter, so that the
 * two cannot differ. A program that imports nothing begins as after `from socket import *` and
 * `from threading import Thread`. The tree covers the part of Python that conversations over sockets need. Every literal that
 * has a parameter id can be edited in place.
 */

export type Literal = string | number | boolean;

/** The quotes of a literal, if they are not those that `repr` would choose, or those of an f-string, if not `'`. */
export interface Quoted {
  readonly quote?: '"';
}

/** `{value!r:>8}` in an f-string. */
export interface Replacement {
  readonly value: Expression;
  readonly conversion?: 'r' | 's';
  readonly format?: string;
}

export interface Keyword {
  readonly name: string;
  readonly value: Expression;
}

/** `key: value` in a dict. */
export interface Entry {
  readonly key: Expression;
  readonly value: Expression;
}

export interface Compared {
  readonly operator: ChainedOperator;
  readonly value: Expression;
}

/** The names that a loop gives values. Several are written `for a, b in pairs`, and a row of one `for a, in rows`. */
export type LoopTarget = string | readonly string[];

export type Expression =
  /** With `module`, the constant is written `socket.SHUT_WR`, as where the module itself is imported. */
  | { readonly is: 'constant'; readonly name: ConstantName; readonly module?: 'socket' }
  | ({ readonly is: 'literal'; readonly value: Literal } & Quoted)
  /** A float as it is written: `0.5`, `1e-3`. */
  | { readonly is: 'float'; readonly text: string }
  /** `b'…'`, with one character from U+0000 to U+00FF for each byte. */
  | ({ readonly is: 'bytes'; readonly text: string } & Quoted)
  | ({
      readonly is: 'parameter';
      readonly id: string;
      readonly kind: ParameterKind;
      readonly value: Literal;
      /** An address family is a constant of the module. */
      readonly module?: 'socket';
    } & Quoted)
  | ({ readonly is: 'f-string'; readonly parts: readonly (string | Replacement)[] } & Quoted)
  | { readonly is: 'none' }
  | { readonly is: 'name'; readonly name: string }
  /** A `bare` one is written without brackets, as in `return a, b`. */
  | { readonly is: 'tuple'; readonly items: readonly Expression[]; readonly bare?: true }
  | { readonly is: 'list'; readonly items: readonly Expression[] }
  | { readonly is: 'dict'; readonly entries: readonly Entry[] }
  /** `[value for name in over if test]` */
  | {
      readonly is: 'comprehension';
      readonly value: Expression;
      readonly name: LoopTarget;
      readonly over: Expression;
      readonly test?: Expression;
    }
  | { readonly is: 'index'; readonly on: Expression; readonly index: Expression }
  | {
      readonly is: 'slice';
      readonly on: Expression;
      readonly from?: Expression;
      readonly to?: Expression;
      readonly step?: Expression;
    }
  | { readonly is: 'attribute'; readonly on: Expression; readonly name: 'errno' | 'strerror' }
  | { readonly is: 'not' | 'minus'; readonly value: Expression }
  | {
      readonly is: 'operation';
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
    }
  /** `0 < n < 10` */
  | { readonly is: 'comparisons'; readonly first: Expression; readonly rest: readonly Compared[] }
  | {
      readonly is: 'call';
      /** The function's name: `socket`, `print`, `len`, `range`, `Thread`, `sleep`, or that of a `def`. */
      readonly function: string;
      /** `socket.socket(…)`, `threading.Thread(…)`, `time.sleep(…)` */
      readonly module?: ModuleName;
      readonly args: readonly Expression[];
      readonly keywords?: readonly Keyword[];
    }
  | {
      readonly is: 'method';
      readonly on: Expression;
      readonly method: SocketMethod | ValueMethod;
      readonly args: readonly Expression[];
      readonly keywords?: readonly Keyword[];
    };

export interface Handler {
  /** Several are written `except (A, B)`. */
  readonly exception: ExceptionName | readonly ExceptionName[];
  /** The name after `as`, as in `except OSError as e`. */
  readonly name?: string;
  readonly body: readonly Statement[];
}

/** A comment behind a statement's first line, with its `#`. */
interface Commented {
  readonly comment?: string;
}

export type Statement = Commented & (Simple | Compound | Remark);

/** A line without code: a comment with its `#`, or a blank line. No thread stands there. */
export interface Remark {
  readonly is: 'remark';
  readonly text: string;
}

type Simple =
  | { readonly is: 'do'; readonly value: Expression }
  | {
      readonly is: 'assign';
      readonly to: readonly string[];
      /** The one name gets the one item of the value, as in `n, = unpack('!H', data)`. */
      readonly unpacks?: true;
      readonly value: Expression;
      /** `n += 1` has the operator `+`, and one name to assign to. */
      readonly operator?: UpdateOperator;
    }
  /** `on[index] = value`; `on[index] += 1` has the operator `+`. */
  | {
      readonly is: 'set-item';
      readonly on: Expression;
      readonly index: Expression;
      readonly value: Expression;
      readonly operator?: UpdateOperator;
    }
  /** Each target is a name or `on[index]`. */
  | { readonly is: 'del'; readonly targets: readonly Expression[] }
  /** The names in the function are the program's. No thread stands at this line. */
  | { readonly is: 'global'; readonly names: readonly string[] }
  | { readonly is: 'import'; readonly module: ModuleName }
  /** `from socket import *` has the one name `*`. */
  | { readonly is: 'import-from'; readonly module: ModuleName; readonly names: readonly string[] }
  /** Without a value it raises the exception again that is being handled. */
  | { readonly is: 'raise'; readonly value?: Expression }
  | { readonly is: 'return'; readonly value?: Expression }
  | { readonly is: 'break' }
  | { readonly is: 'continue' }
  | { readonly is: 'pass' };

type Compound =
  | {
      readonly is: 'if';
      readonly test: Expression;
      readonly body: readonly Statement[];
      readonly otherwise?: readonly Statement[];
      /** True if the one statement of `otherwise` is an `if` that is written `elif`. */
      readonly elif?: true;
    }
  | { readonly is: 'while'; readonly test: Expression; readonly body: readonly Statement[] }
  | {
      readonly is: 'for';
      readonly name: LoopTarget;
      readonly over: Expression;
      readonly body: readonly Statement[];
    }
  | {
      readonly is: 'def';
      readonly name: string;
      readonly parameters: readonly string[];
      /** The values of the last parameters, where a call gives none. */
      readonly defaults?: readonly Expression[];
      readonly body: readonly Statement[];
    }
  | {
      readonly is: 'try';
      readonly body: readonly Statement[];
      readonly handlers: readonly Handler[];
      readonly otherwise?: readonly Statement[];
      readonly last?: readonly Statement[];
    }
  | { readonly is: 'with'; readonly items: readonly WithItem[]; readonly body: readonly Statement[] };

/** `socket() as s` */
export interface WithItem {
  readonly value: Expression;
  readonly name?: string;
}

export interface Program {
  readonly statements: readonly Statement[];
}
