import { deadlockMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { deadlockCycle, starved, type Waiting } from '../../../shared/model/deadlock.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';
import { clientMark, clientNumber } from '../../stage/model/clients.ts';
import styles from '../../ui/notice.module.css';
import { useCard } from '../prediction/use-card.ts';

/** Names the threads that wait for each other only, or the client that waits while the server serves another. */
export function Standstill({ state }: { readonly state: LabState }) {
  const text = useMessages(deadlockMessages);
  const card = useCard();
  const cycle = deadlockCycle(state);
  const [hungry] = starved(state);
  // The lesson's own answer stands in the same place, and first.
  if (card !== null) return null;
  const name = (thread: string): string => {
    const found = state.threads[thread];
    if (found === undefined) return thread;
    const host = state.programs[found.program]?.host ?? 'client';
    const several = Object.values(state.programs).filter((program) => program.host === host).length > 1;
    const mark = several ? ` ${clientMark(clientNumber(found.program))}` : '';
    const alone =
      Object.values(state.threads).filter(({ program }) => program === found.program).length === 1;
    return `${text.host[host]}${mark}${alone ? '' : ` ${found.name}`}`;
  };
  const waits = ({ thread, call, on }: Waiting): string =>
    text.waits(name(thread), call, on.map(name).join(text.or));
  if (cycle.length > 0)
    return (
      <output className={styles['notice']} data-part="deadlock">
        <p>
          <b>{text.deadlock}</b> {cycle.map(waits).join(text.and)}
        </p>
      </output>
    );
  if (hungry === undefined) return null;
  return (
    <output className={styles['notice']} data-part="starved">
      <p>{text.starved(name(hungry.thread), hungry.behind.map(waits).join(text.and))}</p>
    </output>
  );
}
