import { uiMessages } from '../../ui/messages.ts';
import { labMenuMessages } from './messages.ts';
import { labMessages } from '../../lab/messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useRef } from 'react';
import type { Command } from '../../../shared/protocol/server-messages.ts';
import { runOnSameHosts } from '../../../shared/lessons/guidance.ts';
import { beginClass } from '../class/class-actions.ts';
import { classMessages } from '../class/messages.ts';
import { saveCapture } from '../capture/index.ts';
import {
  playRecordingFile,
  playShippedRecording,
  saveRecording,
  sayProblem,
  showLostLog,
} from '../recordings/index.ts';
import { lessonShown } from '../recordings/lesson-shown.ts';
import { networkGradeMessages } from '../network-grade/messages.ts';
import { useNetwork } from '../network-grade/use-network.ts';
import { room as ourRoom } from '../../lab/room.ts';
import { linkForOthers } from '../../lab/link-for-others.ts';
import { hashOfRoom } from '../../lab/room-link.ts';
import { linkTo } from '../../navigation/route.ts';
import { openStates, say, usePanels } from '../../ui/panels-store.ts';
import { usePlayback } from '../../playback/playback-store.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { standingOf, useRoom } from '../../lab/room-store.ts';
import { dispatch } from '../../lab/commands.ts';
import { showAtFullSpeed } from '../../lab/index.ts';
import { type Permission, usePermission } from '../../lab/permission.ts';
import { useLesson } from '../../lab/use-lesson.ts';
import { useWalkthrough } from '../../lab/walkthrough-store.ts';
import { useSettings } from '../../settings/settings-store.ts';
import { hasWholeLog } from '../../lab/whole-log.ts';
import styles from '../../ui/popover.module.css';

function Item({
  label,
  small,
  disabled,
  act,
}: {
  readonly label: string;
  readonly small: string | null;
  readonly disabled: boolean;
  readonly act: () => void;
}) {
  return (
    <button
      type="button"
      className={styles['item']}
      aria-disabled={disabled}
      onClick={({ detail, currentTarget }) => {
        currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
        // Chosen with a pointer: the focus shall not stay on the menu's button, or Space would open it again.
        if (detail > 0 && document.activeElement instanceof HTMLElement) document.activeElement.blur();
        act();
      }}
    >
      {label}
      {small && <small>{small}</small>}
    </button>
  );
}

/** Without permission, or on a page that is not secure, the link is shown instead. */
function copy(link: string, copied: string): void {
  const shown = (): void => say(link);
  // On plain HTTP there is no clipboard at all, whatever the types say.
  const { clipboard } = navigator as { readonly clipboard?: Clipboard };
  if (clipboard === undefined) shown();
  else clipboard.writeText(link).then(() => say(copied), shown);
}

/** The items of the menu, fetched when it is first opened. */
export function LabMenuItems() {
  const labMenuText = useMessages(labMenuMessages);
  const uiText = useMessages(uiMessages);
  const labText = useMessages(labMessages);
  const classText = useMessages(classMessages);
  const gradeText = useMessages(networkGradeMessages);
  const { grade } = useNetwork();
  const language = useSettings((settings) => settings.language);
  const mode = usePlayhead((playhead) => playhead.mode);
  const timers = usePlayhead((playhead) => playhead.state.lab?.timers);
  const { role, room, connection, class: inClass, network, othersAt, lostLog } = useRoom();
  const others = timers === 'kernel' ? 'calm' : 'kernel';
  const noLabs = network?.grade === 'replay';
  const file = useRef<HTMLInputElement>(null);
  const capture = usePlayhead((playhead) => playhead.state.lab?.capture);
  const variation = usePlayhead((playhead) => playhead.state.lab?.variation);
  const experiment = usePlayhead((playhead) => playhead.state.lab?.experiment !== undefined);
  const lesson = useLesson();
  const whole = hasWholeLog();
  const mayRun = usePermission('all');
  const mayBegin = usePermission('room');
  const live = mode !== 'recording' && connection.is === 'open';
  const { needs } = labMenuText;
  const cutOff =
    standingOf(connection) !== 'refused'
      ? needs[connection.is === 'refused' || connection.is === 'waiting' ? 'waiting' : 'offline']
      : connection.is === 'refused' && connection.error.code === 'token-needed'
        ? needs.token
        : needs.refused;
  const hasLog = usePlayhead((playhead) => playhead.head > 0);
  const saveNot = whole ? null : hasLog ? labMenuText.saveNot : labMenuText.saveNothing;

  const shipped = usePlayback((playback) => playback.shipped);
  const copyMoment = (): void => {
    const at = String(usePlayhead.getState().cursor);
    const recording = { replay: shipped ?? '', ...(variation !== undefined && { variation }) };
    copy(new URL(linkTo({ ...recording, at }, language), location.href).href, labMenuText.shared);
  };

  const item = (label: string, act: () => void, small: string | null = null, disabled = false) => (
    <Item key={label} label={label} small={small} disabled={disabled} act={act} />
  );
  /** The items that save a file; an item that cannot says why. */
  const offer = (label: string, act: () => void, hint: string | null, whyNot: string | null) =>
    item(label, whyNot === null ? act : () => say(`${label}: ${whyNot}`), whyNot ?? hint, whyNot !== null);
  /** A press is answered by the command itself, whether it may be given or not. */
  const command = (label: string, hint: string, act: () => void, permission: Permission) => {
    const allowed = permission === 'allowed' || permission === 'past';
    const whyNot = allowed || permission === 'offline' ? cutOff : needs[permission];
    // The command would be answered as on a lost connection, and this is another reason.
    const answer = connection.is === 'refused' ? () => say(`${label}: ${whyNot}`) : act;
    return item(label, answer, allowed ? hint : whyNot, !allowed);
  };
  const newLab = (label: string, hint: string, what: Omit<Extract<Command, { type: 'new-lab' }>, 'type'>) =>
    command(label, hint, () => void dispatch({ type: 'new-lab', ...what }), mayBegin);

  return (
    <>
      <h2>{labMenuText.title}</h2>
      {role === 'viewer' &&
        item(
          labText.newRoom,
          () => location.assign(linkTo({ lesson: lessonShown() }, language)),
          labMenuText.newRoomHint,
        )}
      {command(
        labMenuText.runAgain,
        labMenuText.runAgainHint,
        () =>
          void dispatch(runOnSameHosts(usePlayhead.getState().headState, useWalkthrough.getState().lesson)),
        mayRun,
      )}
      {newLab(labMenuText.newLab, labMenuText.newLabHint, {})}
      {command(labMenuText.runAll, labMenuText.runAllHint, () => void dispatch({ type: 'run-on' }), mayRun)}
      {command(labMenuText.fullSpeed, labMenuText.fullSpeedHint, () => void showAtFullSpeed(), mayRun)}
      {network?.grade === 'two-hosts' &&
        mode !== 'recording' &&
        newLab(labMenuText.timers[others], labMenuText.timersHint[others], { timers: others })}
      {lesson?.variations.map(({ id, title }) =>
        newLab(labMenuText.variation(title[language]), labMenuText.newLabHint, { variation: id }),
      )}
      {item(
        experiment ? labMenuText.composeAgain : labMenuText.compose,
        () => usePanels.setState({ sheet: 'compose' }),
        labMenuText.composeHint,
      )}
      {(variation !== undefined || experiment) &&
        newLab(labMenuText.toLesson, lesson?.title[language] ?? '', { variation: null })}
      {inClass?.part === 'presenter'
        ? item(classText.show(inClass.code), () => void beginClass(), classText.showHint)
        : command(
            classText.begin,
            classText.beginHint,
            () => void beginClass(),
            role === 'viewer' ? 'viewer' : mayBegin,
          )}
      {offer(
        labMenuText.share,
        () => {
          if (room !== null)
            copy(linkForOthers(location.href, othersAt, hashOfRoom(room)), labMenuText.shared);
        },
        null,
        live && room !== null ? null : mode === 'recording' ? needs.recording : cutOff,
      )}
      <hr className={styles['rule']} />
      {mode === 'recording' && !noLabs && item(labMenuText.live, () => ourRoom.join())}
      {lostLog !== null && item(labMenuText.lostLog, () => void showLostLog(), labMenuText.lostLogHint)}
      <Item label={labMenuText.openFile} small={null} disabled={false} act={() => file.current?.click()} />
      {offer(labMenuText.save, () => void saveRecording(), null, saveNot)}
      {offer(
        labMenuText.capture,
        () => void saveCapture(),
        labMenuText.captureHint,
        capture === 'counters' ? labMenuText.captureUnseen : saveNot,
      )}
      {mode === 'recording' &&
        shipped !== null &&
        item(labMenuText.moment, copyMoment, labMenuText.momentHint)}
      {item(labText.shipped(lessonShown()), () => void playShippedRecording(lessonShown()).then(sayProblem))}
      <hr className={styles['rule']} />
      {item(uiText.guide, () => usePanels.setState({ sheet: 'guide' }))}
      {item(labMenuText.plots, () => usePanels.setState({ sheet: 'plots' }))}
      {item(labMenuText.states, () => openStates())}
      {item(labMenuText.reference, () => usePanels.setState({ sheet: 'reference', terms: [] }))}
      {item(labMenuText.map, () => location.assign(linkTo({ page: 'map' }, language)))}
      {grade !== undefined &&
        item(gradeText.title, () => document.getElementById('grade')?.showPopover(), gradeText[grade])}
      {item(labMenuText.settings, () => usePanels.setState({ sheet: 'settings' }))}
      {item(uiText.help, () => usePanels.setState({ sheet: 'help' }))}
      <input
        ref={file}
        type="file"
        accept=".ndjson,application/x-ndjson"
        hidden
        aria-label={labMenuText.openFile}
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          event.target.value = '';
          if (chosen) void playRecordingFile(chosen).then(sayProblem);
        }}
      />
    </>
  );
}
