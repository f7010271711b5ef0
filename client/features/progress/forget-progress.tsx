import { progressMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useState } from 'react';
import { forgetOwnRooms, hasOwnRooms } from '../../lab/forget-rooms.ts';
import { setProgress, useProgress } from './progress-store.ts';
import styles from './forget-progress.module.css';

/**
 * Forgets what this device has kept of a learner's lessons, and the secrets with which their labs are controlled: on a
 * shared computer the next learner shall have neither. It asks first, and can take it back.
 */
export function ForgetProgress() {
  const text = useMessages(progressMessages);
  const lessons = useProgress((progress) => progress.lessons);
  const [asking, setAsking] = useState(false);
  const [bringBack, setBringBack] = useState<{ readonly all: () => void } | null>(null);
  const isEmpty = Object.keys(lessons).length === 0 && !hasOwnRooms();
  if (isEmpty && bringBack !== null)
    return (
      <p className={styles['line']}>
        <output>{text.forgotten}</output>
        <button
          type="button"
          onClick={() => {
            bringBack.all();
            setBringBack(null);
          }}
        >
          {text.undo}
        </button>
      </p>
    );
  if (isEmpty) return <p className={styles['line']}>{text.nothing}</p>;
  if (!asking)
    return (
      <p className={styles['line']}>
        <button type="button" onClick={() => setAsking(true)}>
          {text.forget}
        </button>
      </p>
    );
  return (
    <p className={styles['line']} role="alert">
      {text.sure}
      <button
        type="button"
        onClick={() => {
          const rooms = forgetOwnRooms();
          setBringBack({
            all: () => {
              setProgress(lessons);
              rooms();
            },
          });
          setProgress({});
          setAsking(false);
        }}
      >
        {text.yes}
      </button>
      <button type="button" onClick={() => setAsking(false)}>
        {text.no}
      </button>
    </p>
  );
}
