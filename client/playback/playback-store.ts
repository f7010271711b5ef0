import { create } from 'zustand';

/**
 * The way by which the cursor came to its place: by one event, by a jump over several, or by one of the jumps that
 * follow one another in a flood.
 */
export type Arrival = 'step' | 'jump' | 'flow' | 'flood';

/** A part of the log, by the seqs of its first and last event. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The transport's own state, beside the instant that `usePlayhead` holds. */
export interface Playback {
  /** True while events of the past or of a recording follow one another by themselves. */
  readonly playing: boolean;
  readonly arrival: Arrival;
  /** The pause before the event shown: real time, and how much longer it took on the screen. */
  readonly pace: {
    readonly deltaMicros: number;
    readonly slowDown: number | null;
    readonly cut: boolean;
  } | null;
  /** The part of the log that is shown once more, slowly; the cursor comes back when it is over. */
  readonly slowMotion: Stretch | null;
  /** When the cursor last came back from the past to a live log, on the player's clock, ms. */
  readonly returnedAt: number;
  /** The lesson whose recording is played as it ships with the page: a link can lead to its moments. */
  readonly shipped: string | null;
  /** A run goes on at full speed, and is shown from its beginning afterwards: nobody looks at what is shown meanwhile. */
  readonly rushes: boolean;
}

export const usePlayback = create<Playback>(() => ({
  playing: false,
  arrival: 'jump',
  pace: null,
  slowMotion: null,
  returnedAt: -Infinity,
  shipped: null,
  rushes: false,
}));
