import { usePlayhead } from '../../stores/playhead-store.ts';
import { useText } from '../../text/index.ts';
import styles from './mode-badge.module.css';

/** Live, past or recording: told apart by word, shape and line, not by colour alone. */
export function ModeBadge() {
  const text = useText();
  const mode = usePlayhead((playhead) => playhead.mode);
  const hint = { live: text.badge.liveHint, past: text.badge.pastHint, recording: text.badge.recordingHint };
  return (
    <span className={styles[mode]} data-part="mode" data-mode={mode} title={hint[mode]}>
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" fill="currentColor">
        {mode === 'live' && <circle cx="6" cy="6" r="4.5" />}
        {mode === 'past' && (
          <path d="M6 1.5a4.5 4.5 0 1 0 4.5 4.5M6 3.4V6l2 1.4" fill="none" stroke="currentColor" strokeWidth="1.6" />
        )}
        {mode === 'recording' && <path d="M1 2h10v8H1zM3 4v4M9 4v4" fill="none" stroke="currentColor" strokeWidth="1.6" />}
      </svg>
      {text.badge[mode]}
    </span>
  );
}
