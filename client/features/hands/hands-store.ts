import { create } from 'zustand';

/** The page's own part of the hands in its class. The rest is what the server says of them (`useRoom`). */
export const useHandsView = create<{
  /** The presenter's sheet is open. */
  readonly sheet: boolean;
  /** The follower writes their name. */
  readonly naming: boolean;
}>(() => ({ sheet: false, naming: false }));
