import type { HostId, TcpState } from '../../../shared/log/events.ts';
import type { LadderScene } from '../model/ladder-scene.ts';

/** Height of one event's row, and where the first begins, px. */
export const ROW = 22;
export const TOP = 26;

/** Room beside the lifelines for times and states. In a narrow drawing the arrows need it more. */
const GUTTER = 97;
const NARROW_GUTTER = 87;
const NARROW = 320;
/** Rows drawn beyond the edges, so that a quick scroll shows no gap. */
const MARGIN_ROWS = 6;
/** Two labels of one gutter are never nearer than this. */
const LABEL_HEIGHT = 15;

export type Lifelines = Readonly<Record<HostId, number>>;

export function lifelines(width: number): Lifelines {
  const gutter = width < NARROW ? NARROW_GUTTER : GUTTER;
  return { client: gutter, server: width - gutter };
}

/** The state names as the ladder has room for. */
const SHORT: Partial<Record<TcpState, string>> = { ESTABLISHED: 'ESTAB' };

export type GutterLabel = { readonly side: HostId; readonly y: number } & (
  | { readonly is: 'time'; readonly micros: number }
  | { readonly is: 'state'; readonly state: string }
  /** The kernel dropped it. */
  | { readonly is: 'overflow' }
);

/** Times stand beside their arrows, states and drops beside their events. A label moves down if another is there. */
export function gutterLabels(scene: LadderScene): GutterLabel[] {
  const labels: GutterLabel[] = [];
  const free: Record<HostId, number> = { client: 0, server: 0 };
  const put = (side: HostId, y: number): number => {
    const at = Math.max(y, free[side]);
    free[side] = at + LABEL_HEIGHT;
    return at;
  };
  const wanted = [
    ...scene.arrows.map((arrow) => ({
      side: 'client' as const,
      y: TOP + arrow.row * ROW,
      label: { is: 'time' as const, micros: arrow.at - scene.start },
    })),
    ...scene.states.map((change) => ({
      side: change.host,
      y: TOP + change.row * ROW + (change.host === 'client' ? 3 : 0),
      label: { is: 'state' as const, state: SHORT[change.state] ?? change.state },
    })),
    ...scene.arrows.flatMap(({ fate, from, endRow }) =>
      fate === 'overflowed' && endRow !== null
        ? [
            {
              side: from === 'client' ? ('server' as const) : ('client' as const),
              y: TOP + endRow * ROW,
              label: { is: 'overflow' as const },
            },
          ]
        : [],
    ),
  ].sort((a, b) => a.y - b.y);
  for (const { side, y, label } of wanted) labels.push({ side, y: put(side, y), ...label });
  return labels;
}

/** From one row up to another, both drawn. */
export interface Rows {
  readonly first: number;
  readonly last: number;
}

/** The rows to draw of so many: those in sight, and some around them. `top` null: scrolled to the end. */
export function rowsInSight(all: number, top: number | null, height: number): Rows {
  const inSight = Math.ceil(height / ROW);
  const first = top === null ? all - inSight : Math.floor((top - TOP) / ROW);
  return { first: first - MARGIN_ROWS, last: first + inSight + MARGIN_ROWS };
}

/** Keeps the parts that cross these rows: an arrow or a sleep may begin before them and end after them. */
export function rowsCrossing(
  scene: LadderScene,
  labels: readonly GutterLabel[],
  { first, last }: Rows,
): Pick<LadderScene, 'arrows' | 'sleeps' | 'runs'> & { readonly labels: readonly GutterLabel[] } {
  const crosses = (from: number, to: number): boolean => from <= last && to >= first;
  return {
    arrows: scene.arrows.filter(({ row, endRow }) => crosses(row, endRow ?? row)),
    sleeps: scene.sleeps.filter(({ row, toRow }) => crosses(row, toRow ?? Infinity)),
    runs: scene.runs.filter(({ row }) => crosses(row, row)),
    labels: labels.filter(({ y }) => crosses((y - TOP) / ROW, (y - TOP) / ROW)),
  };
}
