import fc from 'fast-check';
import type * as v from 'valibot';

/* Values that a schema of valibot accepts, or nearly: its bounds are used, and what only a function checks is not. */

interface Parts {
  readonly type: string;
  readonly entries?: Readonly<Record<string, AnySchema>>;
  readonly wrapped?: AnySchema;
  readonly options?: readonly unknown[];
  readonly literal?: unknown;
  readonly item?: AnySchema;
  readonly key?: AnySchema;
  readonly value?: AnySchema;
  readonly items?: readonly AnySchema[];
  readonly getter?: (input: unknown) => AnySchema;
  readonly pipe?: readonly { readonly kind: string; readonly type: string; readonly requirement?: unknown }[];
}
type AnySchema = v.GenericSchema<never, unknown>;

/** The names and numbers are few, so that events and commands speak of each other. */
const NAMES = ['client', 'server', 'client2', 'client/main', 'server/main', '10', '11', 'a', 'x', 'L1'];
const TEXTS = [
  '',
  'x',
  '中',
  '\u0000',
  '\ud800',
  '😀',
  'É\n',
  '<b>',
  '__proto__',
  'constructor',
  '192.168.127.1',
];
const COUNTS = [0, 1, 2, 3, 4, 8080, 0xffff, 0x7fff_ffff, 0xffff_ffff, 2 ** 32, Number.MAX_SAFE_INTEGER];
const NUMBERS = [-1, 0, 1, 1.5, -0.5, 1e308, 5e-324, -(2 ** 53), 2 ** 53];

/** Each schema in `instead` is stood for by the values that are given for it. */
export function valuesOf<T>(
  schema: v.GenericSchema<never, T> | v.GenericSchema<unknown, T>,
  instead: ReadonlyMap<unknown, fc.Arbitrary<unknown>> = new Map(),
): fc.Arbitrary<T> {
  const made = new Map<AnySchema, fc.Arbitrary<unknown>>();

  function of(one: AnySchema): fc.Arbitrary<unknown> {
    const known = instead.get(one) ?? made.get(one);
    if (known !== undefined) return known;
    const values = make(one);
    made.set(one, values);
    return values;
  }

  function make(one: AnySchema): fc.Arbitrary<unknown> {
    const parts = one as unknown as Parts;
    const bound = (type: string): unknown => parts.pipe?.find((action) => action.type === type)?.requirement;
    switch (parts.type) {
      case 'strict_object':
      case 'loose_object':
        return objects(parts.entries ?? {});
      case 'variant':
      case 'union':
        return fc.oneof(...((parts.options ?? []) as AnySchema[]).map(of));
      case 'picklist':
        return fc.constantFrom(...(parts.options ?? []));
      case 'literal':
        return fc.constant(parts.literal);
      case 'nullable':
        return fc.oneof(fc.constant(null), of(parts.wrapped!));
      case 'boolean':
        return fc.boolean();
      case 'string':
        return texts(bound('regex') as RegExp | undefined, (bound('max_length') as number | undefined) ?? 64);
      case 'number':
        return numbers(bound('integer') !== undefined, bound('min_value'), bound('max_value'));
      case 'array': {
        // The length of a row is looked at first, and then the items.
        const items = parts.pipe?.findLast(({ type }) => type === 'array') as Parts | undefined;
        return fc.array(of((items ?? parts).item!), {
          minLength: Number(bound('min_length') ?? 0),
          maxLength: Math.max(Number(bound('min_length') ?? 0), 4),
        });
      }
      case 'record':
        return fc.dictionary(of(parts.key!) as fc.Arbitrary<string>, of(parts.value!), {
          maxKeys: Math.min(Number(bound('max_entries') ?? 4), 4),
          noNullPrototype: true,
        });
      case 'strict_tuple':
        return fc.tuple(...(parts.items ?? []).map(of));
      default:
        throw new Error(`no values are made for a schema of type ${parts.type}`);
    }
  }

  function objects(entries: Readonly<Record<string, AnySchema>>): fc.Arbitrary<unknown> {
    const parts = Object.entries(entries).map(([key, one]) => [key, one, one as unknown as Parts] as const);
    const isThere = parts.flatMap(([key, , { type }]) => (type === 'exact_optional' ? [] : [key]));
    const values = parts.map(([key, one, { type, wrapped }]) => [
      key,
      of(type === 'exact_optional' ? wrapped! : one),
    ]);
    return fc.record(Object.fromEntries(values), { requiredKeys: isThere as never[], noNullPrototype: true });
  }

  return of(schema as unknown as AnySchema) as fc.Arbitrary<T>;
}

function texts(pattern: RegExp | undefined, most: number): fc.Arbitrary<string> {
  const fitting = [...NAMES, ...TEXTS].filter((text) => text.length <= most && (pattern?.test(text) ?? true));
  if (pattern !== undefined && fitting.length === 0) return fc.stringMatching(pattern);
  const known = fc.constantFrom(...fitting);
  if (pattern === undefined)
    return fc.oneof(
      { arbitrary: known, weight: 30 },
      { arbitrary: fc.string({ maxLength: Math.min(most, 24) }), weight: 6 },
      fc.constant('x'.repeat(most)),
    );
  // No texts are drawn for properties of Unicode.
  if (pattern.source.includes('\\p')) return known;
  return fc.oneof({ arbitrary: known, weight: 6 }, fc.stringMatching(pattern));
}

function numbers(isWhole: boolean, least: unknown, most: unknown): fc.Arbitrary<number> {
  const [from, to] = [Number(least ?? -Infinity), Number(most ?? Infinity)];
  const fitting = (isWhole ? COUNTS : [...COUNTS, ...NUMBERS]).filter((n) => n >= from && n <= to);
  const inside = fc.integer({ min: Math.max(from, -1000), max: Math.min(to, 100_000) });
  return fitting.length === 0
    ? inside
    : fc.oneof({ arbitrary: fc.constantFrom(...fitting), weight: 6 }, inside);
}
