import { useMessages } from '../../i18n/catalogue.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';
import type { Wait } from '../../../shared/model/waits.ts';
import { useLabNow } from '../../lab/lab-clock.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { timerText } from '../../ui/timers.ts';
import { primaryActionMessages } from './messages.ts';
import { usePrimary } from './use-primary.ts';
import styles from './primary-button.module.css';

/** The one button that says what it will do. */
export function PrimaryButton() {
  const text = useMessages(primaryActionMessages);
  const { label, wait, telling, whyNot, act } = usePrimary();
  const waits = wait !== null && !telling && whyNot === null;
  return (
    <button
      type="button"
      className={styles['primary']}
      data-part="primary"
      data-telling={telling}
      data-waits={waits || undefined}
      aria-disabled={whyNot !== null}
      aria-keyshortcuts="Space"
      title={telling ? text.tellingHint : (whyNot ?? (waits ? text.askHint : undefined))}
      onClick={act}
    >
      {telling ? text.telling : label}
      {telling && <span className="heard">{text.tellingHint}</span>}
      {waits && <WaitTime wait={wait} />}
      {whyNot === null && !telling && <kbd>{waits ? text.ask : text.key}</kbd>}
    </button>
  );
}

/** How long it still takes; where nobody knows, how long it has taken. */
function WaitTime({ wait }: { readonly wait: Wait }) {
  const text = useMessages(primaryActionMessages);
  const since = usePlayhead(({ headState }) => waitingSince(wait, headState));
  const now = useLabNow(wait.dueAt ?? since);
  const left = wait.dueAt === null ? null : wait.dueAt - now;
  // A time that runs is not read out at each tick.
  return (
    <span className={styles['time']} aria-hidden="true">
      {left === null
        ? text.forTime(timerText(now - since))
        : left > 0
          ? text.inTime(timerText(left))
          : text.anyMoment}
    </span>
  );
}

/** The beginning of a wait (µs) whose end is not known: its call's, or the last event's. */
function waitingSince(wait: Wait, state: LabState): number {
  const call = wait.for === 'thread' ? state.threads[wait.thread]?.call : null;
  return state.calls[call ?? -1]?.at ?? state.at;
}
