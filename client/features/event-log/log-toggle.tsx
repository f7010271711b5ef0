import { usePanels } from '../../ui/panels-store.ts';
import { useText } from '../../i18n/index.ts';
import styles from './log-toggle.module.css';

/** A switch for the lab's own book-keeping in the log. */
export function LogToggle() {
  const text = useText();
  const allEvents = usePanels((panels) => panels.allEvents);
  return (
    <label className={styles['toggle']} title={text.log.allEventsHint}>
      <input
        type="checkbox"
        checked={allEvents}
        onChange={() => usePanels.setState({ allEvents: !allEvents })}
      />
      {text.log.allEvents}
    </label>
  );
}
