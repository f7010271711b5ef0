/*
 * Python's string and bytes literals, as they are written (The Python Language Reference, 2.4.1). The value of a
 * bytes literal is a string here too, with one character from U+0000 to U+00FF for each byte.
 */

/** The characters that do not stand for themselves in `repr` (Objects/unicodectype.c, `_PyUnicode_IsPrintable`). */
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\\]|(?! )\p{Zs}/gu;

const NAMED: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const escaped = (character: string): string => NAMED[character] ?? numeric(character.codePointAt(0) ?? 0);

/** Returns what stands between the quotes of a string literal. Quotes stand for themselves. */
export function escapedText(text: string): string {
  return text.replaceAll(HIDDEN, escaped);
}

/** Returns what stands between the quotes of a bytes literal. Quotes stand for themselves. */
export function escapedBytes(bytes: string): string {
  return bytes.replaceAll(/[^ -~]|\\/g, escaped);
}

function numeric(code: number): string {
  const [letter, digits] = code < 0x1_00 ? ['x', 2] : code < 0x1_00_00 ? ['u', 4] : (['U', 8] as const);
  return `\\${letter}${code.toString(16).padStart(digits, '0')}`;
}

function quoted(inner: string, written?: '"'): string {
  const quote = written ?? (inner.includes("'") && !inner.includes('"') ? '"' : "'");
  return quote + inner.replaceAll(quote, `\\${quote}`) + quote;
}

/** Returns a Python string literal, as `repr` writes it unless its quotes are given. */
export function pythonString(text: string, quote?: '"'): string {
  return quoted(escapedText(text), quote);
}

/** Returns a Python bytes literal, as `repr` writes it unless its quotes are given (`PyBytes_Repr`). */
export function pythonBytes(bytes: string, quote?: '"'): string {
  return `b${quoted(escapedBytes(bytes), quote)}`;
}
