import { type ReactNode, useEffect, useRef } from 'react';
import { useText } from '../../text/index.ts';
import { Icon } from './icons.tsx';
import styles from './sheet.module.css';

/** A native modal dialog with a title: focus, Escape and the rest of the page are the browser's business. */
export function SheetFrame({
  title,
  onClose,
  children,
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const text = useText();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className={styles['sheet']}
      aria-label={title}
      onClose={onClose}
      onClick={(event) => {
        // A click beside the dialog lands on the dialog element itself.
        if (event.target === dialog.current) dialog.current.close();
      }}
    >
      <div className={styles['body']}>
        <header className={styles['head']}>
          <h2>{title}</h2>
          <button
            type="button"
            className={styles['close']}
            aria-label={text.close}
            onClick={() => dialog.current?.close()}
          >
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
