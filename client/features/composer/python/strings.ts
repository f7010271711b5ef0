import { pythonString } from '../../../../shared/programs/string-literals.ts';
import { unescaped } from '../../../../shared/programs/unescaped.ts';
import { Unreadable, type TextRange } from '../findings.ts';

export interface StringLiteral {
  readonly is: 'text' | 'bytes';
  readonly value: string;
  /** The quotes, where `repr` would choose others. */
  readonly quote?: '"';
}

/** Reads one string or bytes literal as it is written. Throws Unreadable, which names the part that is refused. */
export function readString(literal: string, { from, to }: TextRange): StringLiteral {
  const [, prefix = '', quote = ''] = /^([A-Za-z]*)('''|"""|['"])/.exec(literal) ?? [];
  const form = prefix.toLowerCase();
  if (quote.length !== 1) throw new Unreadable({ from, to }, 'string-form', quote);
  if (!['', 'u', 'r', 'b', 'br', 'rb'].includes(form))
    throw new Unreadable({ from, to }, 'string-form', `${prefix}${quote}${quote}`);
  const raw = form.includes('r');
  const start = prefix.length + 1;
  const inner = literal.slice(start, -1);
  const is = form.includes('b') ? 'bytes' : 'text';
  const read = unescaped(raw ? inner.replaceAll('\\', '\\\\') : inner, is);
  if (read.ok) {
    const { value } = read;
    return quote === '"' && !pythonString(value).startsWith('"') ? { is, value, quote } : { is, value };
  }
  const at = from + start + read.at;
  const place = raw ? { from, to } : { from: at, to: at + read.found.length };
  throw new Unreadable(place, read.found.startsWith('\\') ? 'bad-escape' : 'not-ascii', read.found);
}
