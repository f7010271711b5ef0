import { generate } from 'lean-qr';

/** A QR code needs this much light around it (ISO/IEC 18004 §5.3.8). */
const QUIET_MODULES = 4;

/**
 * Returns a QR code in half blocks, two modules a character. It draws the light modules, so that the code is
 * right on a dark terminal. Today's readers accept an inverted one too.
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

/** The index has bit 0 for the upper half and bit 1 for the lower one. */
const BLOCKS = [' ', '▀', '▄', '█'] as const;
