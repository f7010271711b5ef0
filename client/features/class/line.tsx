import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { ActButton } from '../../ui/act-button.tsx';
import styles from './class.module.css';
import { wrapWhereHigh } from './rows.ts';

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
  /** The sentence has a row of its own as soon as it does not fit beside the buttons in a line. */
  readonly wraps?: boolean;
  readonly children?: ReactNode;
}): ReactNode {
  const line = useRef<HTMLElement>(null);
  // Each render may have changed the sentence or the buttons.
  useLayoutEffect(() => (!wraps && line.current !== null ? wrapWhereHigh(line.current) : undefined));
  return (
    <aside
      ref={line}
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
