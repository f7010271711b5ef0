import { stageMessages } from '../../messages.ts';
import { useMessages } from '../../../i18n/catalogue.ts';
import type { ReactNode } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { lineText, listing } from '../../../../shared/programs/listing.ts';
import type { Panel } from '../../model/event-panel.ts';
import { useFocus } from '../../model/focus-store.ts';
import { stageSockets } from '../../model/host-sockets.ts';
import { choosePanel, type Followed, followedIn, usePhonePanel } from '../../model/phone-panel.ts';
import { useWalkthrough } from '../../../lab/walkthrough-store.ts';
import { chipScenes } from '../../model/chips.ts';
import { useInTurn } from '../../../playback/in-turn.ts';
import { HostColumn } from '../host-column.tsx';
import { LadderView } from '../ladder-view.tsx';
import { MiniMap } from '../mini-map.tsx';
import styles from '../phone.module.css';
import { WireView } from '../wire-view.tsx';

export interface Props {
  /** The number of cells that each buffer has room for. */
  cells: number;
  goal?: ReactNode;
  card?: ReactNode;
}

const PANELS: readonly Panel[] = ['client', 'wire', 'server'];

/** One panel at a time under an overview that never leaves; a tap holds a panel until something happens. */
export function PhoneStage({ cells, goal, card }: Props): ReactNode {
  const text = useMessages(stageMessages);
  const playhead = useInTurn(
    'client',
    useShallow(({ state, events, base, cursor }: Followed) => ({ state, events, base, cursor })),
  );
  const { state } = playhead;
  const { client, server } = stageSockets(state, useFocus());
  const followed = followedIn(playhead);
  const chosen = usePhonePanel();
  const panel = chosen.panel !== null && chosen.at === followed.seq ? chosen.panel : followed.panel;
  // The task stands before whatever is shown first; later it stands with the wire.
  const begins = useWalkthrough(({ walkthrough }) => walkthrough?.index === 0);
  const lineOf = (one: Panel): string | null => {
    const thread = one === 'wire' ? null : { client, server }[one].thread;
    const tree = thread === null ? undefined : state.programs[thread.program]?.tree;
    const line = tree && listing(tree).find((it) => it.line === thread?.line);
    return line === undefined ? null : `${line.line} ${lineText(line).trim()}`;
  };
  const nameOf = (one: Panel): string => (one === 'wire' ? text.wire : text.host(one));
  return (
    <div className={styles['phone']}>
      <MiniMap state={state} client={client} server={server} />
      <div className={styles['tabs']} role="tablist" aria-label={text.panels}>
        {PANELS.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            id={`tab-${one}`}
            aria-selected={one === panel}
            aria-controls="stage-panel"
            className={styles['tab']}
            onClick={() => choosePanel(one)}
          >
            {nameOf(one)}
            {/* It stands in the overview's place, where a low window has no room for that. */}
            <code aria-hidden="true">{lineOf(one)}</code>
          </button>
        ))}
      </div>
      <div
        className={styles['panel']}
        role="tabpanel"
        id="stage-panel"
        aria-labelledby={`tab-${panel}`}
        data-panel={panel}
      >
        {panel === 'wire' ? (
          <div className={styles['wire']} data-idle={chipScenes(state).length === 0 || undefined}>
            <div>{goal}</div>
            <LadderView />
            <WireView />
          </div>
        ) : (
          <>
            {begins && goal}
            <HostColumn host={panel} cells={cells} />
          </>
        )}
      </div>
      {card}
    </div>
  );
}
