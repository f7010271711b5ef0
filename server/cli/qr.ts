import { generate } from 'lean-qr';

/** A QR code needs this much light around it (ISO/IEC 18004 §5.3.8). */
const QUIET_MODULES = 4;

/**
 * A QR code in half blocks, two modules a character. Light modules are drawn, so that it is the right way
 * round on a dark terminal; readers of today take a light one too.
 */
export function qrText(text: string): string {
  const code = generate(text);
  const isLight = (x: number, y: number): boolean => !code.get(x, y);
  const rows: string[] = [];
  for (let y = -QUIET_MODULES; y < code.size + QUIET_MODULES; y += 2) {
    let row = '';
    for (let x = -QUIET_MODULES; x < code.size + QUIET_MODULES; x += 1)
      row += BLOCKS[(isLight(x, y) ? 1 : 0) + (isLight(x, y + 1) ? 2 : 0)];
    rows.push(row);
  }
  return rows.join('\n');
}

/** By bit 0, the upper half, and bit 1, the lower one. */
const BLOCKS = [' ', '▀', '▄', '█'] as const;
