/* The way back from a literal to its value (The Python Language Reference, 2.4.1). */

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
