import type { ReactNode } from 'react';
import { useRoom } from '../../../lab/room-store.ts';
import { useWhyNotInClass } from '../../../lab/class-door.ts';
import { useWalkthrough } from '../../../lab/walkthrough-store.ts';
import { usePlayhead } from '../../../playback/playhead-store.ts';
import { askQuestion } from '../vote-actions.ts';
import { useVoteView } from '../vote-store.ts';
import { AskSheet } from './ask-sheet.tsx';
import { openPredictions, seesSegments } from './asking-here.ts';
import { resultsNow } from './results.ts';

/** The sheet of questions in the window that presents. */
export function SheetHere(): ReactNode {
  const run = useWalkthrough();
  const session = useRoom();
  const playhead = usePlayhead();
  return (
    <AskSheet
      whyNot={useWhyNotInClass()}
      isBusy={session.question !== null}
      onWall={useVoteView((view) => view.hasView)}
      code={session.class?.code ?? ''}
      lesson={run.lesson?.id ?? ''}
      predictions={openPredictions(run)}
      hasNext={seesSegments(session, playhead)}
      ask={askQuestion}
      results={resultsNow}
      close={() => useVoteView.setState({ asking: false })}
    />
  );
}
