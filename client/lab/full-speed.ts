import type { LabState } from '../../shared/model/lab-state.ts';
import type { ProtocolError } from '../../shared/protocol/server-messages.ts';
import { plainWire } from '../../shared/log/wire-settings.ts';
import { player } from '../playback/playback.ts';
import { usePlayhead } from '../playback/playhead-store.ts';
import { useRoom } from './room-store.ts';

/** At full speed there may be a rest in the middle: a delayed ACK, a zero window's first probe. */
const QUIET_MS = 400;

/** Nothing goes on by itself: each thread has ended or sleeps. */
function hasSettled({ atRest, closed, threads }: LabState): boolean {
  const waiting = Object.values(threads).every(({ status }) =>
    ['ended', 'failed', 'blocked', 'joining'].includes(status),
  );
  return closed !== null || (atRest && waiting);
}

/**
 * The programs once more, in a new lab, all at once and with nobody between them; when nothing goes on any
 * more, the log is shown from its beginning. Resolves with the run's own time, µs, or with the refusal.
 */
export async function runAtFullSpeed(): Promise<number | ProtocolError> {
  const { send } = useRoom.getState();
  const [before] = usePlayhead.getState().events;
  const refused =
    (await send({ type: 'new-lab', wire: plainWire('auto') })) ?? (await send({ type: 'run-on' }));
  if (refused !== null) return refused;
  await new Promise<void>((resolve) => {
    let quiet: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      clearTimeout(quiet);
      const [first] = usePlayhead.getState().events;
      if (first === undefined || first === before || !hasSettled(usePlayhead.getState().headState)) return;
      quiet = setTimeout(() => {
        stop();
        resolve();
      }, QUIET_MS);
    };
    const stop = usePlayhead.subscribe((now, then) => {
      if (now.head !== then.head) look();
    });
    look();
  });
  const { events } = usePlayhead.getState();
  const ended = events.findLast(({ type }) => type === 'call-returned' || type === 'program-ended');
  const began = events.find(({ type }) => type === 'thread-step');
  player.toStart();
  player.play();
  return (ended?.at ?? 0) - (began?.at ?? 0);
}
