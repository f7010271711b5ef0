import { type OccupancyValues, SERIES, type SeriesId } from '../../playback/projections/occupancy.ts';
import { axisX } from '../../ui/time-axis.ts';

const TOP = 6;
export const BOTTOM = 5;

interface Area {
  /** The seqs of the log's beginning and of the last event that is drawn: the values may have run ahead of it. */
  readonly base: number;
  readonly head: number;
  readonly width: number;
  readonly height: number;
}

/** Makes a step curve of each buffer's bytes, and finds the most that any held. */
export function occupancyPaths(
  all: OccupancyValues,
  { base, head, width, height }: Area,
): { readonly paths: Readonly<Record<SeriesId, string>>; readonly peak: number } {
  const drawn = SERIES.map((id) => [id, all[id].slice(0, head - base)] as const);
  const peak = drawn.reduce((most, [, values]) => values.reduce((m, v) => Math.max(m, v), most), 0);
  const y = (value: number): string =>
    (height - BOTTOM - (value / Math.max(1, peak)) * (height - TOP - BOTTOM)).toFixed(1);
  const x = (seq: number): string => axisX(seq, base, head, width).toFixed(1);
  const path = (values: readonly number[]): string => {
    if (values.length === 0) return '';
    let [steps, last] = [`M${x(base)} ${y(0)}`, 0];
    // The curve changes at an event and is level up to the next.
    for (const [i, value] of values.entries()) {
      if (value !== last) steps += `H${x(base + i + 1)}V${y(value)}`;
      last = value;
    }
    return `${steps}H${x(head)}`;
  };
  return {
    paths: Object.fromEntries(drawn.map(([id, values]) => [id, path(values)])) as Record<SeriesId, string>,
    peak,
  };
}
