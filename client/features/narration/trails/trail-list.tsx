import { useMessages } from '../../../i18n/catalogue.ts';
import { player } from '../../../playback/playback.ts';
import { useInTurn } from '../../../playback/in-turn.ts';
import { usePlayhead } from '../../../playback/playhead-store.ts';
import { formatMoment } from '../../../ui/format.ts';
import { Sentence } from '../../../ui/sentence.tsx';
import { narrationMessages } from '../messages.ts';
import styles from './narration-trail.module.css';
import type { TrailEntry } from './use-trail.ts';

interface Props {
  readonly entries: readonly TrailEntry[];
  /** It is heard only. */
  readonly hidden?: boolean;
  /** A sentence is chosen whose event is shown already. */
  readonly onArrived?: () => void;
}

/** Sentences, each of which leads to its event. */
export function TrailList({ entries, hidden = false, onArrived }: Props) {
  return (
    <ol className={styles['list']}>
      {entries.map((entry) => (
        <li key={entry.key} aria-current={entry.current ? 'step' : undefined}>
          <Led entry={entry} tabIndex={hidden ? -1 : 0} onArrived={onArrived} />
        </li>
      ))}
    </ol>
  );
}

interface LedProps {
  readonly entry: TrailEntry;
  readonly tabIndex: number;
  readonly onArrived: Props['onArrived'];
}

function Led({ entry, tabIndex, onArrived }: LedProps) {
  const text = useMessages(narrationMessages).trail;
  const at = useInTurn('told', ({ events, base }) => events[entry.seq - base - 1]?.at ?? 0);
  const lead = (): void => {
    if (usePlayhead.getState().cursor === entry.seq) onArrived?.();
    else player.seek(entry.seq, 'jump');
  };
  return (
    <button
      type="button"
      className={styles['entry']}
      tabIndex={tabIndex}
      title={text.at(formatMoment(at))}
      onClick={lead}
    >
      <Sentence text={entry.sentence} />
    </button>
  );
}
