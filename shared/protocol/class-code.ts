/**
 * The letters and digits of a class's code. None of them is taken for another, read from a wall or heard: 0 and O, 1, I and
 * L, 2 and Z, 5 and S, 6 and G, 8 and B, U and V are not among them. Without vowels they make no words.
 */
export const CODE_LETTERS = 'CDFHJKMNPQRTWXY3479';
export const CODE_LENGTH = 6;

const CODE = new RegExp(`^[${CODE_LETTERS}]{${CODE_LENGTH}}$`);

/** Returns the code that somebody typed or that stands in a link, or null if it can be none. Case and spaces do not matter. */
export function classCodeOf(typed: string): string | null {
  const code = typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  return CODE.test(code) ? code : null;
}
