import { CELLS_A_ROW } from '../model/cells.ts';
import type { Clone, MotionStep } from './motion-plan.ts';
import { find, type Rect, type AnchorRects } from './anchors.ts';

/** One clone on its way over the stage. */
export interface Flight {
  readonly key: string;
  readonly clone: Clone;
  /** Its position at each stop: the middle of a token, or the corner of anything that has a size. */
  readonly boxes: readonly Rect[];
  readonly seconds: number;
  readonly delay: number;
  readonly linear: boolean;
  readonly lost: boolean;
  readonly target: string;
  /** For letters, the grid in which they are drawn and the corner towards which they shrink. */
  readonly letters: {
    readonly width: number;
    readonly origin: { readonly x: number; readonly y: number };
    readonly scales: readonly number[];
  } | null;
}

/** The size of a segment at a stop that has no box for it: at the NIC and on the bare wire. */
const CARD = { width: 150, height: 27 } as const;
/** Letters are smaller in a program than in the kernel's cells. */
const IN_PROGRAM = 0.55;

/** Motions as flights between measured places; `factor` stretches time. A motion without both ends is left out. */
export function flightsOf(
  moves: readonly MotionStep[],
  before: AnchorRects,
  after: AnchorRects,
  factor: number,
  key: string,
): Flight[] {
  return moves.flatMap((move, i) => {
    const last = move.path.length - 1;
    const stops = move.path.map((place, k) =>
      k === 0 ? (find(place, before) ?? find(place, after)) : (find(place, after) ?? find(place, before)),
    );
    const target = stops[last];
    if (stops[0] === null || target === null || target === undefined) return [];
    const known = stops.filter((stop) => stop !== null);
    const flight: Flight = {
      key: `${key}.${i}`,
      clone: move.clone,
      boxes: known.map(({ box }) => box),
      seconds: (move.durationMs * factor) / 1000,
      delay: (move.delayMs * factor) / 1000,
      linear: move.linear,
      lost: move.lost,
      target: target.anchor,
      letters: null,
    };
    if (move.clone.is === 'segment') {
      // A copy joins the segments that are there already and hides none of them.
      const copy = (anchor: string, k: number): boolean =>
        k > 0 && anchor.startsWith('chip:') && before.has(anchor);
      return [
        { ...flight, boxes: known.map((stop, k) => (copy(stop.anchor, k) ? beneath(stop.box) : card(stop))) },
      ];
    }
    return move.clone.is === 'bytes' ? [lettersOf(flight, known, before, after)] : [flight];
  });
}

function card({ anchor, box }: { anchor: string; box: Rect }): Rect {
  if (/^(chip|cells|state):/.test(anchor)) return box;
  const { width, height } = CARD;
  return { x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width, height };
}

function beneath(box: Rect): Rect {
  const { width, height } = CARD;
  return { x: box.x + (box.width - width) / 2, y: box.y + box.height - height / 2, width, height };
}

/** The whole grid travels with only the moved letters in it, so that each letter lands exactly in its cell. */
function lettersOf(
  flight: Flight,
  stops: readonly { readonly anchor: string; readonly box: Rect }[],
  before: AnchorRects,
  after: AnchorRects,
): Flight {
  const { clone } = flight;
  if (clone.is !== 'bytes') return flight;
  const anchor = `grid:${clone.grid}`;
  const start = clone.at === 'start';
  const grid = (start ? before : after).get(anchor);
  const own = stops.find((stop) => stop.anchor.startsWith(`${clone.grid}:`));
  const row = clone.rows.findIndex(({ cells }) => cells.length > 0);
  const first = clone.rows[row]?.cells[0];
  if (grid === undefined || own === undefined || first === undefined)
    return { ...flight, boxes: stops.map((stop) => block(stop, own?.box)) };
  const origin = { x: (first.column * grid.width) / CELLS_A_ROW, y: own.box.y - grid.y };
  const boxes: Rect[] = [];
  for (const stop of start ? stops : stops.toReversed()) {
    const { box } = stop;
    const home = stop === own;
    // The clone crosses the syscall line vertically.
    const across = stop.anchor.startsWith('syscall:');
    const x = home || across ? null : box.x - origin.x + (stop.anchor.startsWith('line:') ? 46 : 0);
    boxes.push({
      ...box,
      x: home ? grid.x : (x ?? boxes.at(-1)?.x ?? grid.x),
      y: home
        ? grid.y
        : box.y + box.height / 2 - origin.y - (own.box.height * (across ? 0.8 : IN_PROGRAM)) / 2,
    });
  }
  const ordered = start ? boxes : boxes.toReversed();
  const scales = stops.map((stop) =>
    stop === own ? 1 : stop.anchor.startsWith('syscall:') ? 0.8 : IN_PROGRAM,
  );
  return { ...flight, boxes: ordered, letters: { width: grid.width, origin, scales } };
}

/** Bytes travel as one block if a cell stands for many of them. */
function block({ anchor, box }: { anchor: string; box: Rect }, own: Rect | undefined): Rect {
  if (anchor.startsWith('cells:')) return box;
  const width = Math.min(own?.width ?? 90, 90);
  return { x: box.x + Math.min(box.width / 2, 60), y: box.y + box.height / 2 - 12, width, height: 24 };
}
