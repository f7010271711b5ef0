import { timelineMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useWalkthrough } from '../../lab/walkthrough-store.ts';
import { MOMENTS } from '../../playback/projections/moments.ts';
import { useInTurn } from '../../playback/in-turn.ts';
import { player } from '../../playback/playback.ts';
import { say } from '../../ui/panels-store.ts';
import styles from './moment-dots.module.css';

interface Dot {
  readonly name: string;
  /** The event (seq) at which it was reached; undefined if the run has not come so far. */
  readonly seq: number | undefined;
}

/** The moves of the lesson; without a lesson to follow, the moments of any conversation. A press on one leads to it. */
export function MomentDots() {
  const text = useMessages(timelineMessages);
  const cursor = useInTurn('dock', (playhead) => playhead.cursor);
  const moves = useMoves();
  const moments = useMoments();
  const dots = moves ?? moments;
  const reached = dots.filter(({ seq }) => seq !== undefined && seq <= cursor).length;
  const title = moves === null ? text.moments.title : text.moves;
  return (
    <ol className={styles['dots']} aria-label={title(reached, dots.length)}>
      {dots.map(({ name, seq }) => (
        <li key={name}>
          <button
            type="button"
            className={styles['dot']}
            data-reached={seq !== undefined && seq <= cursor}
            data-known={seq !== undefined}
            disabled={seq === undefined}
            title={name}
            aria-label={name}
            onClick={() => {
              if (seq === cursor) say(text.isShown(name));
              else if (seq !== undefined) player.seek(seq);
            }}
          />
        </li>
      ))}
    </ol>
  );
}

/** Returns null if there is no lesson to follow. */
function useMoves(): readonly Dot[] | null {
  const text = useMessages(timelineMessages);
  const { lesson, walkthrough } = useInTurn('dock', undefined, useWalkthrough);
  if (lesson === null || walkthrough === null || lesson.moves.length === 0) return null;
  return lesson.moves.map((_, i) => ({
    name: text.move(i + 1, lesson.moves.length),
    seq: walkthrough.doneAt[i],
  }));
}

function useMoments(): readonly Dot[] {
  const text = useMessages(timelineMessages);
  const moments = useInTurn('dock', (playhead) => playhead.moments);
  const run = useInTurn('dock', (playhead) =>
    Math.max(1, ...Object.values(playhead.state.programs).map((program) => program.run)),
  );
  return MOMENTS.map((id) => ({
    name: text.moments[id],
    seq: moments.find((moment) => moment.id === id && moment.run === run)?.seq,
  }));
}
