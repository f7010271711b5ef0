import { uiMessages } from './messages.ts';
import { useMessages } from '../i18n/catalogue.ts';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { Icon } from './icons.tsx';
import styles from './sheet.module.css';

/** A native modal dialog with a title: focus, Escape and the rest of the page are the browser's business. */
export function SheetFrame({
  title,
  wide = false,
  onClose,
  onKeyDown,
  children,
}: {
  readonly title: string;
  /** For a figure: as much room as the window has. */
  readonly wide?: boolean;
  readonly onClose: () => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly children: ReactNode;
}) {
  const text = useMessages(uiMessages);
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // The browser focuses the first control, which closes the sheet: Space, by which the learner goes on, would too.
    heading.current?.focus({ preventScroll: true });
    // A press beside the dialog lands on the dialog element itself; Escape is the browser's own.
    const pressed = (event: MouseEvent): void => {
      if (event.target === element) element?.close();
    };
    element?.addEventListener('click', pressed);
    return () => element?.removeEventListener('click', pressed);
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles['sheet']}
      data-wide={wide || undefined}
      aria-label={title}
      onClose={onClose}
      onKeyDown={onKeyDown}
    >
      <div className={styles['body']}>
        <header className={styles['head']}>
          <h2 ref={heading} tabIndex={-1}>
            {title}
          </h2>
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
