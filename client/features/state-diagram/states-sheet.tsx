import { stateDiagramMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { player } from '../../playback/playback.ts';
import { timerText } from '../../ui/timers.ts';
import {
  BOXES,
  type Conversation,
  conversationOf,
  conversations,
  FIGURE,
  stateDiagram,
} from './state-diagram.ts';
import { socketPaths } from './state-path.ts';
import { usePanels } from '../../ui/panels-store.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { useLabNow } from '../../lab/lab-clock.ts';
import { StageIcon } from '../../stage/view/stage-icon.tsx';
import { SheetFrame } from '../../ui/sheet.tsx';
import { StateDiagramView } from './state-diagram-view.tsx';
import { StateSteps } from './state-steps.tsx';
import styles from './states.module.css';

const NOBODY: Conversation = { client: null, server: null, listener: null };

/** Both ends of one conversation in the figure of RFC 9293, at the instant shown. */
export function StatesSheet({ onClose }: { readonly onClose: () => void }) {
  const text = useMessages(stateDiagramMessages);
  const { events, base, cursor, state, stateAt } = usePlayhead();
  const asked = usePanels((panels) => panels.statesOf);
  const all = useMemo(() => conversations(socketPaths(stateAt(base), events)), [base, events, stateAt]);
  const [chosen, setChosen] = useState<number | null>(null);
  const shown = Math.min(chosen ?? conversationOf(all, asked), all.length - 1);
  const talk = all[shown] ?? NOBODY;
  const diagram = useMemo(() => stateDiagram(talk, cursor), [talk, cursor]);

  // On a narrow screen the figure scrolls by itself: what the shown event has moved comes into sight.
  const figure = useRef<HTMLDivElement>(null);
  const moved = [...diagram.clientSteps, ...diagram.serverSteps].find(({ step }) => step.seq === cursor);
  const place = moved?.step.to ?? diagram.marks[0]?.place ?? 'CLOSE';
  useEffect(() => {
    const middle = BOXES[place].x + FIGURE.box.width / 2;
    figure.current?.scrollTo({ left: middle - figure.current.clientWidth / 2 });
  }, [place]);

  const waiting = diagram.marks.find(({ place }) => place === 'TIME_WAIT');
  const dueAt = waiting && state.sockets[waiting.socket]?.kernel.timer?.dueAt;
  const now = useLabNow(dueAt ?? null);
  const left = dueAt === undefined ? null : Math.max(0, dueAt - now);
  const countdown = left === null || left === 0 ? null : timerText(left);

  const seqs = [...diagram.clientSteps, ...diagram.serverSteps]
    .map(({ step }) => step.seq)
    .toSorted((a, b) => a - b);
  const before = seqs.findLast((seq) => seq < cursor);
  const after = seqs.find((seq) => seq > cursor);
  const go = (seq: number | undefined): void => {
    if (seq !== undefined) player.seek(seq);
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'ArrowLeft') go(before);
    else if (event.key === 'ArrowRight') go(after);
    else if (event.key.toLowerCase() === 'm') onClose();
    else return;
    event.preventDefault();
  };

  return (
    <SheetFrame title={text.title} wide onClose={onClose} onKeyDown={pressed}>
      <div className={styles['columns']} data-part="states">
        <div ref={figure} className={styles['figure']}>
          <StateDiagramView diagram={diagram} text={text} countdown={countdown} />
        </div>
        <div className={styles['side']}>
          <div className={styles['tools']}>
            {all.length > 1 && (
              <select
                aria-label={text.conversation(shown + 1)}
                value={shown}
                onChange={(event) => setChosen(Number(event.target.value))}
              >
                {all.map((_, i) => (
                  <option key={i} value={i}>
                    {text.conversation(i + 1)}
                  </option>
                ))}
              </select>
            )}
            <button
              type="button"
              aria-label={text.previous}
              title={text.previous}
              aria-disabled={before === undefined}
              onClick={() => go(before)}
            >
              <StageIcon name="back" />
            </button>
            <button
              type="button"
              aria-label={text.next}
              title={text.next}
              aria-disabled={after === undefined}
              onClick={() => go(after)}
            >
              <StageIcon name="forward" />
            </button>
            {left !== null && (
              <span className={styles['countdown']} role="timer">
                {countdown === null ? text.ended : text.expires(countdown)}
              </span>
            )}
          </div>
          <StateSteps who="client" steps={diagram.clientSteps} cursor={cursor} text={text} />
          <StateSteps who="server" steps={diagram.serverSteps} cursor={cursor} text={text} />
          <p className={styles['note']}>{text.derived}</p>
        </div>
      </div>
    </SheetFrame>
  );
}
