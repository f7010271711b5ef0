import type { DOMKeyframesDefinition, Transition } from 'framer-motion';
import type { Flight } from './flights.ts';
import type { Rect } from './anchors.ts';

/** The animations of a clone, one for each part that has its own easing. */
export type FlightPath = readonly {
  readonly keyframes: DOMKeyframesDefinition;
  readonly options: Transition;
}[];

const EASE: [number, number, number, number] = [0.2, 0, 0, 1];
/** The time for which both ends are shown with reduced motion, in which nothing travels. */
const FADE_S = 0.12;
const STILL_S = 0.9;
/** The part of the way after which an arriving clone fades, and the scale to which a lost one shrinks. */
const FADES_AT = 0.9;
const LOST_SCALE = 0.6;

/**
 * The way of a clone through its stops. Only transform and opacity change unless the clone has to
 * change its size. Each stretch between two stops has its own easing, so that the clone pauses at each stop.
 */
export function flightPath({ clone, boxes, seconds, delay, linear, lost, letters }: Flight): FlightPath {
  const sized = clone.is === 'segment' || clone.is === 'bytes';
  // An animation needs two keyframes, even for a clone that only fades in its place.
  const stops = boxes.length === 1 ? [boxes[0]!, boxes[0]!] : boxes;
  const times = stops.map((_, i) => i / (stops.length - 1));
  const transform = stops.map((box, i) => {
    const { x, y } = sized ? box : middle(box);
    const shrunk = lost && boxes.length > 1 ? 1 - (1 - LOST_SCALE) * times[i]! : 1;
    return `translate(${x}px, ${y}px) scale(${letters?.scales[i] ?? shrunk})`;
  });
  const size =
    sized && letters === null
      ? { width: stops.map(({ width }) => width), height: stops.map(({ height }) => height) }
      : {};
  const ease = linear ? ('linear' as const) : times.slice(1).map(() => EASE);
  return [
    { keyframes: { transform, ...size }, options: { duration: seconds, delay, ease, times } },
    fading(seconds, delay, lost, sized),
  ];
}

/** A clone is invisible until its delay has passed; a lost one is visible from the beginning. */
function fading(seconds: number, delay: number, lost: boolean, sized: boolean): FlightPath[number] {
  const duration = seconds + delay;
  const starts = duration === 0 ? 0 : delay / duration;
  return {
    keyframes: { opacity: lost ? [1, 1, 0] : [0, 0, 1, 1, sized ? 1 : 0.2] },
    options: {
      duration,
      ease: 'linear',
      times: lost ? [0, starts, 1] : [0, starts, starts, starts + FADES_AT * (1 - starts), 1],
    },
  };
}

/** Both ends appear, stay and disappear together. */
export function stillPath({ delay }: Flight): FlightPath {
  const duration = STILL_S + 2 * FADE_S;
  return [
    {
      keyframes: { opacity: [0, 1, 1, 0] },
      options: { duration, delay, ease: 'linear', times: [0, FADE_S / duration, 1 - FADE_S / duration, 1] },
    },
  ];
}

/** A line or a header is wide: its clone starts where its words begin. */
function middle(box: Rect): { x: number; y: number } {
  return { x: box.x + Math.min(box.width / 2, 120), y: box.y + box.height / 2 };
}
