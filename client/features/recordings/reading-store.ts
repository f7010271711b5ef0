import { create } from 'zustand';

/** A recording that takes a while to open. */
export interface Reading {
  /** The part that is done, from 0 to 1. */
  readonly share: number;
  /** Leaves the page as it was. Null once the recording has begun to take the place of what was shown. */
  readonly cancel: (() => void) | null;
}

export const useReading = create<{ readonly reading: Reading | null }>(() => ({ reading: null }));
