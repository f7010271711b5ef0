import { create } from 'zustand';

/** A recording that is being opened. */
export interface Reading {
  readonly file: File;
  /** The part that is done, from 0 to 1. */
  readonly share: number;
  /** It takes so long that its progress is shown. */
  readonly isLong: boolean;
  /** Leaves the page as it was. Null once the recording has begun to take the place of what was shown. */
  readonly cancel: (() => void) | null;
}

export const useReading = create<{ readonly reading: Reading | null }>(() => ({ reading: null }));
