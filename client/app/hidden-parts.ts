import { useMemo } from 'react';
import { FIRST_LESSON } from '../../shared/lessons/chapters.ts';
import { partsAfter, type StagePart } from '../../shared/lessons/stage-parts.ts';
import { useRoom } from '../lab/room-store.ts';
import { usePlayhead } from '../playback/playhead-store.ts';
import { changeSettings, type Settings, useSettings } from '../settings/settings-store.ts';
import { usePanels } from '../ui/panels-store.ts';

export const ALL_SHOWN: readonly StagePart[] = [];

/** As long as the lesson is not known, the stage is as small as in the first one. */
function hiddenIn(stage: Settings['stage'], lesson: string, composed: boolean): readonly StagePart[] {
  return stage === 'all' || composed ? ALL_SHOWN : partsAfter(lesson || FIRST_LESSON);
}

/** The parts of the stage that later lessons introduce. A composed experiment, and who asked for all, sees them all. */
export function useHiddenParts(): readonly StagePart[] {
  const stage = useSettings((settings) => settings.stage);
  const lesson = useRoom((session) => session.lesson);
  const composed = usePlayhead((playhead) => playhead.state.lab?.experiment !== undefined);
  return useMemo(() => hiddenIn(stage, lesson, composed), [stage, lesson, composed]);
}

/**
 * Shows the whole stage if a later lesson introduces this part, and says whether it did. Nobody is to operate what they
 * cannot see, and no key is without an answer.
 */
export function reveal(part: StagePart): boolean {
  const { lab } = usePlayhead.getState().state;
  const hidden = hiddenIn(
    useSettings.getState().stage,
    useRoom.getState().lesson,
    lab?.experiment !== undefined,
  );
  if (!hidden.includes(part)) return false;
  changeSettings({ stage: 'all' });
  return true;
}

/** Shows or hides a panel. */
export function togglePanel(panel: 'plot' | 'log'): void {
  const isRevealed = reveal(panel);
  usePanels.setState((panels) => ({ [panel]: isRevealed || !panels[panel] }));
}
