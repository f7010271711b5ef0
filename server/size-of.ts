/** Estimates of V8's own bytes: an object's or array's, a field's, and a text's beside its characters. */
const OBJECT = 32;
const FIELD = 8;
const TEXT = 16;

const WIDE = /[^\0-\xff]/;

/** Estimates the memory that a value takes which was read from JSON or a structured clone, in bytes. */
export function sizeOf(value: unknown): number {
  // V8 keeps a text in one byte a character if all of them fit (Latin-1), and otherwise in two.
  if (typeof value === 'string') return TEXT + value.length * (WIDE.test(value) ? 2 : 1);
  if (typeof value !== 'object' || value === null) return 0;
  let bytes = OBJECT;
  for (const field of Object.values(value)) bytes += FIELD + sizeOf(field);
  return bytes;
}
