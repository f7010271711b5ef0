import { labMessages } from './messages.ts';
import { messagesNow } from '../i18n/catalogue.ts';
import type { LabState } from '../../shared/model/lab-state.ts';
import { plainWire } from '../../shared/log/wire-settings.ts';
import { player } from '../playback/playback.ts';
import { usePlayhead } from '../playback/playhead-store.ts';
import { formatSpan } from '../ui/format.ts';
import { say } from '../ui/panels-store.ts';
import { admit, dispatch } from './commands.ts';

/** The lab may rest in the middle of a run: before a delayed ACK or the first zero-window probe. */
const QUIET_MS = 400;

/** True if nothing goes on by itself: each thread has ended or is blocked. */
function hasSettled({ atRest, closed, threads }: LabState): boolean {
  const waiting = Object.values(threads).every(({ status }) =>
    ['ended', 'failed', 'blocked', 'joining'].includes(status),
  );
  return closed !== null || (atRest && waiting);
}

/**
 * Runs the programs once more, in a new lab, all at once and with nobody between them. When nothing goes on any
 * more, the log is shown from its beginning, and the page says how long the run itself took.
 */
export async function showAtFullSpeed(): Promise<void> {
  // It has a lab of its own, so that an earlier moment is no hindrance.
  if (usePlayhead.getState().mode === 'past') player.toEnd();
  if ((await admit('run')) !== null) return;
  say(messagesNow(labMessages).fullSpeed.running);
  const [before] = usePlayhead.getState().events;
  if ((await dispatch([{ type: 'new-lab', wire: plainWire('auto') }, { type: 'run-on' }])) !== null) return;
  await new Promise<void>((resolve) => {
    let quiet: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      clearTimeout(quiet);
      const { events, headState } = usePlayhead.getState();
      const [first] = events;
      if (first === undefined || first === before || !hasSettled(headState)) return;
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
  say(messagesNow(labMessages).fullSpeed.took(formatSpan((ended?.at ?? 0) - (began?.at ?? 0))));
}
