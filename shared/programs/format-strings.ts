import { expressionText } from './tokens.ts';
import type { Expression, Replacement } from './tree.ts';

/**
 * The format specifications that a lab has: those of integers and texts, and of floats `f` and `%` (The Python
 * Standard Library, Format Specification Mini-Language).
 */
export const FORMAT =
  /^(?:(?<fill>[^{}'"\\])?(?<align>[<>=^]))?(?<sign>[-+ ])?(?<form>#)?(?<zero>0)?(?<width>[1-9]\d{0,2})?(?<group>[,_])?(?:\.(?<precision>\d{1,3}))?(?<type>[bdosxXfF%])?$/u;

/** Says whether Python 3.11 reads an expression between the quotes of an f-string (The Python Language Reference, 2.4.3). */
function fitsBetween(quote: "'" | '"', { value, format = '' }: Replacement): boolean {
  const text = expressionText(value);
  // Two braces would be one of the text.
  if (text.startsWith('{')) return false;
  return !text.includes(quote) && !text.includes('\\') && FORMAT.test(format);
}

export function fits({ parts, quote }: Extract<Expression, { is: 'f-string' }>): boolean {
  return parts.every((part) => typeof part === 'string' || fitsBetween(quote ?? "'", part));
}
