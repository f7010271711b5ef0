import type { Clone, Move } from '../../../scene/motion-plan.ts';
import { find, type Box, type Boxes } from './anchors.ts';

/** One clone on its way over the stage. */
export interface Flight {
  readonly key: string;
  readonly clone: Clone;
  readonly boxes: readonly Box[];
  readonly seconds: number;
  readonly delay: number;
  readonly linear: boolean;
  readonly lost: boolean;
  /** Takes its target's size; otherwise it is centred on each box. */
  readonly sized: boolean;
  readonly target: string;
}

/** More cells than these travel as one. */
const STAGGERED = 12;
const STAGGER_MS = 22;

/** Moves as flights between measured places; `factor` stretches time. A move without both ends is left out. */
export function flightsOf(
  moves: readonly Move[],
  before: Boxes,
  after: Boxes,
  factor: number,
  key: string,
  travels: boolean,
): Flight[] {
  return moves.flatMap((move, i) => {
    const last = move.path.length - 1;
    const stops = move.path.map((place, k) =>
      k === 0 ? (find(place, before) ?? find(place, after)) : (find(place, after) ?? find(place, before)),
    );
    const target = stops[last];
    if (stops[0] === null || target === null || target === undefined) return [];
    const boxes = stops.flatMap((stop) => (stop === null ? [] : [stop.box]));
    const flight: Flight = {
      key: `${key}.${i}`,
      clone: move.clone,
      boxes,
      seconds: (move.durationMs * factor) / 1000,
      delay: (move.delayMs * factor) / 1000,
      linear: move.linear,
      lost: move.lost,
      sized: move.clone.is === 'outline' || (move.clone.is === 'bytes' && target.anchor.startsWith('cells:')),
      target: target.anchor,
    };
    return travels && move.clone.is === 'bytes' && flight.sized && !move.lost
      ? staggered(flight, factor)
      : [flight];
  });
}

/** Few bytes drop one after another, each into its own cell. */
function staggered(flight: Flight, factor: number): Flight[] {
  const { clone, boxes } = flight;
  const goal = boxes.at(-1);
  if (clone.is !== 'bytes' || clone.bytes > STAGGERED || clone.bytes < 2 || goal === undefined)
    return [flight];
  const width = goal.width / clone.bytes;
  return Array.from({ length: clone.bytes }, (_, i) => ({
    ...flight,
    key: `${flight.key}.${i}`,
    clone: { ...clone, bytes: 1 },
    boxes: [...boxes.slice(0, -1), { ...goal, x: goal.x + i * width, width }],
    delay: flight.delay + (i * STAGGER_MS * factor) / 1000,
  }));
}
