import type { ReactNode } from 'react';
import { useMessages } from '../../i18n/catalogue.ts';
import { say } from '../../ui/panels-store.ts';
import { classDeskMessages } from './messages.ts';
import styles from './pace-choice.module.css';

/** Followers see what the presenter has shown and no more, or everything. */
export function PaceChoice({
  isPaced,
  whyNot,
  keep,
  className = '',
}: {
  readonly isPaced: boolean;
  /** The reason why it cannot be changed now; null if it can. */
  readonly whyNot: string | null;
  readonly keep: (isLimited: boolean) => void;
  readonly className?: string | undefined;
}): ReactNode {
  const text = useMessages(classDeskMessages);
  return (
    <label className={`${styles['pace']} ${className}`} title={whyNot ?? undefined}>
      <input
        type="checkbox"
        checked={isPaced}
        aria-disabled={whyNot !== null}
        onChange={({ target }) => (whyNot === null ? keep(target.checked) : say(whyNot))}
      />{' '}
      {text.pace}
    </label>
  );
}
