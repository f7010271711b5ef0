import { useRef } from 'react';
import type { Command } from '../../../shared/protocol.ts';
import {
  canSaveRecording,
  playRecordingFile,
  playShippedRecording,
  saveRecording,
} from '../../connection/recordings.ts';
import type { RecordingProblem } from '../../connection/recording-file.ts';
import { joinRoom } from '../../connection/room.ts';
import { viewerLink } from '../../connection/room-link.ts';
import { openStates, say, usePanels } from '../../stores/panels-store.ts';
import { usePlayhead } from '../../stores/playhead-store.ts';
import { useSession } from '../../stores/session-store.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { useText } from '../../text/index.ts';
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
  const live = mode !== 'recording' && connection.is === 'open';
  const whyNot = !live ? text.menu.needsLive : role !== 'controller' ? text.menu.needsController : null;

  const report = (problem: RecordingProblem | null): void => {
    if (problem !== null) say(recordingProblem(problem, text), true);
  };
  const item = (label: string, act: () => void, small: string | null = null, disabled = false) => (
    <Item label={label} small={small} disabled={disabled} act={act} />
  );
  const command = (label: string, hint: string, what: Command) =>
    item(label, () => perform(what, text), whyNot ?? hint, whyNot !== null);

  return (
    <>
      <h2>{text.menu.title}</h2>
      {command(text.menu.runAgain, text.menu.runAgainHint, { do: 'run-again' })}
      {command(text.menu.newLab, text.menu.newLabHint, { do: 'new-lab' })}
      {network?.grade === 'two-hosts' &&
        mode !== 'recording' &&
        command(text.menu.timers[others], text.menu.timersHint[others], { do: 'new-lab', timers: others })}
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
      {item(
        text.menu.save,
        () => void saveRecording(),
        canSaveRecording() ? null : text.menu.saveNot,
        !canSaveRecording(),
      )}
      {item(text.menu.shipped, () => void playShippedRecording('L1').then(report))}
      <hr className={styles['rule']} />
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
