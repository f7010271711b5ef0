import { useMessages } from '../../../i18n/catalogue.ts';
import { player } from '../../../playback/playback.ts';
import { usePlayback } from '../../../playback/playback-store.ts';
import type { Stretch } from '../../../playback/playback-store.ts';
import { slowMotionMessages } from './messages.ts';
import styles from './slow-motion.module.css';

/** Shows this stretch once more, slowly; while it is shown, comes back. */
export function SlowMotion({ stretch }: { readonly stretch: Stretch }) {
  const text = useMessages(slowMotionMessages);
  const shown = usePlayback(({ slowMotion }) => slowMotion !== null);
  return (
    <button
      type="button"
      className={styles['slowly']}
      data-part="slow-motion"
      aria-pressed={shown}
      title={text.slowlyHint}
      onClick={() => player.slowMotion(stretch)}
    >
      {text.slowly}
    </button>
  );
}
