import { appMessages } from './messages.ts';
import { useMessages } from '../i18n/catalogue.ts';
import { usePlayhead } from '../playback/playhead-store.ts';
import { endsAtShown, standingOf, useRoom } from '../lab/room-store.ts';
import styles from './mode-badge.module.css';

const SHAPES = {
  live: 'M6 2.3a3.7 3.7 0 1 0 .01 0z',
  waiting: 'M0 6h2.5M4.8 6h2.4M9.5 6h2.5',
  cutOff: 'M2 2l8 8M10 2l-8 8',
  ended: 'M2 2l8 8M10 2l-8 8',
  past: 'M6 1.5a4.5 4.5 0 1 0 4.5 4.5M6 3.4V6l2 1.4',
  recording: 'M1 2h10v8H1zM3 4v4M9 4v4',
};

/** Shows live, past or recording by word, shape and line, not by colour alone. */
export function ModeBadge() {
  const text = useMessages(appMessages);
  const played = usePlayhead((playhead) => playhead.mode);
  // The last moment that was shown is as much in the past here as on the presenter's page.
  const isPast = useRoom((session) => endsAtShown(session) && session.presenterAt !== null);
  const mode = played === 'live' && isPast ? 'past' : played;
  const standing = useRoom(({ connection }) => standingOf(connection));
  const ended = usePlayhead((playhead) => playhead.state.closed !== null);
  const live = standing === 'waiting' ? 'waiting' : standing !== 'open' ? 'cutOff' : ended ? 'ended' : 'live';
  const says = mode === 'live' ? live : mode;
  return (
    <span
      className={styles[mode]}
      data-part="mode"
      data-mode={mode}
      data-cut-off={mode === 'live' && live !== 'live'}
      title={text.badge[`${says}Hint`]}
    >
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
        <path
          d={SHAPES[says]}
          fill={says === 'live' ? 'currentColor' : 'none'}
          stroke="currentColor"
          strokeWidth="1.6"
        />
      </svg>
      {text.badge[says]}
    </span>
  );
}
