import { stageMessages } from '../messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useRef, type ReactNode } from 'react';
import { bufferScene } from '../model/buffer.ts';
import { CELLS_A_ROW, cellUnit } from '../model/cells.ts';
import { stageSockets, type HostSockets } from '../model/host-sockets.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';
import { useFocus } from '../model/focus-store.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { HostColumn } from './host-column.tsx';
import { LadderView } from './ladder-view.tsx';
import { MotionOverlay } from '../motion/index.ts';
import { PhoneStage } from './phone/index.ts';
import styles from './stage.module.css';
import { CauseLines } from './cause-lines/index.ts';
import { useMedia } from '../../ui/use-media.ts';
import { usePreload } from '../../ui/use-preload.ts';
import { useSize } from '../../ui/use-size.ts';
import { WireView } from './wire-view.tsx';

/** Below this the columns cannot stand side by side. */
const SIDE_BY_SIDE_PX = 860;

/** The bytes in each buffer that is shown. */
function lengthsOf(state: LabState, both: readonly HostSockets[]): number[] {
  return both.flatMap(({ focus }) =>
    focus === null
      ? []
      : [bufferScene(state, focus, 'send').length, bufferScene(state, focus, 'recv').length],
  );
}

export interface StageProps {
  /** The goal of the run, in a few lines. */
  readonly goal?: ReactNode;
  /** Covers the goal and the sequence of segments; on a narrow screen it lies over the stage's lower edge. */
  readonly card?: ReactNode;
}

/** Two programs, their kernels, and the wire between them, at the cursor's instant. */
export function Stage({ goal, card }: StageProps): ReactNode {
  const text = useMessages(stageMessages);
  const state = usePlayhead((playhead) => playhead.state);
  const root = useRef<HTMLDivElement>(null);
  const size = useSize(root);
  const choice = useFocus();
  const { client, server } = stageSockets(state, choice);
  const shownPrograms = `${client.program?.program} ${server.program?.program}`;
  const tall = useMedia('(height >= 860px)');
  const narrow = size.width > 0 && size.width < SIDE_BY_SIDE_PX;
  const sleeps = Object.values(state.calls).some(({ blockedAt }) => blockedAt !== null);
  usePreload(CauseLines.preload);
  const lengths = lengthsOf(state, [client, server]);
  const unit = cellUnit(lengths, CELLS_A_ROW * (tall && !narrow ? 3 : 2));
  const rows = Math.ceil(Math.max(...lengths) / (unit * CELLS_A_ROW));
  return (
    <main
      ref={root}
      className={styles['stage']}
      aria-label={text.stage}
      data-tall={(tall && !narrow) || undefined}
      data-narrow={narrow || undefined}
      data-rows={rows > 1 ? rows : undefined}
    >
      {narrow ? (
        <PhoneStage state={state} client={client} server={server} unit={unit} goal={goal} />
      ) : (
        <div className={styles['columns']}>
          <HostColumn state={state} host="client" sockets={client} unit={unit} />
          <div className={styles['middle']}>
            <div className={styles['sequence']}>
              <div>{goal}</div>
              <LadderView state={state} />
              {card}
            </div>
            <WireView state={state} />
          </div>
          <HostColumn state={state} host="server" sockets={server} unit={unit} />
        </div>
      )}
      {narrow && card}
      {sleeps && <CauseLines state={state} shown={shownPrograms} stage={root} size={size} />}
      <MotionOverlay stage={root} />
    </main>
  );
}
