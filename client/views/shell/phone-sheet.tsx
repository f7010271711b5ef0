import { useText } from '../../text/index.ts';
import { EventLog } from './event-log.tsx';
import { LogToggle } from './log-toggle.tsx';
import { OccupancyPlot } from './occupancy-plot.tsx';
import styles from './phone-dock.module.css';
import { SheetFrame } from './sheet.tsx';

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
