import { LIMITS } from '../limits.ts';
import { utf8Length } from '../bytes.ts';
import { isNumericAddress } from '../tcp/address.ts';
import type { ParameterKind, Program } from './tree.ts';

export type ParameterValue = string | number | boolean;

export interface Parameter {
  readonly id: string;
  readonly kind: ParameterKind;
  readonly value: ParameterValue;
}

/** The reason why a value was refused. The page makes a sentence from its code. */
export type ParameterError =
  | { readonly code: 'unknown-parameter'; readonly id: string }
  | {
      readonly code: 'bad-value';
      readonly id: string;
      readonly kind: ParameterKind;
      readonly min?: number;
      readonly max?: number;
    };

const RANGES: Partial<Record<ParameterKind, readonly [number, number]>> = {
  count: [0, LIMITS.repetitions],
  port: [0, 65_535],
  backlog: [0, LIMITS.backlog],
  'recv-size': [0, LIMITS.recvSize],
  'buffer-bytes': [1, LIMITS.socketBufferBytes],
};

/** Returns the lowest and the highest number of a kind, or null if the kind is not a number. */
export function parameterRange(kind: ParameterKind): readonly [number, number] | null {
  return RANGES[kind] ?? null;
}

/** The codecs that programs may use, by their names in listings. */
export const ENCODINGS = ['utf-8', 'gbk', 'ascii', 'latin-1'] as const;
export type Encoding = (typeof ENCODINGS)[number];

export function isEncoding(value: unknown): value is Encoding {
  return (ENCODINGS as readonly unknown[]).includes(value);
}

function check({ id, kind }: Parameter, value: ParameterValue): ParameterError | null {
  const unless = (good: boolean, bounds: { min?: number; max?: number } = {}): ParameterError | null =>
    good ? null : { code: 'bad-value', id, kind, ...bounds };
  const range = parameterRange(kind);
  if (range !== null) {
    const [min, max] = range;
    const isWhole = typeof value === 'number' && Number.isInteger(value);
    return unless(isWhole && value >= min && value <= max, { min, max });
  }
  if (kind === 'flag') return unless(typeof value === 'boolean');
  if (kind === 'family') return unless(value === 'AF_INET' || value === 'AF_INET6');
  if (kind === 'encoding') return unless(isEncoding(value));
  if (typeof value !== 'string') return unless(false);
  if (kind === 'address') return unless(value === '' || isNumericAddress(value));
  const max = LIMITS.messageLiteralBytes;
  if (kind === 'bytes') return unless(/^[\0-\u00FF]*$/.test(value) && value.length <= max, { max });
  // A lone surrogate cannot be encoded as UTF-8, so that Python's encode() would raise before any system
  // call.
  return unless(value.isWellFormed() && utf8Length(value) <= max, { max });
}

/**
 * Returns the tree with each parameter's value replaced by what `visit` returns. A tree is plain data, so
 * that one walk serves all its nodes.
 */
function mapParameters<T>(tree: T, visit: (parameter: Parameter) => ParameterValue): T {
  if (Array.isArray(tree)) return tree.map((item: unknown) => mapParameters(item, visit)) as T;
  if (typeof tree !== 'object' || tree === null) return tree;
  if ('is' in tree && tree.is === 'parameter') {
    const parameter = tree as unknown as T & Parameter;
    return { ...parameter, value: visit(parameter) };
  }
  return Object.fromEntries(
    Object.entries(tree).map(([key, inner]) => [key, mapParameters<unknown>(inner, visit)]),
  ) as T;
}

/** Returns every editable literal of a program, in the order of the listing. */
export function parametersOf(program: Program): Parameter[] {
  const found: Parameter[] = [];
  mapParameters(program, (parameter) => {
    found.push({ id: parameter.id, kind: parameter.kind, value: parameter.value });
    return parameter.value;
  });
  return found;
}

/** Says whether each editable literal has a value that an edit could have set. */
export function literalsAreSound(program: Program): boolean {
  return parametersOf(program).every((parameter) => check(parameter, parameter.value) === null);
}

/** Returns the program with one literal changed, or the reason why that value is refused. */
export function setParameter(
  program: Program,
  id: string,
  value: ParameterValue,
): { readonly ok: true; readonly program: Program } | { readonly ok: false; readonly error: ParameterError } {
  const known = parametersOf(program).find((parameter) => parameter.id === id);
  if (known === undefined) return { ok: false, error: { code: 'unknown-parameter', id } };
  const error = check(known, value);
  if (error !== null) return { ok: false, error };
  return { ok: true, program: mapParameters(program, (p) => (p.id === id ? value : p.value)) };
}
