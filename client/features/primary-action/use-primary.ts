import { type RecordingsMessages, recordingsMessages } from '../recordings/messages.ts';
import { type PrimaryActionMessages, primaryActionMessages } from './messages.ts';
import { type LabMessages, labMessages } from '../../lab/messages.ts';
import { type UiMessages, uiMessages } from '../../ui/messages.ts';
import { messagesNow, useMessages } from '../../i18n/catalogue.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';
import { type Move, nextMove } from '../../../shared/model/next-move.ts';
import { expressionAt, listing } from '../../../shared/programs/listing.ts';
import type { Expression } from '../../../shared/programs/tree.ts';
import { playShippedRecording } from '../recordings/index.ts';
import { lessonShown } from '../recordings/lesson-shown.ts';
import { room } from '../../lab/room.ts';
import { player } from '../../playback/playback.ts';
import { focusClient, useFocus } from '../../stage/model/focus-store.ts';
import { type Playback, usePlayback } from '../../playback/playback-store.ts';
import { type Playhead, usePlayhead } from '../../playback/playhead-store.ts';
import { callForAnswer } from '../../lab/card-state.ts';
import { say, usePanels } from '../../ui/panels-store.ts';
import { isFinished, type WalkthroughRun, useWalkthrough } from '../../lab/walkthrough-store.ts';
import { admit, dispatch } from '../../lab/commands.ts';
import { type RoomSession, useRoom } from '../../lab/room-store.ts';
import { useSettings } from '../../settings/settings-store.ts';
import { type Permission, permissionNow, usePermission } from '../../lab/permission.ts';
import { linkTo } from '../../navigation/route.ts';
import { flagsText } from '../../stage/model/event-facts.ts';
import { recordingProblem } from '../recordings/recording-problem.ts';
import { OFFER_AFTER_TRIES } from '../recordings/use-replay.ts';
import type { ErrorCode } from '../../../shared/protocol/server-messages.ts';

/** The primary button: its label, its permission, and its action. */
export interface Primary {
  readonly label: string;
  /** True while the picture lags behind: the next line is not named before it is seen. */
  readonly telling: boolean;
  /** The reason why the button can do nothing now; null if it can. */
  readonly whyNot: string | null;
  /** Acts, or says why it cannot. */
  readonly act: () => void;
}

/** The first socket call inside an expression, outermost last: `s.send(x.encode())` → send. */
function callName(expression: Expression): string {
  if (expression.is === 'method')
    return expression.on.is === 'name' || expression.method === 'encode' || expression.method === 'decode'
      ? expression.method
      : callName(expression.on);
  return expression.is === 'call' ? expression.function : '';
}

/** The texts of the rooms that the button speaks for. */
interface PrimaryTexts {
  readonly action: PrimaryActionMessages;
  readonly ui: UiMessages;
  readonly recordings: RecordingsMessages;
  readonly lab: LabMessages;
}

/** A program by its host, and its number where there are several on it. */
function who(id: string, state: LabState, text: PrimaryTexts): string {
  const number = id.replace(/^\D+/, '');
  return text.ui.host[state.programs[id]?.host ?? 'client'] + (number === '' ? '' : ` ${number}`);
}

function moveLabel(move: Move, state: LabState, text: PrimaryTexts): string {
  switch (move.is) {
    case 'step': {
      const program = state.programs[move.thread.program];
      const line = move.thread.line ?? 0;
      const at = program && listing(program.tree)[line - 1];
      const value = at ? expressionAt(at) : null;
      return text.action.step(
        who(move.thread.program, state, text),
        line,
        value === null ? '' : callName(value),
      );
    }
    case 'deliver': {
      const top = move.chip.held[0] ?? move.chip.last;
      return top.headers.payloadBytes > 0
        ? text.action.deliverBytes(top.headers.payloadBytes)
        : text.action.deliver(flagsText(top.headers));
    }
    case 'run':
      return text.action.run(who(move.thread.program, state, text));
    case 'drop':
      return text.action.drop(flagsText((move.chip.held[0] ?? move.chip.last).headers));
    case 'wire':
      return move.command.type === 'wire' ? text.action.wire[move.command.settings.mode] : '';
    case 'set':
      return text.action.set;
    case 'add-client':
      return text.action.addClient;
    case 'stop':
      return text.action.stop;
    case 'run-again':
      return text.action.runAgain;
    case 'new-lab':
      return text.action.newLab;
    default:
      return move satisfies never;
  }
}

/** A second press while coming back to live must not run a line. */
const AFTER_RETURN_MS = 600;

/** Does what comes next in the newest state. */
function makeMove(text: PrimaryTexts): void {
  if (isAnswerAhead(useWalkthrough.getState(), usePlayhead.getState().cursor)) return player.toEnd();
  const move = moveNow(usePlayhead.getState().headState);
  if (move === null) return say(text.action.why.busy);
  if (performance.now() - usePlayback.getState().returnedAt <= AFTER_RETURN_MS) return undefined;
  // The client that the press steps comes into focus.
  const moved = 'program' in move.command ? move.command.program : undefined;
  if (moved?.startsWith('client') === true && moved !== useFocus.getState().client) focusClient(moved);
  void dispatch(move.command);
}

/** The lesson may turn out to ask something: what the press means is decided when that is known. */
async function pressOnceLoaded(): Promise<void> {
  if ((await admit('run')) === null) primaryNow().act();
}

async function playShipped(): Promise<void> {
  const problem = await playShippedRecording(lessonShown());
  if (problem !== null) say(recordingProblem(problem), true);
}

/** The lesson's next move while it is under way, and then the move that makes the conversation go on. */
function moveNow(state: LabState): Move | null {
  const { walkthrough } = useWalkthrough.getState();
  const next = state.closed === null ? walkthrough?.next(state) : undefined;
  return next === undefined ? nextMove(state) : next;
}

function labelOf(state: LabState, text: PrimaryTexts): string {
  const move = moveNow(state);
  return move === null ? text.action.waiting : moveLabel(move, state, text);
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

const open = { telling: false, whyNot: null } as const;

/** At its end a lesson leads to its explanation, and then to the next lesson. */
function afterLesson({ explained, following }: WalkthroughRun, text: PrimaryTexts): Primary | null {
  if (!explained)
    return {
      ...open,
      label: text.action.explanation,
      act: () => usePanels.setState({ sheet: 'guide' }),
    };
  if (following === null) return null;
  return {
    ...open,
    label: text.action.nextLesson(following),
    act: () => location.assign(linkTo({ lesson: following }, useSettings.getState().language)),
  };
}

interface Instant {
  readonly playhead: Pick<Playhead, 'mode' | 'cursor' | 'head' | 'state' | 'headState'>;
  readonly playing: Playback['playing'];
  readonly session: Pick<RoomSession, 'connection' | 'tries'>;
  readonly run: WalkthroughRun;
  readonly permission: Permission;
  readonly text: PrimaryTexts;
}

export function usePrimary(): Primary {
  const text = {
    action: useMessages(primaryActionMessages),
    ui: useMessages(uiMessages),
    recordings: useMessages(recordingsMessages),
    lab: useMessages(labMessages),
  };
  const playhead = usePlayhead();
  const playing = usePlayback((playback) => playback.playing);
  const session = useRoom();
  const run = useWalkthrough();
  const permission = usePermission();
  return primaryIn({ playhead, playing, session, run, permission, text });
}

/** The primary action at this instant: a key must not do what an earlier picture said. */
export function primaryNow(): Primary {
  return primaryIn({
    playhead: usePlayhead.getState(),
    playing: usePlayback.getState().playing,
    session: useRoom.getState(),
    run: useWalkthrough.getState(),
    permission: permissionNow(),
    text: {
      action: messagesNow(primaryActionMessages),
      ui: messagesNow(uiMessages),
      recordings: messagesNow(recordingsMessages),
      lab: messagesNow(labMessages),
    },
  });
}

function primaryIn({ playhead, playing, session, run, permission, text }: Instant): Primary {
  const { mode, cursor, head, state, headState } = playhead;
  const { connection, tries } = session;
  if (mode === 'recording')
    return {
      ...open,
      label: playing ? text.action.pause : cursor >= head ? text.action.playAgain : text.action.play,
      act: () => (playing ? player.pause() : player.play()),
    };
  if (head === 0 && connection.is === 'lost' && tries >= OFFER_AFTER_TRIES)
    return { ...open, label: text.recordings.shipped(lessonShown()), act: () => void playShipped() };
  if (
    head === 0 &&
    (connection.is === 'damaged' || (connection.is === 'refused' && isGone(connection.error.code)))
  )
    return { ...open, label: text.lab.newRoom, act: () => room.joinNew() };
  if (mode === 'past') return { ...open, label: text.action.backToLive, act: () => player.toEnd() };
  switch (permission) {
    case 'question':
      return { ...open, label: text.action.predict, telling: cursor < run.movedAt, act: callForAnswer };
    case 'viewer':
      return barred(text.action.watching, text.action.why.viewer);
    case 'offline':
      return barred(labelOf(headState, text), text.action.why.connecting);
    case 'loading':
      // A label that promises a line would be read as if the line were what comes next.
      return {
        ...barred(text.action.waiting, text.action.why.loading),
        act: () => void pressOnceLoaded(),
      };
    default:
  }
  if (isFinished(run) && cursor >= run.movedAt) {
    const leads = afterLesson(run, text);
    if (leads !== null) return leads;
  }
  const label = labelOf(headState, text);
  const hurries = isMoving(state) || labelOf(state, text) !== label;
  return {
    label,
    telling: isAnswerAhead(run, cursor) || (cursor < head && hurries),
    whyNot: moveNow(headState) === null ? text.action.why.busy : null,
    act: () => makeMove(text),
  };
}

/** A press is answered by the command's own way, which says the same as the button's title. */
function barred(label: string, whyNot: string): Primary {
  return { label, telling: false, whyNot, act: () => void admit('run') };
}
