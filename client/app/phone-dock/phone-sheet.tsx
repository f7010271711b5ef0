import { eventLogMessages } from '../../features/event-log/messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { EventLog } from '../../features/event-log/index.ts';
import { LogToggle } from '../../features/event-log/log-toggle.tsx';
import { OccupancyPlot } from '../../features/occupancy/index.ts';
import styles from './phone-dock.module.css';
import { SheetFrame } from '../../ui/sheet.tsx';

export function PhoneSheet({ onClose }: { readonly onClose: () => void }) {
  const text = useMessages(eventLogMessages);
  return (
    <SheetFrame title={text.title} onClose={onClose}>
      <div className={styles['sheet']}>
        <OccupancyPlot height={120} />
        <LogToggle />
        <EventLog />
      </div>
    </SheetFrame>
  );
}
