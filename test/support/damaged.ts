import fc from 'fast-check';

/* JSON that was damaged in a few places, each of which is still JSON. */

const ODD: readonly unknown[] = [
  null,
  true,
  -1,
  1.5,
  1e21,
  2 ** 53,
  '',
  'x',
  '\ud800',
  '__proto__',
  'constructor',
  'x'.repeat(20_000),
  [],
  {},
  [[[[[]]]]],
  { toString: 1 },
];
const ODD_KEYS = ['__proto__', 'constructor', 'toString', '', 'x', 'type'];

type Edit = readonly [place: number, how: number, what: number];
const edit: fc.Arbitrary<Edit> = fc.tuple(fc.nat(999), fc.nat(4), fc.nat(999));

/** The value, copied, with up to three edits. */
export function damaged<T>(values: fc.Arbitrary<T>): fc.Arbitrary<unknown> {
  return fc.tuple(values, fc.array(edit, { maxLength: 3 })).map(([value, edits]) => {
    const whole: unknown[] = [structuredClone(value)];
    for (const one of edits) change(whole, one);
    return whole[0];
  });
}

/** Text that was cut, or in which characters were changed. */
export function damagedText(texts: fc.Arbitrary<string>, odd: readonly string[]): fc.Arbitrary<string> {
  const cut = fc.tuple(fc.nat(9999), fc.nat(6), fc.constantFrom('', ...odd));
  return fc.tuple(texts, fc.array(cut, { maxLength: 3 })).map(([text, cuts]) =>
    cuts.reduce((before, [place, length, put]) => {
      const at = place % (before.length + 1);
      return before.slice(0, at) + put + before.slice(at + length);
    }, text),
  );
}

function change(whole: unknown[], [place, how, what]: Edit): void {
  const places: (readonly [parent: Record<string, unknown>, key: string])[] = [];
  const walk = (parent: object): void => {
    for (const [key, value] of Object.entries(parent)) {
      places.push([parent as Record<string, unknown>, key]);
      if (typeof value === 'object' && value !== null) walk(value as object);
    }
  };
  walk(whole);
  const [parent, key] = places[place % places.length]!;
  const odd = structuredClone(ODD[what % ODD.length]);
  const inside = parent[key];
  switch (how) {
    case 0:
      if (Array.isArray(parent) && parent !== whole) parent.splice(Number(key), 1);
      else if (!Array.isArray(parent)) delete parent[key];
      return;
    case 1:
      if (Array.isArray(parent) && parent !== whole) parent.splice(Number(key), 0, structuredClone(inside));
      return;
    case 2:
      // No array that comes as JSON has keys.
      if (typeof inside !== 'object' || inside === null || Array.isArray(inside)) return;
      Object.defineProperty(inside, ODD_KEYS[what % ODD_KEYS.length]!, {
        value: odd,
        enumerable: true,
        configurable: true,
        writable: true,
      });
      return;
    default:
      parent[key] = odd;
  }
}
