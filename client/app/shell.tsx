import { createElement, type ReactNode } from 'react';
import { type Sheet, usePanels } from '../ui/panels-store.ts';
import { usePlayhead } from '../playback/playhead-store.ts';
import { useInClass } from '../lab/use-in-class.ts';
import { readRefusals } from '../lab/commands.ts';
import { useRoom } from '../lab/room-store.ts';
import { useLesson } from '../lab/use-lesson.ts';
import { useSettings } from '../settings/settings-store.ts';
import { Stage } from '../stage/index.ts';
import { ClassLine } from '../features/class/index.ts';
import { ComposeSheet } from '../features/composer/index.ts';
import { DropZone } from '../features/drop-zone/index.ts';
import { Goal } from '../features/goal/index.ts';
import { GuideSheet } from '../features/guide/index.ts';
import { HelpSheet } from '../features/help/index.ts';
import { Inspector } from '../features/inspector/index.ts';
import { PlotsSheet } from '../features/plots/index.ts';
import { PredictionCard } from '../features/prediction/index.ts';
import { ReferenceSheet, TermCard } from '../features/reference/index.ts';
import { SettingsSheet } from '../features/settings/index.ts';
import { StatesSheet } from '../features/state-diagram/index.ts';
import { PhoneDock } from './phone-dock/index.ts';
import { Dock } from '../features/timeline/index.ts';
import { NarrationBar } from '../features/narration/narration-bar.tsx';
import { CardWatch } from '../ui/card-watch.tsx';
import { ConnectionScreen } from '../features/notices/connection-screen.tsx';
import { Notices } from '../features/notices/index.ts';
import styles from './shell.module.css';
import { ALL_SHOWN, useHiddenParts } from './hidden-parts.ts';
import { TopBar } from './top-bar.tsx';
import { useDocumentSettings } from '../settings/use-document-settings.ts';
import { useInspectorPanel } from '../features/inspector/use-inspector-panel.ts';
import { useKeptProgress } from '../features/progress/use-kept-progress.ts';
import { useKeys } from './use-keys.ts';
import { useMedia } from '../ui/use-media.ts';
import { saveRecording } from '../features/recordings/index.ts';
import { useReplay } from '../features/recordings/use-replay.ts';
import { usePreload } from '../ui/use-preload.ts';

/**
 * Closes this sheet only. The browser tells of a closed dialog a task later, and by then another sheet may have
 * been opened.
 */
const closer = (closed: Sheet) => (): void =>
  usePanels.setState(({ sheet }) => (sheet === closed ? { sheet: null } : {}));

const SHEETS: Readonly<Record<Sheet, (props: { readonly onClose: () => void }) => ReactNode>> = {
  reference: ReferenceSheet,
  help: HelpSheet,
  guide: GuideSheet,
  compose: ComposeSheet,
  plots: PlotsSheet,
  states: StatesSheet,
  settings: SettingsSheet,
};

/** The stage and everything around it. */
export function Shell({
  notice,
  tour,
}: {
  /** A line above the stage. */
  readonly notice?: ReactNode;
  /** The tour takes the place of the dock. */
  readonly tour?: ReactNode;
}) {
  const language = useSettings((settings) => settings.language);
  const lesson = useLesson();
  const mode = usePlayhead((playhead) => playhead.mode);
  const nothingYet = usePlayhead((playhead) => playhead.head === 0 && playhead.events.length === 0);
  const connected = useRoom(({ connection }) => connection.is === 'open' || connection.is === 'offline');
  const inClass = useInClass();
  const sheet = usePanels((panels) => panels.sheet);
  const phone = useMedia('(width < 700px)');
  const inspecting = useInspectorPanel();
  const introducedLater = useHiddenParts();
  useKeptProgress();
  const experiment = usePlayhead((playhead) => playhead.state.lab?.experiment?.title);
  useDocumentSettings(experiment || (lesson ? `${lesson.id} ${lesson.title[language]}` : ''));
  useKeys();
  useReplay();
  usePreload(saveRecording.preload);
  usePreload(readRefusals);
  // The tour is over once another recording or a lab is chosen.
  const led = tour !== undefined && (nothingYet || mode === 'recording');
  const hidden = led ? ALL_SHOWN : introducedLater;
  return (
    <div
      className={styles['shell']}
      data-mode={mode}
      data-notice={notice !== undefined || inClass || undefined}
      data-without={hidden.join(' ') || undefined}
    >
      <TopBar />
      <NarrationBar led={led} />
      {(notice !== undefined || inClass) && (
        <div>
          {inClass && <ClassLine />}
          {notice}
        </div>
      )}
      <div className={styles['stage']}>
        {nothingYet && !connected ? (
          <ConnectionScreen />
        ) : (
          <Stage goal={led ? null : <Goal hidden={hidden} />} card={led ? null : <PredictionCard />} />
        )}
        {!nothingYet && <Notices />}
        {inspecting && <Inspector />}
      </div>
      {led ? tour : phone ? <PhoneDock /> : <Dock hidden={hidden} />}
      <DropZone />
      <CardWatch attribute="data-term" card={TermCard} />
      {sheet !== null && createElement(SHEETS[sheet], { onClose: closer(sheet) })}
    </div>
  );
}
