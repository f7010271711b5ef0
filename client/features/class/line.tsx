import type { ReactNode } from 'react';
import { ActButton } from '../../ui/act-button.tsx';
import styles from './class.module.css';

/** The line above the stage in which somebody in a class is told where they are. */
export function Line({
  says,
  follows = false,
  isMine = false,
  wraps = false,
  children,
}: {
  readonly says: string;
  readonly follows?: boolean;
  /** Something is in this person's hand. */
  readonly isMine?: boolean;
  /** Its buttons stand below the sentence where they have no room beside it. */
  readonly wraps?: boolean;
  readonly children?: ReactNode;
}): ReactNode {
  return (
    <aside
      className={styles['line']}
      data-part="class-line"
      data-follows={follows}
      data-mine={isMine || undefined}
      data-wraps={wraps || undefined}
    >
      <output>{says}</output>
      <span className={styles['tools']}>{children}</span>
    </aside>
  );
}

/** The way that most will want to go. */
export function Way({
  label,
  whyNot = null,
  act,
}: {
  readonly label: string;
  readonly whyNot?: string | null;
  readonly act: () => void;
}): ReactNode {
  return (
    <ActButton className={styles['back']} whyNot={whyNot} act={act}>
      {label}
    </ActButton>
  );
}
