/**
 * The settings decide what the wire does with a segment by itself, for each direction. Random decisions are
 * drawn from a seed, so that the same segments meet the same fate again.
 */

import type { WIRE_BOUNDS } from './wire-bounds.ts';

/**
 * The mode says which segments the wire holds for the learner: all, those that occupy sequence numbers, pure
 * ACKs, or none.
 */
export const WIRE_MODES = ['hold', 'hold-data', 'hold-acks', 'auto'] as const;
export type WireMode = (typeof WIRE_MODES)[number];

export type WireFigure = Exclude<keyof typeof WIRE_BOUNDS, 'seed'>;

/** The figures of one direction. */
export type Direction = Record<WireFigure, number>;

export interface WireSettings {
  mode: WireMode;
  seed: number;
  toServer: Direction;
  toClient: Direction;
}

/** The settings of a wire that changes nothing. */
export const PLAIN_DIRECTION: Direction = {
  delayMs: 0,
  kbitPerSecond: 0,
  queueSegments: 100,
  lossPercent: 0,
  duplicatePercent: 0,
  reorderPercent: 0,
  mtu: 1500,
};

export function plainWire(mode: WireMode): WireSettings {
  return { mode, seed: 1, toServer: PLAIN_DIRECTION, toClient: PLAIN_DIRECTION };
}

/**
 * Returns the settings of a wire that delivers by itself, so slowly that a kernel is seen to wait, and soon enough that
 * no SYN is sent again: that happens after 1 s, and no setting holds it back.
 */
export function unhurriedWire(): WireSettings {
  const direction = { ...PLAIN_DIRECTION, delayMs: 100 };
  return { mode: 'auto', seed: 1, toServer: direction, toClient: direction };
}

/** Returns the settings of a wire that loses all that goes one way. */
export function losingWire(way: 'toServer' | 'toClient'): WireSettings {
  const wire = unhurriedWire();
  return { ...wire, [way]: { ...wire[way], lossPercent: 100 } };
}

export function sameSettings(a: WireSettings, b: WireSettings): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/**
 * Says whether the wire holds a segment for the learner. `length` is the sequence space that the segment
 * occupies.
 */
export function isHeld(mode: WireMode, length: number): boolean {
  switch (mode) {
    case 'hold':
      return true;
    case 'hold-data':
      return length > 0;
    case 'hold-acks':
      return length === 0;
    case 'auto':
      return false;
    default:
      return mode satisfies never;
  }
}

/** Returns a generator of numbers in [0, 1) that depend on the seed alone (mulberry32). */
export function drawing(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
