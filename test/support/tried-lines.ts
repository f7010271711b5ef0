/** Lines that change a value, and expressions, each of which is printed. */
export function linesOf(changes: readonly string[], values: readonly string[]): string[] {
  return [...changes, ...values.map((value) => (value.startsWith('print(') ? value : `print(${value})`))];
}

export interface Trial {
  /** So many lines are tried in a program, because a lab's program has at most 100 statements. */
  readonly atOnce: number;
  readonly prelude: string;
  /** Makes the value anew before each line. */
  readonly begin: string;
  /** Tells the exception `e` of a line. */
  readonly failed: string;
  /** Tells what the line has left. */
  readonly end: string;
}

/** Returns programs that try each line by itself. */
export function triedLines(
  lines: readonly string[],
  { atOnce, prelude, begin, failed, end }: Trial,
): string[] {
  const tried = (line: string): string =>
    `${begin}\ntry:\n    ${line}\nexcept Exception as e:\n    ${failed}\n${end}`;
  return Array.from({ length: Math.ceil(lines.length / atOnce) }, (_, i) =>
    [prelude, ...lines.slice(atOnce * i, atOnce * (i + 1)).map(tried)].join('\n'),
  );
}
