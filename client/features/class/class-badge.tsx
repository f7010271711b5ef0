import { type ReactNode, useEffect } from 'react';
import { useMessages } from '../../i18n/catalogue.ts';
import { useRoom } from '../../lab/room-store.ts';
import { ClassPanel } from './class-panel.tsx';
import { useClassView } from './class-store.ts';
import styles from './class.module.css';
import { classMessages } from './messages.ts';
import { watchClass } from './watch-class.ts';

/** The presenter's badge in the top bar, which opens the panel. For everybody it keeps the page in its class. */
export function ClassBadge(): ReactNode {
  const text = useMessages(classMessages);
  const told = useRoom((session) => session.class);
  const panel = useClassView((view) => view.panel);
  useEffect(watchClass, []);
  if (told?.part !== 'presenter') return null;
  const { code, followers } = told;
  return (
    <>
      <button
        type="button"
        className={styles['badge']}
        data-part="class-badge"
        title={text.badge(code, followers)}
        aria-label={text.badge(code, followers)}
        onClick={() => useClassView.setState({ panel: true })}
      >
        <code>{code}</code>
        <span>{followers}</span>
      </button>
      {panel && <ClassPanel told={told} onClose={() => useClassView.setState({ panel: false })} />}
    </>
  );
}
