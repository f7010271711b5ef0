import { useText } from '../i18n/index.ts';
import { EventLog } from '../features/event-log/event-log.tsx';
import { LogToggle } from '../features/event-log/log-toggle.tsx';
import { OccupancyPlot } from '../features/occupancy/occupancy-plot.tsx';
import styles from './phone-dock.module.css';
import { SheetFrame } from '../ui/sheet.tsx';

export function PhoneSheet({ onClose }: { readonly onClose: () => void }) {
  const text = useText();
  return (
    <SheetFrame title={text.log.title} onClose={onClose}>
      <div className={styles['sheet']}>
        <OccupancyPlot height={120} />
        <LogToggle />
        <EventLog />
      </div>
    </SheetFrame>
  );
}
