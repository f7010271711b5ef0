import { useMessages } from '../../../i18n/catalogue.ts';
import { player } from '../../../playback/playback.ts';
import { usePlayback } from '../../../playback/playback-store.ts';
import type { Narrated } from '../tell.ts';
import { summaryMessages } from './messages.ts';
import styles from './slow-motion.module.css';

/** Shows a flood once more, slowly; while it is shown, comes back. */
export function SlowMotion({ told }: { readonly told: Narrated }) {
  const text = useMessages(summaryMessages);
  const slowMotion = usePlayback((playback) => playback.slowMotion);
  const stretch = slowMotion ?? (told.floods ? told.span : null);
  if (stretch === null) return null;
  return (
    <button
      type="button"
      className={styles['slowly']}
      data-part="slow-motion"
      aria-pressed={slowMotion !== null}
      title={text.slowlyHint}
      onClick={() => player.slowMotion(stretch)}
    >
      {text.slowly}
    </button>
  );
}
