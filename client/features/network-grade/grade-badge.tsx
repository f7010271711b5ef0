import { networkGradeMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useState } from 'react';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { useRoom } from '../../lab/room-store.ts';
import { usePreload } from '../../ui/use-preload.ts';
import styles from '../../ui/popover.module.css';
import { GradeDetails } from './details/index.ts';

/** The network in use; a press shows why it is not a better one. */
export function GradeBadge() {
  const text = useMessages(networkGradeMessages);
  const mode = usePlayhead((playhead) => playhead.mode);
  const lab = usePlayhead((playhead) => playhead.state.lab);
  const machine = useRoom((session) => session.network);
  const [wanted, setWanted] = useState(false);
  usePreload(GradeDetails.preload);
  // A recording was made on some network: that is the one to tell of, unless this machine has none at all.
  const network = mode === 'recording' && machine?.grade !== 'replay' ? null : machine;
  const grade = network === null ? lab?.grade : network.grade;
  if (grade === undefined) return null;
  const isFailed = (network?.failure ?? null) !== null;
  return (
    <>
      <button
        type="button"
        className={styles['badge']}
        popoverTarget="grade"
        aria-label={`${text.open}: ${text[grade]}`}
        data-failed={isFailed}
      >
        {text[grade]}
        {isFailed && <span aria-hidden="true"> · !</span>}
      </button>
      <section
        id="grade"
        popover="auto"
        className={`${styles['popover']} ${styles['grade']}`}
        aria-label={text.title}
        onBeforeToggle={() => setWanted(true)}
      >
        {wanted && <GradeDetails lab={lab} network={network} />}
      </section>
    </>
  );
}
