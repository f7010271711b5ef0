import type { Prediction } from '../../../../shared/lessons/lesson.ts';
import type { RoomSession } from '../../../lab/room-store.ts';
import type { WalkthroughRun } from '../../../lab/walkthrough-store.ts';
import type { Playhead } from '../../../playback/playhead-store.ts';

/** The predictions that the run has not answered yet, of the lesson itself. */
export const openPredictions = ({ lesson, walkthrough, live }: WalkthroughRun): readonly Prediction[] =>
  live ? (lesson?.predictions ?? []).filter(({ id }) => walkthrough?.answer(id) === undefined) : [];

/** Segments must be seen for the question which comes next. */
export const seesSegments = (
  { network }: Pick<RoomSession, 'network'>,
  { headState, head }: Pick<Playhead, 'headState' | 'head'>,
): boolean =>
  headState.closed === null &&
  head > 0 &&
  (network?.capture === 'wire' || network?.capture === 'packet-socket');
