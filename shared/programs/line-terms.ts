import type { Token } from './tokens.ts';
import { SOCKET_METHODS } from './socket-vocabulary.ts';
import { CALLABLES, VALUE_METHODS } from './vocabulary.ts';

const CALLS: ReadonlySet<string> = new Set([
  ...SOCKET_METHODS,
  ...VALUE_METHODS,
  ...Object.values(CALLABLES).flat(),
]);

/** True if the reference has an entry for this piece of a listing. */
export function isTerm({ kind, text }: Token): boolean {
  return kind === 'constant' || (kind === 'call' && CALLS.has(text));
}
