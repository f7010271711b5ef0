import { partsAfter, type StagePart } from '../../shared/lessons/stage-parts.ts';
import { useRoom } from '../lab/room-store.ts';
import { usePlayhead } from '../playback/playhead-store.ts';
import { changeSettings, type Settings, useSettings } from '../settings/settings-store.ts';
import { usePanels } from '../ui/panels-store.ts';

const NONE: readonly StagePart[] = [];

function hiddenIn(stage: Settings['stage'], lesson: string, composed: boolean): readonly StagePart[] {
  return stage === 'all' || composed ? NONE : partsAfter(lesson);
}

/** The parts of the stage that later lessons introduce. A composed experiment, and who asked for all, sees them all. */
export function useHiddenParts(): readonly StagePart[] {
  const stage = useSettings((settings) => settings.stage);
  const lesson = useRoom((session) => session.lesson);
  const composed = usePlayhead((playhead) => playhead.state.lab?.experiment !== undefined);
  return hiddenIn(stage, lesson, composed);
}

/** Shows or hides a panel. One that a later lesson introduces comes with the whole stage: no key is without an answer. */
export function togglePanel(panel: 'plot' | 'log'): void {
  const { lab } = usePlayhead.getState().state;
  const hidden = hiddenIn(
    useSettings.getState().stage,
    useRoom.getState().lesson,
    lab?.experiment !== undefined,
  );
  if (hidden.includes(panel)) changeSettings({ stage: 'all' });
  const isShown = !hidden.includes(panel) && usePanels.getState()[panel];
  usePanels.setState({ [panel]: !isShown });
}
