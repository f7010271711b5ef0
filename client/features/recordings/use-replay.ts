import { useEffect } from 'react';
import { playShippedRecording, sayProblem } from './index.ts';
import { lessonShown } from './lesson-shown.ts';
import { useRoom } from '../../lab/room-store.ts';

/** Attempts without any answer after which the recorded run is offered. */
export const OFFER_AFTER_TRIES = 2;

/** If no live lab can run, the recording is played without a click. */
export function useReplay(): void {
  const noLabs = useRoom(
    ({ connection, network }) => connection.is === 'open' && network?.grade === 'replay',
  );
  useEffect(() => {
    if (!noLabs) return;
    void playShippedRecording(lessonShown()).then(sayProblem);
  }, [noLabs]);
}
