import { useEffect, useState } from 'react';
import { primaryActionMessages } from './messages.ts';
import { labMessages } from '../../lab/messages.ts';
import { uiMessages } from '../../ui/messages.ts';
import { messagesNow, useMessages } from '../../i18n/catalogue.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';
import { guidance } from '../../../shared/lessons/guidance.ts';
import type { Wait } from '../../../shared/model/waits.ts';
import { playShippedRecording, sayProblem } from '../recordings/index.ts';
import { lessonShown } from '../recordings/lesson-shown.ts';
import { room } from '../../lab/room.ts';
import { player } from '../../playback/playback.ts';
import { type Playback, usePlayback } from '../../playback/playback-store.ts';
import { type Playhead, usePlayhead } from '../../playback/playhead-store.ts';
import { callForAnswer } from '../../lab/card-state.ts';
import { answeredAt, type LastPress, PRESS_ANSWERED_MS, useLastPress } from '../../lab/last-press.ts';
import { type WalkthroughRun, useWalkthrough } from '../../lab/walkthrough-store.ts';
import { admit } from '../../lab/commands.ts';
import { endsAtShown, type RoomSession, useRoom } from '../../lab/room-store.ts';
import { whenPassed } from '../../ui/when-passed.ts';
import { type Permission, permissionNow, subjectOf, usePermission } from '../../lab/permission.ts';
import { OFFER_AFTER_TRIES } from '../recordings/use-replay.ts';
import type { ErrorCode } from '../../../shared/protocol/server-messages.ts';
import { labelOf, type PrimaryTexts } from './labels.ts';
import { commandsOf, guidanceNow, perform } from './use-guidance.ts';

/** The primary button: its label, its permission, and its action. */
export interface Primary {
  readonly label: string;
  /** The wait that the label names; null if there is something to do. */
  readonly wait: Wait | null;
  /** True while the picture tells what the last press has caused: a press shows the rest of it and does no more. */
  readonly telling: boolean;
  /** The reason why the button can do nothing now; null if it can. */
  readonly whyNot: string | null;
  /** Acts, or says why it cannot. */
  readonly act: () => void;
}

/** A second press while coming back to live must not run a line. */
const AFTER_RETURN_MS = 600;

/**
 * Does what the label says, unless that is no longer what comes next: then the new label is shown. While the picture
 * tells what the last press has caused, the rest of it is shown, and nothing else is done.
 */
function press(label: string, text: PrimaryTexts): void {
  if (performance.now() - usePlayback.getState().returnedAt <= AFTER_RETURN_MS) return;
  // A second press may come before the button is drawn again.
  if (primaryNow().telling) return player.toEnd();
  player.catchUp();
  const next = guidanceNow();
  if (labelOf(next, usePlayhead.getState().headState, text) === label) perform(next);
}

/** The lesson may turn out to ask something: what the press means is decided when that is known. */
async function pressOnceLoaded(): Promise<void> {
  if ((await admit('run')) === null) perform(guidanceNow());
}

/** The room of the link does not exist, so the button offers a lab of one's own. */
function isGone(code: ErrorCode): boolean {
  return code === 'no-such-room' || code === 'no-such-lesson';
}

/** True if the run has answered the prediction but the picture is not there yet, so that nobody misses the answer. */
function isAnswerAhead({ answered, steppedAt, predicted }: WalkthroughRun, cursor: number): boolean {
  return (
    answered !== null &&
    cursor < answered.at &&
    steppedAt <= answered.at &&
    predicted[answered.prediction.id] !== undefined
  );
}

/** True while a line is being executed in the picture, so that the next one is not decided there yet. */
function isMoving(state: LabState): boolean {
  return Object.values(state.threads).some(({ status }) => status === 'running' || status === 'in-call');
}

const open = { wait: null, telling: false, whyNot: null } as const;

interface Instant {
  readonly playhead: Pick<Playhead, 'mode' | 'cursor' | 'head' | 'base' | 'events' | 'state' | 'headState'>;
  readonly playing: Playback['playing'];
  readonly session: Pick<RoomSession, 'connection' | 'tries' | 'role' | 'class' | 'may' | 'turn'>;
  readonly run: WalkthroughRun;
  readonly permission: Permission;
  readonly lastPress: LastPress;
  readonly text: PrimaryTexts;
}

export function usePrimary(): Primary {
  const text = {
    action: useMessages(primaryActionMessages),
    ui: useMessages(uiMessages),
    lab: useMessages(labMessages),
  };
  const playhead = usePlayhead();
  const playing = usePlayback((playback) => playback.playing);
  const session = useRoom();
  const run = useWalkthrough();
  const permission = usePermission();
  const lastPress = useLastPress();
  useDrawnAgain(lastPress);
  return primaryIn({ playhead, playing, session, run, permission, lastPress, text });
}

/** The effect of a press is awaited for a time only, and no event comes when that is over. */
function useDrawnAgain({ madeMs }: LastPress): void {
  const [, draw] = useState(0);
  useEffect(() => whenPassed(madeMs + PRESS_ANSWERED_MS, () => draw(madeMs)), [madeMs]);
}

/** The primary action at this instant, in some language: a key must not do what an earlier picture said. */
export function primaryNow(text: PrimaryTexts = textsNow()): Primary {
  return primaryIn({
    playhead: usePlayhead.getState(),
    playing: usePlayback.getState().playing,
    session: useRoom.getState(),
    run: useWalkthrough.getState(),
    permission: permissionNow(),
    lastPress: useLastPress.getState(),
    text,
  });
}

function textsNow(): PrimaryTexts {
  return {
    action: messagesNow(primaryActionMessages),
    ui: messagesNow(uiMessages),
    lab: messagesNow(labMessages),
  };
}

function primaryIn(instant: Instant): Primary {
  const { playhead, playing, session, run, permission, text } = instant;
  const { mode, cursor, head, headState } = playhead;
  const { connection, tries, role, turn } = session;
  if (turn) return { ...open, ...turn };
  if (mode === 'recording')
    return {
      ...open,
      label: playing ? text.action.pause : cursor >= head ? text.action.playAgain : text.action.play,
      act: () => (playing ? player.pause() : player.play()),
    };
  if (head === 0 && connection.is === 'lost' && tries >= OFFER_AFTER_TRIES)
    return {
      ...open,
      label: text.lab.shipped(lessonShown()),
      act: () => void playShippedRecording(lessonShown()).then(sayProblem),
    };
  if (
    head === 0 &&
    (connection.is === 'damaged' || (connection.is === 'refused' && isGone(connection.error.code)))
  )
    return { ...open, label: text.lab.newRoom, act: () => room.joinNew() };
  if (connection.is === 'refused') return { ...open, label: text.action.tryNow, act: () => room.retry() };
  if (mode === 'past') {
    const label = endsAtShown(session) ? text.action.toNewest : text.action.backToLive;
    return { ...open, label, act: () => player.toEnd() };
  }
  const next = guidance(headState, run);
  const label = labelOf(next, headState, text);
  switch (permission) {
    case 'question':
      return { ...open, label: text.action.predict, telling: cursor < run.movedAt, act: callForAnswer };
    case 'viewer':
      return barred(text.action.watching, 'viewer', text);
    case 'offline':
      // Nobody knows what goes on in the lab meanwhile, so that no wait is named.
      return barred(head === 0 || next.is === 'wait' ? text.action.unconnected : label, 'offline', text);
    case 'waiting':
      return barred(text.action.waiting, 'waiting', text);
    case 'loading':
      // A label that promises a line would be read as if the line were what comes next.
      return {
        ...barred(text.action.loading, 'loading', text),
        act: () => void pressOnceLoaded(),
      };
    default:
  }
  // The presenter takes everybody to another lesson.
  const leads = next.is === 'next-lesson' || next.is === 'compose';
  const isTheirs = commandsOf(next).some((one) => permissionNow(subjectOf(one)) === 'in-other-hands');
  if (isTheirs || (leads && role === 'viewer')) return barred(label, 'in-other-hands', text);
  const telling = isTelling(instant, label) || (next.is === 'wait' && isAwaited(instant));
  return {
    ...open,
    label,
    wait: next.is === 'wait' ? next.wait : null,
    telling,
    act: () => press(label, text),
  };
}

/** True while the picture has not come to what the last press has caused, or to what the label is about. */
function isTelling(instant: Instant, label: string): boolean {
  const { playhead, run, lastPress, text } = instant;
  const { cursor, head, state } = playhead;
  if (isAnswerAhead(run, cursor)) return true;
  const answered = answeredAt(lastPress, playhead);
  if (answered === null ? isAwaited(instant) : cursor < answered) return true;
  return cursor < head && (isMoving(state) || labelOf(guidance(state, run), state, text) !== label);
}

/** True while the effect of the press may still be on its way. */
function isAwaited({ lastPress }: Instant): boolean {
  return performance.now() - lastPress.madeMs < PRESS_ANSWERED_MS;
}

/** A press is answered by the command's own way, which says the same as the button's title. */
function barred(
  label: string,
  why: 'viewer' | 'in-other-hands' | 'offline' | 'waiting' | 'loading',
  { lab }: PrimaryTexts,
): Primary {
  return { ...open, label, whyNot: lab.keys.whyNot[why], act: () => void admit('all') };
}
