/*
 * Python's string and bytes literals, written and read (The Python Language Reference, 2.4.1). The value of a
 * bytes literal is a string here too, with one character from U+0000 to U+00FF for each byte.
 */

/** Says whether a character stands for itself in `repr` (Objects/unicodectype.c, `_PyUnicode_IsPrintable`). */
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Zs}]/u;

const NAMED: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Returns what stands between the quotes of a string literal. Quotes stand for themselves. */
export function escapedText(text: string): string {
  return Array.from(text, (character) => {
    const named = NAMED[character];
    if (named !== undefined) return named;
    return character !== ' ' && HIDDEN.test(character) ? numeric(character.codePointAt(0) ?? 0) : character;
  }).join('');
}

/** Returns what stands between the quotes of a bytes literal. Quotes stand for themselves. */
export function escapedBytes(bytes: string): string {
  return Array.from(bytes, (character) => {
    const named = NAMED[character];
    if (named !== undefined) return named;
    return character >= ' ' && character <= '~' ? character : numeric(character.codePointAt(0) ?? 0);
  }).join('');
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

export type Unescaped =
  | { readonly ok: true; readonly value: string }
  /** The escape that Python refuses (`\x4`), or the character that a bytes literal cannot hold (`é`). */
  | { readonly ok: false; readonly at: number; readonly found: string };

const SINGLE: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const ESCAPE = {
  text: /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3})|([^]))/gu,
  bytes: /\\(?:x([\da-fA-F]{2})|()()([0-7]{1,3})|([^]))/gu,
} as const;

/**
 * Reads what stands between a literal's quotes. An unknown escape keeps its backslash, as in Python. `\N{…}`
 * is refused, because the names of all characters would be needed.
 */
export function unescaped(inner: string, of: keyof typeof ESCAPE): Unescaped {
  let problem: Extract<Unescaped, { ok: false }> | null = null;
  const refuse = (at: number, found: string): string => {
    problem ??= { ok: false, at, found };
    return '';
  };
  const foreign = of === 'bytes' ? /[^\0-\u007F]/u.exec(inner) : null;
  if (foreign !== null) return { ok: false, at: foreign.index, found: foreign[0] };
  const value = inner.replaceAll(
    ESCAPE[of],
    (whole: string, x: string, u: string, wide: string, octal: string, one: string, at: number) => {
      const hexadecimal = x || u || wide;
      if (hexadecimal) {
        const code = Number.parseInt(hexadecimal, 16);
        return code > 0x10_ff_ff ? refuse(at, whole) : String.fromCodePoint(code);
      }
      if (octal) {
        const code = Number.parseInt(octal, 8);
        return String.fromCodePoint(of === 'bytes' ? code & 0xff : code);
      }
      const known = SINGLE[one];
      if (known !== undefined) return known;
      const needsMore = of === 'bytes' ? one === 'x' : 'xuUN'.includes(one);
      return needsMore ? refuse(at, /^\\(?:N\{[^}]*\}?|[^][\da-fA-F]*)/u.exec(inner.slice(at))![0]) : whole;
    },
  );
  if (problem !== null) return problem;
  const end = /(?:^|[^\\])(?:\\\\)*\\$/u.exec(inner);
  return end === null ? { ok: true, value } : { ok: false, at: inner.length - 1, found: '\\' };
}
