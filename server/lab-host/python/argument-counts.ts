import { raise } from './exceptions.ts';

/** The number of a method's arguments. The words of CPython's refusal depend on how the method is written. */
export type Form = 'one' | 'none' | readonly [least: number, most: number];

/** Raises TypeError if a method of a list, a dict or a bytearray has not the arguments that it takes. */
export function checkForm(name: string, count: Form, given: number, type: string): void {
  const call = `${type}.${name}()`;
  if (count === 'none' && given > 0) raise('TypeError', `${call} takes no arguments (${given} given)`);
  if (count === 'one' && given !== 1)
    raise('TypeError', `${call} takes exactly one argument (${given} given)`);
  if (typeof count === 'string') return;
  const [least, most] = count;
  if (given >= least && given <= most) return;
  const bound = given < least ? least : most;
  const how = least === most ? '' : given < least ? 'at least ' : 'at most ';
  raise('TypeError', `${name} expected ${how}${bound} argument${bound === 1 ? '' : 's'}, got ${given}`);
}
