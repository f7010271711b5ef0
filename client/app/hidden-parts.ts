import { partsAfter, type StagePart } from '../../shared/lessons/stage-parts.ts';
import { useRoom } from '../lab/room-store.ts';
import { usePlayhead } from '../playback/playhead-store.ts';
import { useSettings } from '../settings/settings-store.ts';

const NONE: readonly StagePart[] = [];

/** The parts of the stage that later lessons introduce. A composed experiment, and who asked for all, sees them all. */
export function useHiddenParts(): readonly StagePart[] {
  const all = useSettings((settings) => settings.stage === 'all');
  const lesson = useRoom((session) => session.lesson);
  const composed = usePlayhead((playhead) => playhead.state.lab?.experiment !== undefined);
  return all || composed ? NONE : partsAfter(lesson);
}
