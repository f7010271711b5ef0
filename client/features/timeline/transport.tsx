import { timelineMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { endsAtShown, useRoom } from '../../lab/room-store.ts';
import { player } from '../../playback/playback.ts';
import { useInTurn } from '../../playback/in-turn.ts';
import type { Playhead } from '../../playback/playhead-store.ts';
import { usePlayback } from '../../playback/playback-store.ts';
import { changeSettings, SPEEDS, useSettings } from '../../settings/settings-store.ts';
import { formatSpeed } from '../../ui/format.ts';
import { StageIcon } from '../../stage/view/stage-icon.tsx';
import { toRetransmission } from './to-retransmission.ts';
import styles from './transport.module.css';

/** Says whether a segment is sent again after the moment shown. */
export const sendsAgain = ({ index, cursor }: Playhead): boolean =>
  (index.retransmissions.at(-1) ?? 0) > cursor;

/** ⏮ ◀ ▶ ▷ ⏭ and the speed. */
export function Transport() {
  const text = useMessages(timelineMessages);
  const playhead = useInTurn('dock');
  const { mode, cursor, head, base } = playhead;
  const playing = usePlayback((playback) => playback.playing);
  const { speed, time, trueScale } = useSettings();
  const atStart = cursor <= base;
  // A press is answered with the reason where the log goes on and may not be seen.
  const isKept = useRoom(endsAtShown);
  const atEnd = cursor >= head && !isKept;
  const button = (
    icon: Parameters<typeof StageIcon>[0]['name'],
    label: string,
    act: () => void,
    off: boolean,
  ) => (
    <button
      type="button"
      className={styles['button']}
      data-does={icon}
      aria-label={label}
      title={label}
      disabled={off}
      onClick={act}
    >
      <StageIcon name={icon} />
    </button>
  );
  return (
    <fieldset className={styles['transport']} aria-label={text.label}>
      {button('start', text.toStart, () => player.toStart(), atStart)}
      {button('back', text.back, () => player.step(-1), atStart)}
      {playing
        ? button('pause', text.pause, () => player.pause(), false)
        : button('play', text.play, () => player.play(), mode === 'live' || head === base)}
      {button('forward', text.forward, () => player.step(1), atEnd)}
      {button('end', mode === 'past' && !isKept ? text.backToLive : text.toEnd, () => player.toEnd(), atEnd)}
      {sendsAgain(playhead) && button('again', text.toRetransmission, () => toRetransmission(player), false)}
      <button
        type="button"
        className={styles['speed']}
        title={time === 'story' ? text.story : text.trueTime(trueScale)}
        aria-label={text.speed(formatSpeed(speed))}
        onClick={() => changeSettings({ speed: SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1 })}
      >
        {time === 'story'
          ? formatSpeed(speed)
          : `1:${trueScale >= 1000 ? `${trueScale / 1000}k` : trueScale}`}
      </button>
    </fieldset>
  );
}
