/**
 * The keys of the page, one row for each line of the help, in its order. `client/app/use-keys.ts` has an action
 * for each of them, and the help a text for each row: types refuse a key that one of them lacks.
 */
export const KEYMAP = {
  primary: [' '],
  step: ['c', 's'],
  runOn: ['a'],
  chip: ['d', 'x'],
  wire: ['w'],
  event: ['ArrowLeft', 'ArrowRight'],
  moment: ['Shift+ArrowLeft', 'Shift+ArrowRight'],
  ends: ['Home', 'End'],
  speed: ['[', ']'],
  time: ['r'],
  fullSpeed: ['f'],
  hex: ['b'],
  panels: ['o', 'g', 'i'],
  plots: ['p'],
  lesson: ['e'],
  term: ['k'],
  states: ['m'],
  point: ['l'],
  byte: ['y'],
  help: ['?'],
  close: ['Escape'],
} as const;

export type KeyRow = keyof typeof KEYMAP;
/** `KeyboardEvent.key` in lower case, with `Shift+` before it where that makes a difference. */
export type PageKey = (typeof KEYMAP)[KeyRow][number];

const CAPS: Readonly<Record<string, string>> = { ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc' };

/** The key caps of a row, each once: `Shift ← →`. `space` is the name of the space bar. */
export function capsOf(row: KeyRow, space: string): readonly string[] {
  const keys = KEYMAP[row].flatMap((key) => key.split('+'));
  return [...new Set(keys)].map((key) =>
    key === ' ' ? space : (CAPS[key] ?? (key.length === 1 ? key.toUpperCase() : key)),
  );
}
