import { create } from 'zustand';
import { type Playhead, usePlayhead } from '../../playback/playhead-store.ts';
import { type Panel, panelOf } from './event-panel.ts';

export type Followed = Pick<Playhead, 'state' | 'events' | 'base' | 'cursor'>;

/** The newest shown event that happens somewhere: a phone shows the panel in which it does. */
export function followedIn({ state, events, base, cursor }: Followed): { panel: Panel; seq: number } {
  for (let i = cursor - base - 1; i >= 0; i -= 1) {
    const event = events[i];
    const panel = event === undefined ? null : panelOf(event, state);
    if (event !== undefined && panel !== null) return { panel, seq: event.seq };
  }
  return { panel: 'server', seq: 0 };
}

/** The panel that was chosen on a phone, and the event that was the newest one then: it is shown until something happens. */
export const usePhonePanel = create<{ readonly panel: Panel | null; readonly at: number }>(() => ({
  panel: null,
  at: 0,
}));

export function choosePanel(panel: Panel): void {
  usePhonePanel.setState({ panel, at: followedIn(usePlayhead.getState()).seq });
}
