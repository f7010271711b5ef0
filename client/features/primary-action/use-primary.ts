import type { LabState } from '../../../shared/model/lab-state.ts';
import { type Move, nextMove } from '../../../shared/model/next-move.ts';
import { expressionAt, listing } from '../../../shared/programs/listing.ts';
import type { Expression } from '../../../shared/programs/tree.ts';
import { lessonShown, playShippedRecording } from '../recordings/recordings.ts';
import { room } from '../../lab/room.ts';
import { player } from '../../playback/playback.ts';
import { focusClient, useFocus } from '../../stage/model/focus-store.ts';
import { usePlayback } from '../../playback/playback-store.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { callForAnswer } from '../prediction/card-store.ts';
import { say, usePanels } from '../../ui/panels-store.ts';
import { isFinished, type WalkthroughRun, useWalkthrough } from '../../lab/walkthrough-store.ts';
import { sendOnce } from '../../lab/commands.ts';
import { useRoom } from '../../lab/room-store.ts';
import { useSettings } from '../../settings/settings-store.ts';
import { permissionNow, usePermission } from '../../lab/permission.ts';
import { linkTo } from '../../navigation/route.ts';
import { flagsText } from '../../stage/model/event-facts.ts';
import type { ShellText } from '../../i18n/shell.en.ts';
import { useText } from '../../i18n/index.ts';
import { recordingProblem } from '../recordings/recording-problem.ts';
import { OFFER_AFTER_TRIES } from '../recordings/use-replay.ts';
import type { Command, ErrorCode } from '../../../shared/protocol/server-messages.ts';

/** The one button that is always there: what it says, whether it can, and what it does. */
export interface Primary {
  readonly label: string;
  /** The picture is still behind: what comes next is not named before it is seen. */
  readonly telling: boolean;
  /** Why it cannot be pressed; null when it can. */
  readonly whyNot: string | null;
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

/** A program by its host, and its number where there are several on it. */
function who(id: string, state: LabState, text: ShellText): string {
  const number = id.replace(/^\D+/, '');
  return text.host[state.programs[id]?.host ?? 'client'] + (number === '' ? '' : ` ${number}`);
}

function moveLabel(move: Move, state: LabState, text: ShellText): string {
  switch (move.is) {
    case 'step': {
      const program = state.programs[move.thread.program];
      const line = move.thread.line ?? 0;
      const at = program && listing(program.tree)[line - 1];
      const value = at ? expressionAt(at) : null;
      return text.primary.step(
        who(move.thread.program, state, text),
        line,
        value === null ? '' : callName(value),
      );
    }
    case 'deliver': {
      const top = move.chip.held[0] ?? move.chip.last;
      return top.headers.payloadBytes > 0
        ? text.primary.deliverBytes(top.headers.payloadBytes)
        : text.primary.deliver(flagsText(top.headers));
    }
    case 'run':
      return text.primary.run(who(move.thread.program, state, text));
    case 'drop':
      return text.primary.drop(flagsText((move.chip.held[0] ?? move.chip.last).headers));
    case 'wire':
      return move.command.type === 'wire' ? text.primary.wire[move.command.settings.mode] : '';
    case 'set':
      return text.primary.set;
    case 'add-client':
      return text.primary.addClient;
    case 'stop':
      return text.primary.stop;
    case 'run-again':
      return text.primary.runAgain;
    case 'new-lab':
      return text.primary.newLab;
    default:
      return move satisfies never;
  }
}

/** Who presses twice to come back to live, or is brought back while pressing, wants no line to run. */
const AFTER_RETURN_MS = 600;

/** Sends a command; a refusal becomes a sentence. */
export function perform(command: Command, text: ShellText): void {
  // The client that is moved is the one to look at.
  const moved = 'program' in command ? command.program : undefined;
  if (moved?.startsWith('client') === true && moved !== useFocus.getState().client) focusClient(moved);
  void sendOnce(command).then((refusal) => {
    if (refusal !== null) say(text.error[refusal.code], true);
  });
}

async function playShipped(text: ShellText): Promise<void> {
  const problem = await playShippedRecording(lessonShown());
  if (problem !== null) say(recordingProblem(problem, text), true);
}

/** What the lesson asks for while it is under way, then what makes the conversation go on. */
function moveNow(state: LabState): Move | null {
  const { walkthrough } = useWalkthrough.getState();
  const next = state.closed === null ? walkthrough?.next(state) : undefined;
  return next === undefined ? nextMove(state) : next;
}

function labelOf(state: LabState, text: ShellText): string {
  const move = moveNow(state);
  return move === null ? text.primary.waiting : moveLabel(move, state, text);
}

/** What the link asks for is not there: the way out is a lab of one's own. */
function isGone(code: ErrorCode): boolean {
  return code === 'no-such-room' || code === 'no-such-lesson';
}

/** The run has answered what was predicted, and the picture has not come so far: nobody is to miss it. */
function isAnswerAhead({ answered, steppedAt, predicted }: WalkthroughRun, cursor: number): boolean {
  return (
    answered !== null &&
    cursor < answered.at &&
    steppedAt <= answered.at &&
    predicted[answered.prediction.id] !== undefined
  );
}

/** A line is being executed in the picture: which one comes next is not decided there yet. */
function isMoving(state: LabState): boolean {
  return Object.values(state.threads).some(({ status }) => status === 'running' || status === 'in-call');
}

const open = { telling: false, whyNot: null } as const;

/** Where a lesson leads at its end: to why it went so, then to the lesson after it. */
function afterLesson({ explained, following }: WalkthroughRun, text: ShellText): Primary | null {
  if (!explained)
    return {
      ...open,
      label: text.primary.explanation,
      act: () => usePanels.setState({ sheet: 'guide' }),
    };
  if (following === null) return null;
  return {
    ...open,
    label: text.primary.nextLesson(following),
    act: () => location.assign(linkTo({ lesson: following }, useSettings.getState().language)),
  };
}

export function usePrimary(): Primary {
  const text = useText();
  const { mode, cursor, head, state, headState } = usePlayhead();
  const playing = usePlayback((playback) => playback.playing);
  const { connection, tries } = useRoom();
  const run = useWalkthrough();
  const permission = usePermission();
  if (mode === 'recording')
    return {
      ...open,
      label: playing ? text.primary.pause : cursor >= head ? text.primary.playAgain : text.primary.play,
      act: () => (playing ? player.pause() : player.play()),
    };
  if (head === 0 && connection.is === 'lost' && tries >= OFFER_AFTER_TRIES)
    return { ...open, label: text.menu.shipped(lessonShown()), act: () => void playShipped(text) };
  if (
    head === 0 &&
    (connection.is === 'damaged' || (connection.is === 'refused' && isGone(connection.error.code)))
  )
    return { ...open, label: text.connection.newRoom, act: () => room.joinNew() };
  if (mode === 'past') return { ...open, label: text.primary.backToLive, act: () => player.toEnd() };
  if (permission === 'question')
    return { ...open, label: text.primary.predict, telling: cursor < run.movedAt, act: callForAnswer };
  if (permission === 'allowed' && isFinished(run) && cursor >= run.movedAt) {
    const leads = afterLesson(run, text);
    if (leads !== null) return leads;
  }
  const answers = permission === 'allowed' && isAnswerAhead(run, cursor);
  const move = moveNow(headState);
  const label = labelOf(headState, text);
  const whyNot =
    permission === 'viewer'
      ? text.primary.why.viewer
      : connection.is !== 'open'
        ? text.primary.why.connecting
        : permission === 'loading'
          ? text.primary.why.loading
          : move === null
            ? text.primary.why.busy
            : null;
  return {
    label: permission === 'viewer' ? text.primary.watching : label,
    telling:
      answers ||
      (permission === 'allowed' && cursor < head && (isMoving(state) || labelOf(state, text) !== label)),
    whyNot,
    act: () => {
      const present = permissionNow();
      if (present === 'question') return callForAnswer();
      if (present === 'loading') return undefined;
      if (isAnswerAhead(useWalkthrough.getState(), usePlayhead.getState().cursor)) return player.toEnd();
      const now = whyNot === null ? moveNow(usePlayhead.getState().headState) : null;
      if (now !== null && performance.now() - usePlayback.getState().returnedAt > AFTER_RETURN_MS)
        perform(now.command, text);
    },
  };
}
