import { create } from 'zustand';

/** The page’s own part of its class. The rest is what the server says of it (`useRoom`). */
interface ClassView {
  /** The follower moves on their own, until they follow again. */
  readonly looksAround: boolean;
  /** The presenter's panel is open. */
  readonly panel: boolean;
}

export const useClassView = create<ClassView>(() => ({ looksAround: false, panel: false }));
