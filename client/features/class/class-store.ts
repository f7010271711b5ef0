import { create } from 'zustand';
import type { LabEvent } from '../../../shared/log/events.ts';
import { useRoom } from '../../lab/room-store.ts';
import { useMedia } from '../../ui/use-media.ts';

/** The page’s own part of its class. The rest is what the server says of it (`useRoom`). */
interface ClassView {
  /** The follower moves on their own, until they follow again. */
  readonly looksAround: boolean;
  /** The presenter's panel is open. */
  readonly panel: boolean;
  /** The presenter's sheet for labs of the followers' own is open. */
  readonly nowYou: boolean;
  /** The class has just gone there, and the follower with it. */
  readonly moved: string | null;
  /** The run of the follower's own lab, which has ended. */
  readonly ownRun: OwnRun | null;
}

/** A whole log that is on this page only. */
export interface OwnRun {
  readonly lesson: string;
  readonly events: readonly LabEvent[];
}

export const useClassView = create<ClassView>(() => ({
  looksAround: false,
  panel: false,
  nowYou: false,
  moved: null,
  ownRun: null,
}));

/** The top bar has room for all that there is to say: the follower follows, and the presenter is there. */
export function useIsCalm(): boolean {
  const isAway = useRoom(({ class: told }) => told?.isAway === true || told?.isAside === true);
  const hasHand = useRoom(({ ownHand, may }) => ownHand?.isRaised === true || may.length > 0);
  const hasNews = useClassView((view) => view.looksAround || view.moved !== null);
  const isNarrow = useMedia('(width < 1000px)');
  return !isNarrow && !isAway && !hasNews && !hasHand;
}
