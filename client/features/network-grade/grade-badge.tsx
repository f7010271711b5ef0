import { networkGradeMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useState } from 'react';
import { usePreload } from '../../ui/use-preload.ts';
import styles from '../../ui/popover.module.css';
import { GradeDetails } from './details/index.ts';
import { useNetwork } from './use-network.ts';

/** The network in use; a press shows why it is not a better one. */
export function GradeBadge() {
  const text = useMessages(networkGradeMessages);
  const { lab, network, grade } = useNetwork();
  const [wanted, setWanted] = useState(false);
  usePreload(GradeDetails.preload);
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
