import { eventLogMessages } from '../../features/event-log/messages.ts';
import { timelineMessages } from '../../features/timeline/messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useState } from 'react';
import { PrimaryButton } from '../../features/primary-action/primary-button.tsx';
import { PhoneSheet } from './phone-sheet.tsx';
import styles from './phone-dock.module.css';
import { Scrubber } from '../../features/timeline/scrubber.tsx';
import { Transport } from '../../features/timeline/transport.tsx';
import { Icon } from '../../ui/icons.tsx';

/** The dock on a narrow screen: the scrubber, the primary button, and a sheet with everything else. */
export function PhoneDock() {
  const timelineText = useMessages(timelineMessages);
  const eventLogText = useMessages(eventLogMessages);
  const [open, setOpen] = useState(false);
  return (
    <section className={styles['dock']} aria-label={timelineText.label} data-part="phone-dock">
      <Scrubber />
      <div className={styles['bar']}>
        <Transport />
        <PrimaryButton />
        <button
          type="button"
          className={styles['more']}
          data-part="log-sheet"
          aria-label={eventLogText.title}
          title={eventLogText.title}
          onClick={() => setOpen(true)}
        >
          <Icon name="log" />
        </button>
      </div>
      {open && <PhoneSheet onClose={() => setOpen(false)} />}
    </section>
  );
}
