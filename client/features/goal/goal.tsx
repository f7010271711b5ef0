import type { ReactNode } from 'react';
import { useMessages } from '../../i18n/catalogue.ts';
import { useWalkthrough } from '../../lab/walkthrough-store.ts';
import { player } from '../../playback/playback.ts';
import { useSettings } from '../../settings/settings-store.ts';
import { usePanels } from '../../ui/panels-store.ts';
import styles from './goal.module.css';
import { goalMessages } from './messages.ts';
import { StandingTrail } from '../narration/trails/index.ts';
import { SignNote } from '../signs/index.ts';
import type { StagePart } from '../../../shared/lessons/stage-parts.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { wireWords } from './wire-words.ts';

/**
 * Shows the task, or the variation with its own, the idea that the run tests, the lines that ran unattended, and what
 * the wire and the timers do by themselves. A press opens the guide.
 */
export function Goal({ hidden }: { readonly hidden: readonly StagePart[] }): ReactNode {
  const text = useMessages(goalMessages);
  const language = useSettings((settings) => settings.language);
  const lesson = useWalkthrough((run) => run.lesson);
  // The opening scene explains what it shows in the sentences so far, and who has asked for all parts needs no word on their signs.
  const growing = useSettings((settings) => settings.stage === 'growing');
  const opens = hidden.includes('sequence');
  const wire = usePlayhead(({ state }) => state.wire.settings);
  if (lesson === null) return null;
  const { experiment, myth, variation, variations } = lesson;
  if (experiment !== undefined && experiment.expectation === '') return null;
  const task = experiment?.expectation ?? lesson.task[language];
  const idea = experiment === undefined && variation === undefined ? myth[language] : null;
  // A variation is named before its task, which is its own.
  const name = variations.find(({ id }) => id === variation)?.title[language] ?? text.task;
  const words = wireWords(lesson, wire, text);
  const goal = (
    <section className={styles['goal']} aria-label={text.label} data-part="goal">
      <button
        type="button"
        className={styles['open']}
        title={`${task}${idea === null ? '' : `\n${text.idea} ${idea}`}`}
        aria-label={text.guide}
        onClick={() => usePanels.setState({ sheet: 'guide' })}
      />
      <p>
        <b>{experiment === undefined ? name : text.expected}</b> {task}
      </p>
      {idea !== null && (
        <p>
          <b>{text.idea}</b> <q>{idea}</q>
        </p>
      )}
      <Unattended />
      {words !== null && <p>{words}</p>}
    </section>
  );
  return (
    <>
      {goal}
      {growing && (opens ? <StandingTrail /> : <SignNote hidden={hidden} />)}
    </>
  );
}

/** Says how many lines the set-up has executed, or have been executed since the lesson's end, and plays them again. */
function Unattended(): ReactNode {
  const text = useMessages(goalMessages);
  const setUpLines = useWalkthrough((run) => run.walkthrough?.setUpLines ?? 0);
  const closingLines = useWalkthrough((run) => run.walkthrough?.linesAfterEnd ?? 0);
  const end = useWalkthrough((run) => run.walkthrough?.doneAt.at(-1) ?? 0);
  if (setUpLines === 0 && closingLines === 0) return null;
  return (
    <p className={styles['unattended']}>
      {closingLines > 0 ? text.closing(closingLines) : text.setUp(setUpLines)}{' '}
      <button
        type="button"
        onClick={() => {
          if (closingLines > 0) player.seek(end, 'jump');
          else player.toStart();
          player.play();
        }}
      >
        {text.show}
      </button>
    </p>
  );
}
