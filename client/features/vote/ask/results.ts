import type { PastQuestion } from '../../../../shared/protocol/vote-schema.ts';
import { useRoom } from '../../../lab/room-store.ts';
import { askForResults } from '../vote-actions.ts';
import { useVoteView } from '../vote-store.ts';

/**
 * All questions so far. A connection that is lost meanwhile leaves this unanswered, as the notice of it says, and so does a later
 * call.
 */
export function resultsNow(): Promise<readonly PastQuestion[]> {
  const before = useRoom.getState().results;
  const resultsAsked = useVoteView.getState().resultsAsked + 1;
  useVoteView.setState({ resultsAsked });
  const told = new Promise<NonNullable<typeof before>>((resolve) => {
    const stop = useRoom.subscribe(({ results }) => {
      if (results === before || results === null) return;
      stop();
      // An earlier press that was left unanswered makes no second file.
      if (useVoteView.getState().resultsAsked === resultsAsked) resolve(results);
    });
  });
  askForResults();
  return told;
}
