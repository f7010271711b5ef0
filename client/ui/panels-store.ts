import { create } from 'zustand';
import type { SocketId } from '../../shared/log/events.ts';

export type Sheet = 'help' | 'settings' | 'states' | 'plots' | 'guide' | 'reference' | 'compose';

/** The panels of the shell that are open. */
export interface Panels {
  readonly plot: boolean;
  readonly log: boolean;
  /** The log lists the lab's own book-keeping too. */
  readonly allEvents: boolean;
  readonly inspector: boolean;
  readonly sheet: Sheet | null;
  /** The connection that the state diagram shows; null for the newest. */
  readonly statesOf: SocketId | null;
  /** The entries in the reference's sheet, by id; the first is open. */
  readonly terms: readonly string[];
  /** A sentence that answers the last action and disappears by itself. */
  readonly toast: { readonly text: string; readonly bad: boolean } | null;
}

export const usePanels = create<Panels>(() => ({
  plot: true,
  log: true,
  allEvents: false,
  inspector: false,
  sheet: null,
  statesOf: null,
  terms: [],
  toast: null,
}));

const TOAST_MS = 5000;

export function say(text: string, bad = false): void {
  const toast = { text, bad };
  usePanels.setState({ toast });
  // A newer sentence has its own time.
  setTimeout(() => {
    if (usePanels.getState().toast === toast) usePanels.setState({ toast: null });
  }, TOAST_MS);
}

/** Takes a sentence back that is no longer true. */
export function unsay(text: string): void {
  if (usePanels.getState().toast?.text === text) usePanels.setState({ toast: null });
}

export function openStates(statesOf: SocketId | null = null): void {
  usePanels.setState({ sheet: 'states', statesOf });
}
