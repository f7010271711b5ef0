import { stageMessages } from '../messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useRef, type ReactNode } from 'react';
import { useInTurn } from '../../playback/in-turn.ts';
import { CELLS_A_ROW } from '../model/cells.ts';
import { scaleOf } from '../model/scale.ts';
import { useFocus } from '../model/focus-store.ts';
import { HostColumn } from './host-column.tsx';
import { MotionOverlay } from '../motion/index.ts';
import { PhoneStage } from './phone/index.ts';
import styles from './stage.module.css';
import { CauseLines } from './cause-lines/index.ts';
import { CardWatch } from '../../ui/card-watch.tsx';
import { useMedia } from '../../ui/use-media.ts';
import { usePreload } from '../../ui/use-preload.ts';
import { useSize } from '../../ui/use-size.ts';
import { ValueCard } from './whole-value/index.ts';
import { Middle } from './middle.tsx';

/** Below this the columns cannot stand side by side. */
const SIDE_BY_SIDE_PX = 860;

export interface StageProps {
  /** The goal of the run, in a few lines. */
  readonly goal?: ReactNode;
  /** Covers the goal and the sequence of segments; on a narrow screen it stands beneath the panel. */
  readonly card?: ReactNode;
}

/** Two programs, their kernels, and the wire between them, at the cursor's instant. */
export function Stage({ goal, card }: StageProps): ReactNode {
  const text = useMessages(stageMessages);
  const root = useRef<HTMLDivElement>(null);
  const size = useSize(root);
  const choice = useFocus();
  const tall = useMedia('(height >= 860px)');
  const narrow = size.width > 0 && size.width < SIDE_BY_SIDE_PX;
  const cells = CELLS_A_ROW * (tall && !narrow ? 3 : 2);
  const rows = useInTurn('client', ({ state }) => scaleOf(state, choice, cells).rows);
  const sleeps = useInTurn('wire', ({ state }) =>
    Object.values(state.calls).some(({ blockedAt }) => blockedAt !== null),
  );
  usePreload(CauseLines.preload);
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
        <PhoneStage cells={cells} goal={goal} card={card} />
      ) : (
        <div className={styles['columns']}>
          <HostColumn host="client" cells={cells} />
          <Middle goal={goal} card={card} />
          <HostColumn host="server" cells={cells} />
        </div>
      )}
      {sleeps && <CauseLines stage={root} size={size} />}
      <MotionOverlay stage={root} width={size.width} />
      <CardWatch attribute="data-whole" card={ValueCard} />
    </main>
  );
}
