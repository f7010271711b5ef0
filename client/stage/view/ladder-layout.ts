import type { HostId, TcpState } from '../../../shared/log/events.ts';
import type { LadderScene } from '../model/ladder.ts';

/** Height of one event's row, and where the first begins, px. */
export const ROW = 22;
export const TOP = 26;

/** Room left of the client's lifeline for times and states, and right of the server's for states. */
const LEFT_GUTTER = 86;
const RIGHT_GUTTER = 88;
/** Two labels of one gutter are never nearer than this. */
const LABEL_HEIGHT = 15;

export type Lifelines = Readonly<Record<HostId, number>>;

export function lifelines(width: number): Lifelines {
  return { client: LEFT_GUTTER, server: width - RIGHT_GUTTER };
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
