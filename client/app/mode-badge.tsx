import { appMessages } from './messages.ts';
import { useMessages } from '../i18n/catalogue.ts';
import { usePlayhead } from '../playback/playhead-store.ts';
import { useRoom } from '../lab/room-store.ts';
import styles from './mode-badge.module.css';

/** Shows live, past or recording by word, shape and line, not by colour alone. */
export function ModeBadge() {
  const text = useMessages(appMessages);
  const mode = usePlayhead((playhead) => playhead.mode);
  const unconnected = useRoom(({ connection }) => connection.is !== 'open');
  const ended = usePlayhead((playhead) => playhead.state.closed !== null);
  const cutOff = mode === 'live' && (unconnected || ended);
  const hint = {
    live: cutOff ? (unconnected ? text.badge.cutOffHint : text.badge.endedHint) : text.badge.liveHint,
    past: text.badge.pastHint,
    recording: text.badge.recordingHint,
  };
  return (
    <span className={styles[mode]} data-part="mode" data-mode={mode} data-cut-off={cutOff} title={hint[mode]}>
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" fill="currentColor">
        {mode === 'live' && !cutOff && <circle cx="6" cy="6" r="4.5" />}
        {cutOff && <path d="M2 2l8 8M10 2l-8 8" fill="none" stroke="currentColor" strokeWidth="1.8" />}
        {mode === 'past' && (
          <path
            d="M6 1.5a4.5 4.5 0 1 0 4.5 4.5M6 3.4V6l2 1.4"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.6"
          />
        )}
        {mode === 'recording' && (
          <path d="M1 2h10v8H1zM3 4v4M9 4v4" fill="none" stroke="currentColor" strokeWidth="1.6" />
        )}
      </svg>
      {cutOff ? (unconnected ? text.badge.cutOff : text.badge.ended) : text.badge[mode]}
    </span>
  );
}
