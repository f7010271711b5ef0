import { useSettings } from '../../settings/settings-store.ts';
import { fullSpeedMessages } from './messages.ts';
import type { LabEvent } from '../../../shared/log/events.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';
import { plainWire } from '../../../shared/log/wire-settings.ts';
import { player, session } from '../../playback/playback.ts';
import { isLongRun } from '../../playback/player.ts';
import { allDrawn } from '../../playback/in-turn.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { formatSpan } from '../../ui/format.ts';
import { say, unsay } from '../../ui/panels-store.ts';
import { admit, dispatch } from '../commands.ts';

/** The lab may rest in the middle of a run: before a delayed ACK or the first zero-window probe. */
const QUIET_MS = 400;
const LOOK_EVERY_MS = 50;
/** After this time the page has painted what it has drawn, and measured where it stands. */
const PAINTED_MS = 34;

const passed = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** True if nothing goes on by itself: each thread has ended or is blocked. */
function hasSettled({ atRest, closed, threads }: LabState): boolean {
  const waiting = Object.values(threads).every(({ status }) =>
    ['ended', 'failed', 'blocked', 'joining'].includes(status),
  );
  return closed !== null || (atRest && waiting);
}

/**
 * Runs the programs once more, in a new lab, all at once and with nobody between them. When nothing goes on any
 * more, the log is shown from its beginning, and a long one from its first bytes on. The page says how long the run
 * itself took.
 */
export async function showAtFullSpeed(): Promise<void> {
  // It has a lab of its own, so that an earlier moment is no hindrance.
  if (usePlayhead.getState().mode === 'past') player.toEnd();
  if ((await admit('run')) !== null) return;
  const { running, took, tookLong } = await fullSpeedMessages.read(useSettings.getState().language);
  say(running);
  player.rush(true);
  const made = await dispatch([{ type: 'new-lab', wire: plainWire('auto') }, { type: 'run-on' }]);
  const isWhole = made === null && (await settles());
  const isLong = isLongRun(session.events.length);
  if (isWhole) await showBeginning(isLong);
  await allDrawn();
  player.rush(false);
  if (made !== null) return;
  if (!isWhole) return unsay(running);
  const { events, index } = usePlayhead.getState();
  const ended = events.findLast(({ type }) => type === 'call-returned' || type === 'program-ended');
  const began = events.find(({ type }) => type === 'thread-step');
  await passed(PAINTED_MS);
  if (usePlayhead.getState().index !== index) return;
  player.play();
  const span = formatSpan((ended?.at ?? 0) - (began?.at ?? 0));
  say(isLong ? tookLong(span, events.length) : took(span));
}

/** Each step of the way is painted before the next, because all together take longer than a frame. */
async function showBeginning(isLong: boolean): Promise<void> {
  const isShown = session.watch();
  const first = isLong ? session.events.findIndex(carriesBytes) : -1;
  const call = session.events.findLast(({ type }, i) => i < first && type === 'call-entered');
  if (call === undefined) return player.toStart();
  // The log keeps the states that were asked for last.
  const before = call.seq - 1;
  for (const seq of [before - 1, before]) session.stateAt(seq);
  await passed(PAINTED_MS);
  if (!isShown()) return;
  player.seek(before, 'jump');
  await passed(PAINTED_MS);
}

function carriesBytes(event: LabEvent): boolean {
  if (event.type === 'segment-sent') return event.headers.payloadBytes > 0;
  return event.type === 'segments-passed' && event.payloadBytes > 0;
}

/** Resolves with true once nothing goes on any more, and with false if another log takes the place of this one. */
async function settles(): Promise<boolean> {
  const isShown = session.watch();
  let head = -1;
  let since = performance.now();
  for (;;) {
    if (!isShown()) return false;
    const now = performance.now();
    // The playhead is behind the log meanwhile.
    if (session.head !== head || !hasSettled(session.stateAt(session.head))) {
      head = session.head;
      since = now;
    } else if (now - since >= QUIET_MS) return true;
    await passed(LOOK_EVERY_MS);
  }
}
