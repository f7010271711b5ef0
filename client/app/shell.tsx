import { lazy, Suspense, type ReactNode } from 'react';
import { type Sheet, usePanels } from '../ui/panels-store.ts';
import { usePlayhead } from '../playback/playhead-store.ts';
import { useRoom } from '../lab/room-store.ts';
import { useLesson } from '../lab/use-lesson.ts';
import { useSettings } from '../settings/settings-store.ts';
import { Stage } from '../stage/view/stage.tsx';
import { Dock } from '../features/timeline/dock.tsx';
import { NarrationBar } from '../features/narration/narration-bar.tsx';
import { TermWatch } from '../features/reference/term-watch.tsx';
import { ConnectionScreen, Notices } from '../features/notices/notices.tsx';
import styles from './shell.module.css';
import { TopBar } from './top-bar.tsx';
import { useDocumentSettings } from '../settings/use-document-settings.ts';
import { useInspectorPanel } from '../features/inspector/use-inspector-panel.ts';
import { useKeptProgress } from '../features/progress/use-kept-progress.ts';
import { useKeys } from './use-keys.ts';
import { useMedia } from '../ui/use-media.ts';
import { usePrimary } from '../features/primary-action/use-primary.ts';
import { useReplay } from '../features/recordings/use-replay.ts';

const HelpSheet = lazy(() =>
  import('../features/help/help-sheet.tsx').then((m) => ({ default: m.HelpSheet })),
);
const SettingsSheet = lazy(() =>
  import('../features/settings/settings-sheet.tsx').then((m) => ({ default: m.SettingsSheet })),
);
const StatesSheet = lazy(() =>
  import('../features/state-diagram/states-sheet.tsx').then((m) => ({ default: m.StatesSheet })),
);
const GuideSheet = lazy(() =>
  import('../features/guide/guide-sheet.tsx').then((m) => ({ default: m.GuideSheet })),
);
const PlotsSheet = lazy(() =>
  import('../features/plots/plots-sheet.tsx').then((m) => ({ default: m.PlotsSheet })),
);
const DropZone = lazy(() =>
  import('../features/recordings/drop-zone.tsx').then((m) => ({ default: m.DropZone })),
);
/** Only a narrow screen fetches this part. */
const PhoneDock = lazy(() => import('./phone-dock.tsx').then((m) => ({ default: m.PhoneDock })));
const PredictionCard = lazy(() =>
  import('../features/prediction/prediction-card.tsx').then((m) => ({ default: m.PredictionCard })),
);
const ReferenceSheet = lazy(() =>
  import('../features/reference/in-the-lab.ts').then((m) => ({ default: m.ReferenceSheet })),
);
const ComposeSheet = lazy(() =>
  import('../features/composer/compose-sheet.tsx').then((m) => ({ default: m.ComposeSheet })),
);
const Inspector = lazy(() =>
  import('../features/inspector/inspector.tsx').then((m) => ({ default: m.Inspector })),
);

/**
 * Closes this sheet only. The browser tells of a closed dialog a task later, and by then another sheet may have
 * been opened.
 */
const closer = (closed: Sheet) => (): void =>
  usePanels.setState(({ sheet }) => (sheet === closed ? { sheet: null } : {}));

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
  const sheet = usePanels((panels) => panels.sheet);
  const phone = useMedia('(width < 700px)');
  const inspector = useInspectorPanel();
  useKeptProgress();
  const primary = usePrimary();
  const experiment = usePlayhead((playhead) => playhead.state.lab?.experiment?.title);
  useDocumentSettings(experiment || (lesson ? `${lesson.id} ${lesson.title[language]}` : ''));
  useKeys();
  useReplay();
  // The tour is over once another recording or a lab is chosen.
  const led = tour !== undefined && (nothingYet || mode === 'recording');
  const card = (
    <Suspense>
      <PredictionCard />
    </Suspense>
  );
  return (
    <div className={styles['shell']} data-mode={mode} data-notice={notice !== undefined || undefined}>
      <TopBar />
      <NarrationBar primary={led ? null : primary} />
      {notice !== undefined && <div>{notice}</div>}
      <div className={styles['stage']}>
        {nothingYet && !connected ? <ConnectionScreen /> : <Stage card={led ? null : card} />}
        {!nothingYet && <Notices />}
        {inspector.open && (
          <Suspense>
            <Inspector side={inspector.side} />
          </Suspense>
        )}
      </div>
      <Suspense>{led ? tour : phone ? <PhoneDock primary={primary} /> : <Dock />}</Suspense>
      <Suspense>
        <DropZone />
      </Suspense>
      <TermWatch />
      <Suspense>
        {sheet === 'reference' && <ReferenceSheet onClose={closer('reference')} />}
        {sheet === 'help' && <HelpSheet onClose={closer('help')} />}
        {sheet === 'guide' && <GuideSheet onClose={closer('guide')} />}
        {sheet === 'compose' && <ComposeSheet onClose={closer('compose')} />}
        {sheet === 'plots' && <PlotsSheet onClose={closer('plots')} />}
        {sheet === 'states' && <StatesSheet onClose={closer('states')} />}
        {sheet === 'settings' && <SettingsSheet onClose={closer('settings')} />}
      </Suspense>
    </div>
  );
}
