import { blocksOf } from './blocks.ts';
import { EXCEPTIONS } from './exception-names.ts';
import { CALLABLES, FUNCTIONS_OF_PYTHON, namesOf } from './vocabulary.ts';
import type { Expression, Program, Statement } from './tree.ts';

/** A program may call these functions, those that it imports, and its own. */
const FUNCTIONS: ReadonlySet<string> = new Set([
  ...FUNCTIONS_OF_PYTHON,
  ...EXCEPTIONS,
  ...Object.values(CALLABLES).flat(),
]);

/**
 * Returns the calls of any other function, with its name. A shared program may be saved as a Python script,
 * where Python's own `exec` or `open` would answer to their names; in a lab nothing answers to them.
 */
export function strangeCalls(program: Program): { readonly at: Expression; readonly name: string }[] {
  const own = definedIn(program.statements);
  const found: { at: Expression; name: string }[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('is' in value && value.is === 'call') {
      const call = value as Extract<Expression, { is: 'call' }>;
      const name = strangeIn(call, own);
      if (name !== null) found.push({ at: call, name });
    }
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(program);
  return found;
}

/** Returns the name in a call that nothing in a lab answers to, or null. */
function strangeIn(call: Extract<Expression, { is: 'call' }>, own: ReadonlySet<string>): string | null {
  const { module, function: name } = call;
  if (module === undefined && own.has(name)) return null;
  const isKnown = module === undefined ? FUNCTIONS.has(name) : namesOf(module).includes(name);
  if (!isKnown) return name;
  return name === 'Thread' ? strangeTarget(call, own) : null;
}

/** Returns the target of a Thread unless it is one of the program's functions. */
function strangeTarget(
  { args, keywords = [] }: Extract<Expression, { is: 'call' }>,
  own: ReadonlySet<string>,
): string | null {
  const targets = [...args, ...keywords.flatMap(({ name, value }) => (name === 'target' ? [value] : []))];
  const strange = targets.find((target) => target.is !== 'name' || !own.has(target.name));
  if (strange === undefined) return null;
  return strange.is === 'name' ? strange.name : 'target';
}

function definedIn(statements: readonly Statement[]): Set<string> {
  return new Set(
    statements.flatMap((one) => [
      ...(one.is === 'def' ? [one.name] : []),
      ...blocksOf(one).flatMap((block) => [...definedIn(block)]),
    ]),
  );
}
