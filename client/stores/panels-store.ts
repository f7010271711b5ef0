import { create } from 'zustand';

export type Sheet = 'help' | 'settings';

/** Which panels of the shell are open. */
export interface Panels {
  readonly plot: boolean;
  readonly log: boolean;
  readonly inspector: boolean;
  readonly sheet: Sheet | null;
  /** A sentence that answers what was just done, and passes. */
  readonly toast: { readonly text: string; readonly bad: boolean } | null;
}

export const usePanels = create<Panels>(() => ({
  plot: true,
  log: true,
  inspector: false,
  sheet: null,
  toast: null,
}));

let timer: ReturnType<typeof setTimeout> | undefined;

export function say(text: string, bad = false): void {
  clearTimeout(timer);
  usePanels.setState({ toast: { text, bad } });
  timer = setTimeout(() => usePanels.setState({ toast: null }), 5000);
}
