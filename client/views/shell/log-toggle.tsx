import { usePanels } from '../../stores/panels-store.ts';
import { useText } from '../../text/index.ts';
import styles from './dock.module.css';

/** Whether the log lists the lab's own book-keeping too. */
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
