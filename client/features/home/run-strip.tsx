import type { HomeMessages } from './messages.ts';
import { useEffect, useState, type ReactNode } from 'react';
import type { HostId } from '../../../shared/log/events.ts';
import { lineText, listing } from '../../../shared/programs/listing.ts';
import { playShippedRecording } from '../recordings/index.ts';
import { player } from '../../playback/playback.ts';
import { type HostSockets, stageSockets } from '../../stage/model/host-sockets.ts';
import { useFocus } from '../../stage/model/focus-store.ts';
import { usePlayback } from '../../playback/playback-store.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { useSettings } from '../../settings/settings-store.ts';
import { linkTo } from '../../navigation/route.ts';
import { Icon } from '../../ui/icons.tsx';
import { Sentence } from '../../ui/sentence.tsx';
import { useNarration, useReadingPace } from '../narration/use-narration.ts';
import { MiniMap } from '../../stage/view/mini-map.tsx';
import { useReducedMotion } from '../../stage/motion/use-reduced-motion.ts';
import styles from './run-strip.module.css';

/** The lesson whose recording is shown. */
const LESSON = 'L1';

/** A real run, recorded, playing in the page's own player: the page joins no room, so that the player is free. */
export function RunStrip({ text }: { readonly text: HomeMessages['strip'] }): ReactNode {
  const language = useSettings((settings) => settings.language);
  const still = useReducedMotion();
  const state = usePlayhead((playhead) => playhead.state);
  const { cursor, head } = usePlayhead();
  const playing = usePlayback((playback) => playback.playing);
  const choice = useFocus();
  const told = useNarration();
  useReadingPace();
  const [missing, setMissing] = useState(false);

  useEffect(() => {
    let current = true;
    void playShippedRecording(LESSON).then((problem) => {
      if (!current) return;
      if (problem !== null) setMissing(true);
      else {
        // The strip begins at the moment at which the server listens.
        player.moment(1);
        if (!still) player.play();
      }
    });
    return () => {
      current = false;
      player.pause();
    };
    // The strip starts once by itself; later the learner has the button.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  if (missing) return <p className={styles['missing']}>{text.missing}</p>;
  if (head === 0 || state.lab === null) return <div className={styles['strip']} />;
  const { client, server } = stageSockets(state, choice);
  const label = playing ? text.pause : cursor >= head ? text.again : text.play;
  return (
    <section className={styles['strip']} aria-label={text.label} data-part="run-strip" data-playing={playing}>
      <header className={styles['head']}>
        <p>{text.what(state.lab.grade, state.lab.kernel)}</p>
        <a href={linkTo({ replay: LESSON }, language)}>{text.whole}</a>
        <button
          type="button"
          className={styles['button']}
          aria-label={label}
          title={label}
          onClick={() => (playing ? player.pause() : player.play())}
        >
          <Icon name={playing ? 'pause' : 'play'} />
        </button>
      </header>
      <p className={styles['sentence']}>
        <span>
          <Sentence text={told.sentence} />
        </span>
      </p>
      <div className={styles['lines']}>
        <Line host="client" sockets={client} />
        <Line host="server" sockets={server} />
      </div>
      {/* A picture here: what its buttons open is on the stage. */}
      <div inert>
        <MiniMap state={state} client={client} server={server} />
      </div>
      <progress className={styles['progress']} value={cursor} max={head} aria-label={text.label} />
    </section>
  );
}

/** The line before which, or in which, the program's thread stands. */
function Line({
  host,
  sockets: { program, thread },
}: {
  readonly host: HostId;
  readonly sockets: HostSockets;
}): ReactNode {
  const ended = program === null || program.ended !== null;
  const line =
    ended || thread === null || thread.line === null ? undefined : listing(program.tree)[thread.line - 1];
  return (
    <p className={styles['line']} data-host={host} data-blocked={thread?.status === 'blocked' || undefined}>
      <code>
        <span aria-hidden="true">{line === undefined ? '✓' : line.line}</span>
        {line === undefined ? '' : lineText(line)}
      </code>
    </p>
  );
}
