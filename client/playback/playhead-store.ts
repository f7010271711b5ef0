import { create } from 'zustand';
import type { LabEvent } from '../../shared/log/events.ts';
import { EMPTY_LAB_STATE, type LabState } from '../../shared/model/lab-state.ts';
import { LogIndex } from './projections/log-index.ts';
import type { Moment } from './projections/moments.ts';
import { NO_OCCUPANCY, type OccupancyValues } from './projections/occupancy.ts';

/** The source of the picture: the head of a live log, an earlier moment of it, or a recording. */
export type Mode = 'live' | 'past' | 'recording';

/**
 * The session as the page is drawn from it: the log, its newest state and projections, and the one instant that
 * code, stage, ladder, plot, log and scrubber all show. The session sets the log's part, the player the cursor's.
 */
export interface Playhead {
  readonly mode: Mode;
  /** Every event known, in order; `events[i]` has seq `base + i + 1`. In a flood it grows with the jumps only. */
  readonly events: readonly LabEvent[];
  /** The seq that the log's first kept state stands at: 0 unless the log's beginning was folded away. */
  readonly base: number;
  /** The seq shown, and the last of `events`. */
  readonly cursor: number;
  readonly head: number;
  /** `events` folded up to the cursor, and the state one shown before it. */
  readonly state: LabState;
  readonly previous: LabState;
  /** All of `events` folded: what can be acted on now. */
  readonly headState: LabState;
  /**
   * The event that led here, when the cursor moved forward by one: views may animate it. Null after a
   * jump: views cut. `motionMs` is the time that playback leaves for it at the present speed.
   */
  readonly transition: { readonly event: LabEvent; readonly motionMs: number } | null;
  /** Projections of the log. Index and occupancy grow in place, together with `events`. */
  readonly index: LogIndex;
  readonly occupancy: OccupancyValues;
  readonly moments: readonly Moment[];
  /** The state just after event `seq` of this log. */
  readonly stateAt: (seq: number) => LabState;
}

export const usePlayhead = create<Playhead>(() => ({
  mode: 'live',
  events: [],
  base: 0,
  cursor: 0,
  head: 0,
  state: EMPTY_LAB_STATE,
  previous: EMPTY_LAB_STATE,
  headState: EMPTY_LAB_STATE,
  transition: null,
  index: new LogIndex(EMPTY_LAB_STATE),
  occupancy: NO_OCCUPANCY,
  moments: [],
  stateAt: () => EMPTY_LAB_STATE,
}));
