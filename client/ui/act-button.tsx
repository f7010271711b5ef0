import type { ComponentProps, ReactNode } from 'react';
import styles from './act-button.module.css';
import { say } from './panels-store.ts';

interface Props extends Omit<ComponentProps<'button'>, 'disabled' | 'onClick'> {
  /** The reason why it cannot act now; null if it can. */
  readonly whyNot: string | null;
  /** A button that submits its form needs none. */
  readonly act?: () => void;
}

/** A button that cannot act says why: to a pointer, to the keyboard’s focus, and to a press all the same. */
export function ActButton({
  whyNot,
  act,
  title,
  type = 'button',
  className = '',
  ...others
}: Props): ReactNode {
  return (
    <button
      {...others}
      type={type}
      className={`${styles['act']} ${className}`}
      title={whyNot ?? title}
      aria-disabled={whyNot !== null}
      data-why={whyNot ?? undefined}
      onClick={(event) => {
        if (whyNot === null) return act?.();
        event.preventDefault();
        say(whyNot);
      }}
    />
  );
}
