import { raise } from './exceptions.ts';
import { piecesOf, type Charge } from './long-work.ts';

interface Tables {
  /** The two bytes of each unit, or 0. */
  readonly pairs: Uint16Array;
  /** The unit of each two bytes, or 0. */
  readonly units: Uint16Array;
}

let made: Tables | undefined;

/**
 * The platform only decodes GBK, so that its decoder is inverted here. CPython's codec has no private-use characters,
 * and none of four bytes.
 */
function tables(): Tables {
  if (made !== undefined) return made;
  const all: number[] = [];
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1) all.push((lead << 8) | trail);
  // A line feed is no second byte, so that each line is what two bytes stand for.
  const lines = new TextDecoder('gbk')
    .decode(Uint8Array.from(all.flatMap((pair) => [pair >> 8, pair & 0xff, 0x0a])))
    .split('\n');
  const [pairs, units] = [new Uint16Array(0x1_0000), new Uint16Array(0x1_0000)];
  for (const [i, pair] of all.entries()) {
    const line = lines[i] ?? '';
    if (!/^[^\u{e000}-\u{f8ff}\u{fffd}]$/u.test(line)) continue;
    const unit = line.charCodeAt(0);
    units[pair] = unit;
    if (pairs[unit] === 0) pairs[unit] = pair;
  }
  made = { pairs, units };
  return made;
}

/** Returns the two bytes of a character of the Basic Multilingual Plane as a number, or 0. */
export function gbkPairOf(unit: number): number {
  return tables().pairs[unit] ?? 0;
}

/** Decodes GBK. `handling` is asked for once a sequence is wrong. */
export async function decodeGbk(
  bytes: Buffer,
  handling: () => 'strict' | 'replace' | 'ignore',
  charge: Charge,
): Promise<string> {
  const { units } = tables();
  const parts: string[] = [];
  let at = 0;
  for await (const { to } of piecesOf(bytes.length, charge, 8)) {
    const piece = Buffer.allocUnsafe(2 * (to - at + 1));
    let size = 0;
    while (at < to) {
      const lead = bytes[at] ?? 0;
      const unit = lead < 0x80 ? lead : (units[(lead << 8) | (bytes[at + 1] ?? 0)] ?? 0);
      if (unit === 0 && lead > 0) return repaired(bytes, handling(), charge);
      size = piece.writeUInt16LE(unit, size);
      at += lead < 0x80 ? 1 : 2;
    }
    parts.push(piece.toString('utf16le', 0, size));
  }
  return parts.join('');
}

async function repaired(
  bytes: Buffer,
  handling: 'strict' | 'replace' | 'ignore',
  charge: Charge,
): Promise<string> {
  if (handling === 'strict')
    return raise('UnicodeDecodeError', "'gbk' codec can't decode these bytes: illegal multibyte sequence");
  const decoder = new TextDecoder('gbk');
  const parts: string[] = [];
  for await (const { from, to } of piecesOf(bytes.length, charge, 8)) {
    const text = decoder.decode(bytes.subarray(from, to), { stream: to < bytes.length });
    parts.push(handling === 'ignore' ? text.replaceAll('\u{fffd}', '') : text);
  }
  return parts.join('');
}
