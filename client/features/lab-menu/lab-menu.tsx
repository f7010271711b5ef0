import { uiMessages } from '../../ui/messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useState } from 'react';
import { LabMenuItems } from './index.ts';
import { Icon } from '../../ui/icons.tsx';
import styles from '../../ui/popover.module.css';
import { usePreload } from '../../ui/use-preload.ts';

export function LabMenu() {
  const text = useMessages(uiMessages);
  usePreload(LabMenuItems.preload);
  const [wanted, setWanted] = useState(false);
  return (
    <>
      <button
        type="button"
        className={styles['trigger']}
        popoverTarget="lab-menu"
        aria-label={text.menu}
        title={text.menu}
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
        {wanted && <LabMenuItems />}
      </div>
    </>
  );
}
