import type { ReactNode } from 'react';
import { useMessages } from '../../i18n/catalogue.ts';
import { voteMessages } from './messages.ts';
import { useVoteView } from './vote-store.ts';
import styles from './vote.module.css';

/** The button for the whole texts of an outcome, which is there where they are cut. Whoever hears the page hears them whole. */
export function WholeTexts(): ReactNode {
  const text = useMessages(voteMessages);
  const whole = useVoteView((view) => view.whole);
  return (
    <button
      type="button"
      className={styles['whole']}
      aria-pressed={whole}
      onClick={() => useVoteView.setState({ whole: !whole })}
    >
      {text.whole}
    </button>
  );
}
