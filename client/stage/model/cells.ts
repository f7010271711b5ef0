import type { ByteRange, FlowState } from '../../../shared/model/lab-state.ts';
import { charactersIn, glyphOf, streamByte, writeAt } from './stream-text.ts';

/** The number of cells in a row. It is the same in every buffer of the page, so that lengths can be compared by eye. */
export const CELLS_A_ROW = 18;

export interface ByteCell {
  readonly offset: number;
  readonly column: number;
  readonly hex: string;
  readonly ordinal: number | null;
}

/** The shape of one end of a character's bracket in this row. */
export type BracketEnd = 'closed' | 'open' | 'torn';

/** A character over its bytes, or the part of it that lies in this row. */
export interface Glyph {
  readonly offset: number;
  readonly column: number;
  readonly span: number;
  readonly text: string;
  readonly ordinal: number | null;
  readonly left: BracketEnd;
  readonly right: BracketEnd;
}

/** Neighbouring bytes of one send() in one row. They are coloured, underlined, numbered and moved as one. */
export interface CellRun {
  readonly from: number;
  readonly to: number;
  readonly column: number;
  readonly ordinal: number | null;
  /** A segment has carried these bytes at least once; they are kept until they are acknowledged. */
  readonly sent: boolean;
  /** A send() that has not returned is still copying these bytes. */
  readonly pending: boolean;
  /** The first byte of its send() is here: the number is printed. */
  readonly begins: boolean;
  /** The bytes before it in the buffer are another send()'s. */
  readonly seam: boolean;
}

export interface CellRow {
  readonly cells: readonly ByteCell[];
  readonly glyphs: readonly Glyph[];
  readonly runs: readonly CellRun[];
}

/** The stream offsets at which a buffer's bytes change from sent to unsent, and from copied to being copied. */
export interface CellMarks {
  readonly sentTo: number;
  readonly copiedTo: number;
  /** Offsets at which a recv() cut the stream. */
  readonly cuts: ReadonlySet<number>;
}

/** Runs of one write, cut at the marks and at `every` bytes from the start. */
export function runsOf(flow: FlowState, range: ByteRange, marks: CellMarks, every: number): CellRun[] {
  const runs: CellRun[] = [];
  for (let from = range.from; from < range.to;) {
    const write = writeAt(flow, from);
    const rowEnd = range.from + (Math.floor((from - range.from) / every) + 1) * every;
    const stops = [range.to, rowEnd, write?.to ?? range.to, marks.sentTo, marks.copiedTo];
    const to = Math.min(...stops.filter((stop) => stop > from));
    runs.push({
      from,
      to,
      column: (from - range.from) % every,
      ordinal: write?.ordinal ?? null,
      sent: from < marks.sentTo,
      pending: from >= marks.copiedTo,
      begins: write?.from === from,
      seam: write?.from === from && from > range.from,
    });
    from = to;
  }
  return runs;
}

/** A buffer's bytes one to a cell, oldest first, in rows of 18. */
export function cellRows(flow: FlowState, range: ByteRange, marks: CellMarks): CellRow[] {
  const runs = runsOf(flow, range, marks, CELLS_A_ROW);
  const characters = charactersIn(flow, range);
  const rows: CellRow[] = [];
  for (let from = range.from; from < range.to; from += CELLS_A_ROW) {
    const to = Math.min(range.to, from + CELLS_A_ROW);
    const cells: ByteCell[] = [];
    for (let offset = from; offset < to; offset += 1) {
      const byte = streamByte(flow, offset);
      cells.push({
        offset,
        column: offset - from,
        hex: byte === null ? '··' : byte.toString(16).padStart(2, '0'),
        ordinal: writeAt(flow, offset)?.ordinal ?? null,
      });
    }
    const glyphs = characters
      .filter((character) => character.to > from && character.from < to)
      .map((character): Glyph => {
        const left = Math.max(from, character.from);
        const right = Math.min(to, character.to);
        return {
          offset: character.from,
          column: left - from,
          span: right - left,
          text: glyphOf(character.text),
          ordinal: writeAt(flow, left)?.ordinal ?? null,
          left: left === character.from ? 'closed' : endAt(left, range, marks),
          right: right === character.to ? 'closed' : endAt(right, range, marks),
        };
      });
    rows.push({ cells, glyphs, runs: runs.filter((run) => run.from >= from && run.to <= to) });
  }
  return rows;
}

/** The part of these rows that lies in a range, each run in its place. Rows before the range stay and are empty. */
export function partOfRows(rows: readonly CellRow[], range: ByteRange): CellRow[] {
  const inside = (offset: number): boolean => offset >= range.from && offset < range.to;
  return rows.map(({ cells, glyphs, runs }) => ({
    cells: cells.filter((cell) => inside(cell.offset)),
    glyphs: glyphs.filter((glyph) => inside(glyph.offset)),
    runs: runs.flatMap((run) => {
      const from = Math.max(run.from, range.from);
      const to = Math.min(run.to, range.to);
      if (from >= to) return [];
      return [
        { ...run, from, to, column: run.column + from - run.from, begins: run.begins && from === run.from },
      ];
    }),
  }));
}

/** Only a recv() splits a character. At the end of a row or of a segment its bracket stays open. */
function endAt(offset: number, range: ByteRange, marks: CellMarks): BracketEnd {
  const atEdge = offset === range.from || offset === range.to;
  return atEdge && marks.cuts.has(offset) ? 'torn' : 'open';
}

/** Bars for a buffer that has too many bytes to give each a cell: the same grid, with `unit` bytes a cell. */
export interface Bar extends CellRun {
  readonly row: number;
  /** In cells, with fractions. */
  readonly start: number;
  readonly width: number;
}

export function bars(flow: FlowState, range: ByteRange, marks: CellMarks, unit: number): Bar[] {
  return runsOf(flow, range, marks, unit * CELLS_A_ROW).map((run) => ({
    ...run,
    row: Math.floor((run.from - range.from) / (unit * CELLS_A_ROW)),
    start: run.column / unit,
    width: (run.to - run.from) / unit,
  }));
}

/** The smallest power of two of bytes a cell at which the fullest buffer fits. */
export function cellUnit(lengths: readonly number[], cells: number): number {
  const most = Math.max(0, ...lengths);
  let unit = 1;
  while (most > unit * cells) unit *= 2;
  return unit;
}
