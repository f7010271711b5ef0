import * as v from 'valibot';
import { LIMITS } from '../limits.ts';
import { strangeCalls } from './calls.ts';
import { listing } from './listing.ts';
import { fits } from './format-strings.ts';
import { isSingleton } from './singletons.ts';
import { literalsAreSound } from './params.ts';
import { blocksOf } from './blocks.ts';
import { CONSTANTS, SOCKET_METHODS } from './socket-vocabulary.ts';
import { FLOAT } from './float-literal.ts';
import { CHAINED, OPERATORS, UPDATE_OPERATORS } from './operators.ts';
import { EXCEPTIONS } from './exception-names.ts';
import { MODULES, namesOf, PARAMETER_KINDS, VALUE_METHODS } from './vocabulary.ts';
import type { Expression, ModuleName, Program, Statement } from './tree.ts';

/*
 * Programs that come from outside, in a recording or from a learner, are validated here. The programs in a
 * lab's events were validated when they came in.
 */

const identifier = v.pipe(v.string(), v.regex(/^[A-Za-z_][A-Za-z0-9_]{0,31}$/));
/** Half of a surrogate pair would be a character of Python's, but none of JavaScript's. */
const literalText = v.pipe(
  v.string(),
  v.maxLength(LIMITS.literalCharacters),
  v.check((text) => text.isWellFormed(), 'half of a surrogate pair'),
);
/** JSON reads 1e999 as infinite, and cannot write it. */
const literalSchema = v.union([literalText, v.pipe(v.number(), v.finite()), v.boolean()]);
const quoted = { quote: v.exactOptional(v.literal('"')) };
const ofModule = { module: v.exactOptional(v.literal('socket')) };
/** A comment on one line, or a blank line. */
const remark = v.pipe(
  v.string(),
  v.maxLength(LIMITS.remarkCharacters),
  v.regex(/^(?:#[^\p{Cc}\u2028\u2029]*)?$/u),
);
const commented = { comment: v.exactOptional(v.pipe(remark, v.minLength(1))) };
const row = <T>(of: v.GenericSchema<T>, least = 0) =>
  v.pipe(v.array(of), v.minLength(least), v.maxLength(LIMITS.rowItems));

/** A schema that contains itself. It is made once, because to make one for each part took longer than to check it. */
function recursive<T>(make: () => v.GenericSchema<T>): v.GenericSchema<T> {
  let made: v.GenericSchema<T> | undefined;
  return v.lazy(() => (made ??= make()));
}

const keywords = {
  keywords: v.exactOptional(row(recursive(() => v.strictObject({ name: identifier, value: expression })))),
};
/** A row of one is no plain name: Python takes a value apart for it. */
const loopTarget = v.union([identifier, row(identifier, 1)]);
const expression: v.GenericSchema<Expression> = recursive(() =>
  v.variant('is', [
    v.strictObject({ is: v.literal('constant'), name: v.picklist(CONSTANTS), ...ofModule }),
    v.strictObject({ is: v.literal('literal'), value: literalSchema, ...quoted }),
    v.strictObject({
      is: v.literal('float'),
      text: v.pipe(v.string(), v.maxLength(32), v.regex(FLOAT)),
    }),
    v.strictObject({
      is: v.literal('bytes'),
      text: v.pipe(literalText, v.regex(/^[\0-\u00FF]*$/)),
      ...quoted,
    }),
    v.strictObject({
      is: v.literal('parameter'),
      id: identifier,
      kind: v.picklist(PARAMETER_KINDS),
      value: literalSchema,
      ...ofModule,
      ...quoted,
    }),
    v.strictObject({ is: v.literal('name'), name: identifier }),
    v.strictObject({
      is: v.literal('tuple'),
      items: row(expression),
      bare: v.exactOptional(v.literal(true)),
    }),
    v.strictObject({ is: v.literal('list'), items: row(expression) }),
    v.strictObject({
      is: v.literal('dict'),
      entries: row(v.strictObject({ key: expression, value: expression })),
    }),
    v.strictObject({
      is: v.literal('comprehension'),
      value: expression,
      name: loopTarget,
      over: expression,
      test: v.exactOptional(expression),
    }),
    v.strictObject({ is: v.literal('index'), on: expression, index: expression }),
    v.strictObject({
      is: v.literal('slice'),
      on: expression,
      from: v.exactOptional(expression),
      to: v.exactOptional(expression),
      step: v.exactOptional(expression),
    }),
    v.strictObject({
      is: v.literal('attribute'),
      on: expression,
      name: v.picklist(['errno', 'strerror']),
    }),
    v.strictObject({ is: v.picklist(['not', 'minus']), value: expression }),
    v.strictObject({ is: v.literal('none') }),
    v.pipe(
      v.strictObject({
        is: v.literal('f-string'),
        parts: row(
          v.union([
            literalText,
            v.strictObject({
              value: expression,
              conversion: v.exactOptional(v.picklist(['r', 's'])),
              format: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(16))),
            }),
          ]),
        ),
        ...quoted,
      }),
      v.check((made) => fits(made), 'an expression that an f-string cannot hold'),
    ),
    v.pipe(
      v.strictObject({
        is: v.literal('operation'),
        operator: v.picklist(OPERATORS),
        left: expression,
        right: expression,
      }),
      v.check(
        ({ operator, right }) => !operator.startsWith('is') || isSingleton(right),
        'is with another value than None, True and False',
      ),
    ),
    v.strictObject({
      is: v.literal('comparisons'),
      first: expression,
      rest: row(v.strictObject({ operator: v.picklist(CHAINED), value: expression }), 2),
    }),
    v.strictObject({
      is: v.literal('call'),
      function: identifier,
      module: v.exactOptional(v.picklist(MODULES)),
      args: row(expression),
      ...keywords,
    }),
    v.strictObject({
      is: v.literal('method'),
      on: expression,
      method: v.picklist([...SOCKET_METHODS, ...VALUE_METHODS]),
      args: row(expression),
      ...keywords,
    }),
  ]),
);

const body: v.GenericSchema<readonly Statement[]> = recursive(() =>
  v.pipe(
    v.array(statement),
    v.check((block) => block.some(({ is }) => is !== 'remark'), 'a block without a statement'),
  ),
);
const statement: v.GenericSchema<Statement> = recursive(() =>
  v.variant('is', [
    v.strictObject({ is: v.literal('do'), value: expression, ...commented }),
    v.pipe(
      v.strictObject({
        is: v.literal('assign'),
        ...commented,
        to: row(identifier, 1),
        unpacks: v.exactOptional(v.literal(true)),
        value: expression,
        operator: v.exactOptional(v.picklist(UPDATE_OPERATORS)),
      }),
      v.check(
        ({ to, operator, unpacks }) =>
          (operator === undefined || (to.length === 1 && !unpacks)) && (!unpacks || to.length === 1),
        'one name is changed in place, or unpacks an item',
      ),
    ),
    v.pipe(
      v.strictObject({
        is: v.literal('if'),
        test: expression,
        body,
        otherwise: v.exactOptional(body),
        elif: v.exactOptional(v.literal(true)),
        ...commented,
      }),
      v.check(
        ({ elif, otherwise }) => elif === undefined || (otherwise?.length === 1 && otherwise[0]?.is === 'if'),
        'an elif that is no if',
      ),
    ),
    v.strictObject({ is: v.literal('while'), test: expression, body, ...commented }),
    v.strictObject({ is: v.literal('for'), name: loopTarget, over: expression, body, ...commented }),
    v.pipe(
      v.strictObject({
        is: v.literal('def'),
        ...commented,
        name: identifier,
        parameters: row(identifier),
        defaults: v.exactOptional(row(expression, 1)),
        body,
      }),
      v.check(
        ({ parameters, defaults = [] }) => defaults.length <= parameters.length,
        'more default values than parameters',
      ),
    ),
    v.strictObject({
      is: v.literal('del'),
      targets: v.pipe(
        row(expression, 1),
        v.check((targets) => targets.every(({ is }) => is === 'name' || is === 'index'), 'no target of del'),
      ),
      ...commented,
    }),
    v.strictObject({ is: v.literal('global'), names: row(identifier, 1), ...commented }),
    v.strictObject({
      is: v.literal('set-item'),
      on: expression,
      index: expression,
      value: expression,
      operator: v.exactOptional(v.picklist(UPDATE_OPERATORS)),
      ...commented,
    }),
    v.strictObject({ is: v.literal('import'), module: v.picklist(MODULES), ...commented }),
    v.pipe(
      v.strictObject({
        is: v.literal('import-from'),
        module: v.picklist(MODULES),
        names: row(v.string(), 1),
        ...commented,
      }),
      v.check(({ module, names }) => isOf(module, names), 'a name that the module has not'),
    ),
    v.strictObject({ is: v.literal('remark'), text: remark }),
    v.strictObject({ is: v.literal('raise'), value: v.exactOptional(expression), ...commented }),
    v.strictObject({
      is: v.literal('with'),
      ...commented,
      items: row(v.strictObject({ value: expression, name: v.exactOptional(identifier) }), 1),
      body,
    }),
    v.strictObject({ is: v.literal('return'), value: v.exactOptional(expression), ...commented }),
    v.strictObject({ is: v.literal('break'), ...commented }),
    v.strictObject({ is: v.literal('continue'), ...commented }),
    v.strictObject({ is: v.literal('pass'), ...commented }),
    v.pipe(
      v.strictObject({
        is: v.literal('try'),
        ...commented,
        body,
        handlers: row(
          v.strictObject({
            exception: v.union([v.picklist(EXCEPTIONS), row(v.picklist(EXCEPTIONS), 1)]),
            name: v.exactOptional(identifier),
            body,
          }),
        ),
        otherwise: v.exactOptional(body),
        last: v.exactOptional(body),
      }),
      v.check(
        ({ handlers, last, otherwise }) =>
          handlers.length > 0 || (last !== undefined && otherwise === undefined),
        'a try without except and finally',
      ),
    ),
  ]),
);

const isOf = (module: ModuleName, names: readonly string[]): boolean =>
  names.every((one) => (one === '*' ? names.length === 1 : namesOf(module).includes(one)));

/** The depth is checked before the schema, because the schema's recursion would be as deep as its input. */
export const programSchema: v.GenericSchema<Program> = v.strictObject({
  statements: v.pipe(
    v.custom<readonly Statement[]>((input) => depthOf(input) <= LIMITS.programDepth, 'nested too deep'),
    v.array(statement),
    v.check((statements) => countStatements(statements) <= LIMITS.programStatements, 'too many statements'),
    v.check((statements) => listing({ statements }).length <= LIMITS.programLines, 'too many lines'),
    v.check((statements) => literalsAreSound({ statements }), 'a literal out of its bounds'),
  ),
});

/**
 * The programs of an experiment, by name: `server`, `client` and the further clients `client2` to `client10`.
 */
export const programsSchema = v.pipe(
  v.record(
    v.pipe(v.string(), v.regex(/^(?:server|client(?:[2-9]|10)?)$/)),
    v.pipe(
      programSchema,
      v.check((program) => strangeCalls(program).length === 0, 'a function that there is not'),
    ),
  ),
  v.check((programs) => 'client' in programs && 'server' in programs, 'a client and a server are needed'),
);

function depthOf(input: unknown, limit: number = LIMITS.programDepth): number {
  if (typeof input !== 'object' || input === null) return 0;
  if (limit < 0) return 1;
  return 1 + Math.max(0, ...Object.values(input).map((inner) => depthOf(inner, limit - 1)));
}

function countStatements(statements: readonly Statement[]): number {
  return statements.reduce(
    (sum, of) =>
      sum + (of.is === 'remark' ? 0 : 1) + blocksOf(of).reduce((n, b) => n + countStatements(b), 0),
    0,
  );
}
