import { stageMessages } from '../messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { memo, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { Ladder } from '../model/ladder.ts';
import { programsOn, stageSockets } from '../model/host-sockets.ts';
import { useFocus } from '../model/focus-store.ts';
import { useInTurn } from '../../playback/in-turn.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import styles from './ladder.module.css';
import { LadderDrawing } from './ladder-drawing.tsx';
import { rowsInSight } from './ladder-layout.ts';
import { useSize } from '../../ui/use-size.ts';
import { afterLayout } from '../../ui/after-layout.ts';

/** Every segment so far, in the order of departures and arrivals. The event log tells the same in words. */
export const LadderView = memo(function LadderView(): ReactNode {
  // Another log has another `stateAt`.
  const { state, stateAt, base, cursor } = useInTurn(
    'ladder',
    useShallow(({ state, stateAt, base, cursor }) => ({ state, stateAt, base, cursor })),
  );
  const choice = useFocus();
  const many = programsOn(state, 'client').length > 1;
  const port = stageSockets(state, choice).client.focus?.local?.port ?? null;
  const only = many && choice.ladderAlone ? port : null;
  const text = useMessages(stageMessages);
  const box = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(box);
  /** How far it was scrolled, px, while it had so many rows; null if it shows its end, as after each new row. */
  const [scrolled, setScrolled] = useState<{ readonly top: number; readonly rows: number } | null>(null);
  // Events beyond the cursor do not matter: a log that grows must not draw the ladder anew.
  const ladder = useMemo(() => new Ladder(stateAt(base), only), [stateAt, base, only]);
  const scene = useMemo(
    () => ladder.sceneAt(usePlayhead.getState().events, cursor, state),
    [ladder, cursor, state],
  );
  const top = scrolled?.rows === scene.rows ? scrolled.top : null;
  const showsEnd = top === null;
  const unseen = state.lab?.capture === 'counters';

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null || !showsEnd) return undefined;
    return afterLayout(element, () => (element.scrollTop = element.scrollHeight));
  }, [scene.rows, width, height, showsEnd]);

  return (
    <section className={styles['ladder']} aria-label={text.ladder} data-part="ladder">
      <header className={styles['header']}>
        <h2>{text.ladder}</h2>
        {many && (
          <button
            type="button"
            className={styles['alone']}
            aria-pressed={choice.ladderAlone}
            onClick={() => useFocus.setState({ ladderAlone: !choice.ladderAlone })}
          >
            {text.ladderAlone}
          </button>
        )}
        <span>{scene.hidden > 0 ? text.ladderHidden(scene.hidden) : text.ladderTime}</span>
      </header>
      <div
        ref={box}
        className={styles['scroll']}
        // A scrolling region must be reachable by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) =>
          setScrolled(
            scrollTop + clientHeight >= scrollHeight - 1 ? null : { top: scrollTop, rows: scene.rows },
          )
        }
      >
        {scene.rows === 0 && (
          <p className={styles['none']}>{unseen ? text.ladderUnseen : text.ladderEmpty}</p>
        )}
        {width > 0 && (
          <LadderDrawing
            scene={scene}
            rows={rowsInSight(scene.rows, top, height)}
            width={width}
            text={text}
          />
        )}
      </div>
    </section>
  );
});
