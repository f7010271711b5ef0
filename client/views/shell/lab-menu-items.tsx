import { useRef } from 'react';
import type { Command } from '../../../shared/protocol.ts';
import {
  playRecordingFile,
  playShippedRecording,
  saveRecording,
  lessonShown,
} from '../../connection/recordings.ts';
import type { RecordingProblem } from '../../connection/recording-file.ts';
import { joinRoom } from '../../connection/room.ts';
import { viewerLink } from '../../connection/room-link.ts';
import { openStates, say, usePanels } from '../../stores/panels-store.ts';
import { usePlayhead } from '../../stores/playhead-store.ts';
import { useSession } from '../../stores/session-store.ts';
import { useLesson } from '../../stores/use-lesson.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { useText } from '../../text/index.ts';
import type { ShellText } from '../../text/shell.en.ts';
import { hasWholeLog } from '../../connection/download.ts';
import { formatSpan } from './format.ts';
import styles from './popover.module.css';
import { recordingProblem } from './recording-problem.ts';
import { perform } from './use-primary.ts';

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
        if (disabled) return;
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

/** A run that nobody steps, then shown from its beginning. */
export async function fullSpeed(text: ShellText): Promise<void> {
  say(text.fullSpeed.running);
  const { runAtFullSpeed } = await import('../../connection/full-speed.ts');
  const took = await runAtFullSpeed();
  if (typeof took === 'number') say(text.fullSpeed.took(formatSpan(took)));
  else say(text.error[took.code], true);
}

/** What the menu offers; it comes when the menu is first opened. */
export function LabMenuItems() {
  const text = useText();
  const language = useSettings((settings) => settings.language);
  const mode = usePlayhead((playhead) => playhead.mode);
  const timers = usePlayhead((playhead) => playhead.state.lab?.timers);
  const { role, room, connection, network } = useSession();
  const others = timers === 'kernel' ? 'calm' : 'kernel';
  const noLabs = network?.grade === 'replay';
  const file = useRef<HTMLInputElement>(null);
  const capture = usePlayhead((playhead) => playhead.state.lab?.capture);
  const variation = usePlayhead((playhead) => playhead.state.lab?.variation);
  const experiment = usePlayhead((playhead) => playhead.state.lab?.experiment !== undefined);
  const lesson = useLesson();
  const whole = hasWholeLog();
  const live = mode !== 'recording' && connection.is === 'open';
  const whyNot = !live ? text.menu.needsLive : role !== 'controller' ? text.menu.needsController : null;

  const report = (problem: RecordingProblem | null): void => {
    if (problem !== null) say(recordingProblem(problem, text), true);
  };
  const item = (label: string, act: () => void, small: string | null = null, disabled = false) => (
    <Item key={label} label={label} small={small} disabled={disabled} act={act} />
  );
  const command = (label: string, hint: string, what: Command) =>
    item(label, () => perform(what, text), whyNot ?? hint, whyNot !== null);

  return (
    <>
      <h2>{text.menu.title}</h2>
      {command(text.menu.runAgain, text.menu.runAgainHint, { do: 'run-again' })}
      {command(text.menu.newLab, text.menu.newLabHint, { do: 'new-lab' })}
      {command(text.menu.runAll, text.menu.runAllHint, { do: 'run-on' })}
      {item(
        text.menu.fullSpeed,
        () => void fullSpeed(text),
        whyNot ?? text.menu.fullSpeedHint,
        whyNot !== null,
      )}
      {network?.grade === 'two-hosts' &&
        mode !== 'recording' &&
        command(text.menu.timers[others], text.menu.timersHint[others], { do: 'new-lab', timers: others })}
      {lesson?.variations.map(({ id, title }) =>
        command(text.menu.variation(title[language]), text.menu.newLabHint, { do: 'new-lab', variation: id }),
      )}
      {item(
        experiment ? text.menu.composeAgain : text.menu.compose,
        () => usePanels.setState({ sheet: 'compose' }),
        text.menu.composeHint,
      )}
      {(variation !== undefined || experiment) &&
        command(text.menu.toLesson, lesson?.title[language] ?? '', { do: 'new-lab', variation: null })}
      {item(
        text.menu.share,
        () => {
          if (room === null) return;
          navigator.clipboard
            .writeText(viewerLink(location.href, room, language))
            .then(() => say(text.menu.shared))
            // Without permission the address bar still holds the link.
            .catch(() => say(viewerLink(location.href, room, language)));
        },
        live ? null : text.menu.needsLive,
        !live || room === null,
      )}
      <hr className={styles['rule']} />
      {mode === 'recording' && !noLabs && item(text.menu.live, joinRoom)}
      <Item label={text.menu.openFile} small={null} disabled={false} act={() => file.current?.click()} />
      {item(text.menu.save, () => void saveRecording(), whole ? null : text.menu.saveNot, !whole)}
      {item(
        text.menu.capture,
        () => void import('../../connection/capture-file.ts').then((file) => file.saveCapture()),
        capture === 'counters' ? text.menu.captureUnseen : whole ? text.menu.captureHint : text.menu.saveNot,
        capture === 'counters' || !whole,
      )}
      {item(text.menu.shipped(lessonShown()), () => void playShippedRecording(lessonShown()).then(report))}
      <hr className={styles['rule']} />
      {item(text.menu.guide, () => usePanels.setState({ sheet: 'guide' }))}
      {item(text.menu.plots, () => usePanels.setState({ sheet: 'plots' }))}
      {item(text.menu.states, () => openStates())}
      {item(text.menu.settings, () => usePanels.setState({ sheet: 'settings' }))}
      {item(text.menu.help, () => usePanels.setState({ sheet: 'help' }))}
      <input
        ref={file}
        type="file"
        accept=".ndjson,application/x-ndjson"
        hidden
        aria-label={text.menu.openFile}
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          event.target.value = '';
          if (chosen) void playRecordingFile(chosen).then(report);
        }}
      />
    </>
  );
}
