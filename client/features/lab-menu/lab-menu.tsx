import { labMenuMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { lazy, Suspense, useState } from 'react';
import { Icon } from '../../ui/icons.tsx';
import styles from '../../ui/popover.module.css';
import { usePreload } from '../../ui/use-preload.ts';

const load = () => import('./lab-menu-items.tsx').then((m) => ({ default: m.LabMenuItems }));
const LabMenuItems = lazy(load);

export function LabMenu() {
  const text = useMessages(labMenuMessages);
  usePreload(load);
  const [wanted, setWanted] = useState(false);
  return (
    <>
      <button
        type="button"
        className={styles['trigger']}
        popoverTarget="lab-menu"
        aria-label={text.open}
        title={text.open}
        data-part="menu"
      >
        <Icon name="menu" />
      </button>
      <div
        id="lab-menu"
        popover="auto"
        className={`${styles['popover']} ${styles['menu']}`}
        onBeforeToggle={() => setWanted(true)}
      >
        <Suspense>{wanted && <LabMenuItems />}</Suspense>
      </div>
    </>
  );
}
