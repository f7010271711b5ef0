/** The bits of a double's fraction (IEEE 754). */
const FRACTION_BITS = 52n;

/** Returns a finite double's magnitude as `m / 2**shift`, exactly. */
function fractionOf(value: number): { readonly m: bigint; readonly shift: bigint } {
  const bits = new BigUint64Array(new Float64Array([Math.abs(value)]).buffer)[0] ?? 0n;
  const [exponent, fraction] = [bits >> FRACTION_BITS, BigInt.asUintN(Number(FRACTION_BITS), bits)];
  const m = exponent === 0n ? fraction : fraction + (1n << FRACTION_BITS);
  const shift = 1075n - (exponent === 0n ? 1n : exponent);
  return shift >= 0n ? { m, shift } : { m: m << -shift, shift: 0n };
}

/**
 * Returns a magnitude with so many digits behind the point. As in Python, exactly half goes to the even digit
 * (Python/dtoa.c); `toFixed` would round it up.
 */
export function fixed(value: number, precision: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : 'inf';
  const { m, shift } = fractionOf(value);
  const scaled = m * 10n ** BigInt(precision);
  const [whole, rest] = [scaled >> shift, BigInt.asUintN(Number(shift), scaled)];
  const half = shift === 0n ? 1n : 1n << (shift - 1n);
  const up = rest > half || (rest === half && whole % 2n === 1n);
  const digits = String(up ? whole + 1n : whole).padStart(precision + 1, '0');
  const point = digits.length - precision;
  return precision === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
}
