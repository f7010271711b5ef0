import type { ReactNode } from 'react';
import { useInTurn } from '../../playback/in-turn.ts';
import { chipScenes, isPassing } from '../model/chips.ts';
import { LadderView } from './ladder-view.tsx';
import styles from './stage.module.css';
import { WireView } from './wire-view.tsx';

/** The goal of the run, the sequence of segments with a card, and the wire: they stand between the hosts. */
export function Middle({ goal, card }: { readonly goal: ReactNode; readonly card: ReactNode }): ReactNode {
  const state = useInTurn('wire', (playhead) => playhead.state);
  const chips = chipScenes(state);
  return (
    <div
      className={styles['middle']}
      data-idle={chips.length === 0 || undefined}
      data-passing={isPassing(state, chips) || undefined}
    >
      <div className={styles['sequence']}>
        <div>{goal}</div>
        <LadderView />
        {card}
      </div>
      <WireView />
    </div>
  );
}
