import { raise } from './exceptions.ts';
import { NONE, type Value } from './values.ts';

/** Returns what each parameter of a function gets. */
export function boundArguments(
  name: string,
  parameters: readonly string[],
  defaults: readonly Value[],
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): [string, Value][] {
  checkArguments(name, parameters, defaults.length, args.length, keywords);
  const first = parameters.length - defaults.length;
  return parameters.map((one, i) => [one, args[i] ?? keywords.get(one) ?? defaults[i - first] ?? NONE]);
}

/** Raises the TypeError of wrong arguments in CPython's words and order (Python/ceval.c). */
function checkArguments(
  name: string,
  parameters: readonly string[],
  defaults: number,
  given: number,
  keywords: ReadonlyMap<string, Value>,
): void {
  for (const keyword of keywords.keys()) {
    const at = parameters.indexOf(keyword);
    if (at < 0) raise('TypeError', `${name}() got an unexpected keyword argument '${keyword}'`);
    if (at < given) raise('TypeError', `${name}() got multiple values for argument '${keyword}'`);
  }
  const { length } = parameters;
  const range = defaults === 0 ? length : `from ${length - defaults} to ${length}`;
  if (given > length)
    raise(
      'TypeError',
      `${name}() takes ${range} positional argument${length === 1 && defaults === 0 ? '' : 's'} but ${given} ${given === 1 ? 'was' : 'were'} given`,
    );
  const missing = parameters
    .slice(given, length - defaults)
    .filter((one) => !keywords.has(one))
    .map((one) => `'${one}'`);
  if (missing.length === 0) return;
  const last = missing.pop();
  const listed =
    missing.length === 0 ? last : `${missing.join(', ')}${missing.length > 1 ? ',' : ''} and ${last}`;
  const s = missing.length === 0 ? '' : 's';
  raise('TypeError', `${name}() missing ${missing.length + 1} required positional argument${s}: ${listed}`);
}
