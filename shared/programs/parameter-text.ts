import { parameterRange, type ParameterValue } from './params.ts';
import { escapedBytes, escapedText } from './string-literals.ts';
import type { ParameterKind } from './tree.ts';
import { unescaped } from './unescaped.ts';

/**
 * Reads a value as it is typed, in the page or on a command line: `1024`, `true`, or what stands between the
 * quotes of a Python literal. Returns null if Python refuses an escape in it.
 */
export function parameterFromText(kind: ParameterKind, text: string): ParameterValue | null {
  if (parameterRange(kind) !== null) return text.trim() === '' ? Number.NaN : Number(text);
  if (kind === 'flag')
    return /^(true|1|on)$/i.test(text) ? true : /^(false|0|off)$/i.test(text) ? false : text;
  if (kind !== 'text' && kind !== 'bytes') return text;
  const read = unescaped(text, kind);
  return read.ok ? read.value : null;
}

/** Returns a value as it is typed, so that `parameterFromText` reads it back. */
export function parameterText(kind: ParameterKind, value: ParameterValue): string {
  if (kind === 'text') return escapedText(String(value));
  return kind === 'bytes' ? escapedBytes(String(value)) : String(value);
}
