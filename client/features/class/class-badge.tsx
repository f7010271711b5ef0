import { type ReactNode, useEffect } from 'react';
import { useMessages } from '../../i18n/catalogue.ts';
import { isInOwnLab } from '../../lab/elsewhere.ts';
import { useRoom } from '../../lab/room-store.ts';
import { lookAround } from './class-actions.ts';
import { useClassView, useIsCalm } from './class-store.ts';
import styles from './class.module.css';
import { classMessages } from './messages.ts';
import { HandsBadge } from '../hands/hands-badge.tsx';
import { RaiseHand } from '../hands/own-hand.tsx';
import { Pointed } from '../pointing/pointed.tsx';
import { PointTool } from '../pointing/point-tool.tsx';
import { Projector } from '../presenter-view/index.ts';
import { useWatching } from './use-watching.ts';
import { watchClass } from './watch-class.ts';

/**
 * The presenter's badge in the top bar, which opens the panel, and that of a follower who follows. For everybody it keeps
 * the page in its class.
 */
export function ClassBadge(): ReactNode {
  const text = useMessages(classMessages);
  const told = useRoom((session) => session.class);
  const pointedAt = useRoom((session) => session.pointedAt);
  const looksAround = useClassView((view) => view.looksAround);
  const isCalm = useIsCalm();
  useEffect(watchClass, []);
  useWatching();
  if (told === null) return null;
  const { code, followers } = told;
  if (told.part === 'follower' || told.part === 'replaced')
    return isInOwnLab(told) ? null : (
      <>
        {pointedAt !== null && !looksAround && <Pointed point={pointedAt} />}
        {told.part === 'follower' && isCalm && <Following code={code} />}
      </>
    );
  if (told.part !== 'presenter') return null;
  return (
    <>
      <Projector code={code} />
      <PointTool />
      <HandsBadge />
      <button
        type="button"
        className={styles['badge']}
        data-part="class-badge"
        title={text.badge(code, followers)}
        aria-label={text.badge(code, followers)}
        onClick={() => useClassView.setState({ panel: true })}
      >
        <code>{code}</code>
        <span className={styles['here-now']}>{followers}</span>
      </button>
    </>
  );
}

function Following({ code }: { readonly code: string }): ReactNode {
  const text = useMessages(classMessages);
  const isPaced = useRoom((session) => session.class?.isPaced === true);
  return (
    <span className={styles['badge']} data-part="class-badge">
      <span className={styles['label']} title={isPaced ? text.asShown(code) : undefined}>
        {text.followingShort} <code>{code}</code>
      </span>
      <RaiseHand />
      <button type="button" onClick={lookAround}>
        {text.lookAround}
      </button>
    </span>
  );
}
