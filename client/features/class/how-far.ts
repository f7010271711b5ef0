import { type After, Throttle } from '../../../shared/throttle.ts';
import { useRoom } from '../../lab/room-store.ts';
import { usePlayback } from '../../playback/playback-store.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';

/** The server is told at most this often, ms: a presenter's page shows no more moments that one could follow. */
const TOLD_EVERY_MS = 50;

interface HowFarOptions {
  readonly after: After;
  readonly epoch: () => string | null;
  readonly tell: (at: { readonly epoch: string; readonly seq: number }) => void;
}

/**
 * Tells, while the class is kept to what its presenter has shown, the furthest moment of the log that was. Returns the way
 * to stop.
 */
export function tellHowFar({ after, epoch, tell }: HowFarOptions): () => void {
  let shown = { epoch: '', seq: 0 };
  let told = shown;
  const look = (): void => {
    const { mode, cursor } = usePlayhead.getState();
    const of = epoch();
    if (mode === 'recording' || of === null || usePlayback.getState().rushes) return;
    if (of !== shown.epoch || cursor > shown.seq) shown = { epoch: of, seq: cursor };
  };
  const tells = new Throttle(TOLD_EVERY_MS, after, () => {
    look();
    if (shown === told || shown.epoch === '' || useRoom.getState().class?.isPaced !== true) return;
    told = shown;
    tell(shown);
  });
  const stops = [
    usePlayhead.subscribe((now, then) => {
      if (now.cursor === then.cursor && now.index === then.index) return;
      look();
      tells.ask();
    }),
    useRoom.subscribe((now, then) => {
      if (now.class?.isPaced !== then.class?.isPaced) tells.ask();
    }),
    () => tells.end(),
  ];
  tells.ask();
  return () => {
    for (const stop of stops) stop();
  };
}
