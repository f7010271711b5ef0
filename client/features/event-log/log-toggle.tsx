import { eventLogMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { usePanels } from '../../ui/panels-store.ts';
import styles from './log-toggle.module.css';

/** A switch for the lab's own book-keeping in the log. */
export function LogToggle() {
  const text = useMessages(eventLogMessages);
  const allEvents = usePanels((panels) => panels.allEvents);
  return (
    <label className={styles['toggle']} title={text.allEventsHint}>
      <input
        type="checkbox"
        checked={allEvents}
        onChange={() => usePanels.setState({ allEvents: !allEvents })}
      />
      {text.allEvents}
    </label>
  );
}
