import { predictionMessages } from '../prediction/messages.ts';
import { type GuideMessages, guideMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import type { Language, Localized } from '../../../shared/languages.ts';
import { useEffect, type ReactNode } from 'react';
import { findLesson, LESSONS } from '../../../shared/lessons/index.ts';
import { canShow, type Lesson } from '../../../shared/lessons/lesson.ts';
import { linkTo } from '../../navigation/route.ts';
import { callForAnswer } from '../../lab/card-state.ts';
import { isFinished, openQuestion, useWalkthrough } from '../../lab/walkthrough-store.ts';
import { useRoom } from '../../lab/room-store.ts';
import { usePanels } from '../../ui/panels-store.ts';
import { useSettings } from '../../settings/settings-store.ts';
import { Question, Seen } from './guide-run.tsx';
import { ExperimentGuide } from './experiment-guide.tsx';
import styles from './guide.module.css';
import { Sentence } from '../../ui/sentence.tsx';
import { SheetFrame } from '../../ui/sheet.tsx';
import { dispatch } from '../../lab/commands.ts';
import { FREE_LAB } from '../../../shared/lessons/free-lab.ts';

/** The lesson of this room: task, predictions beside what happened, what the run has shown, why, and what to try. */
export function GuideSheet({ onClose }: { readonly onClose: () => void }) {
  const language = useSettings((settings) => settings.language);
  const text = useMessages(guideMessages);
  const cardText = useMessages(predictionMessages);
  const run = useWalkthrough();
  const network = useRoom((session) => session.network);
  const { lesson, walkthrough } = run;
  const following = run.following === null ? null : findLesson(run.following);
  const finished = isFinished(run);
  useEffect(() => {
    if (finished) useWalkthrough.setState({ explained: true });
  }, [finished]);
  const say = (words: Localized): string => words[language];
  const lacks =
    lesson?.needs !== undefined && network !== null && !canShow(lesson, network) ? lesson.needs : null;

  const task = lesson !== null && walkthrough !== null && (
    <section key="task" className={styles['part']}>
      {lacks !== null && <p className={styles['lacks']}>{text.needs[lacks]}</p>}
      <h3>{text.task}</h3>
      <p>{say(lesson.task)}</p>
      {lesson.id === FREE_LAB && (
        <p>
          <ComposeButton text={text} />
        </p>
      )}
      <p className={styles['quiet']}>{text.myth(say(lesson.myth))}</p>
      {lesson.moves.length > 0 && (
        <p className={styles['quiet']} data-part="progress">
          <progress value={walkthrough.index} max={lesson.moves.length} />{' '}
          {finished ? text.over : text.progress(walkthrough.index, lesson.moves.length)}
        </p>
      )}
    </section>
  );
  const shown = lesson !== null && walkthrough !== null && (
    <section key="shown" className={styles['part']}>
      {lesson.predictions.length > 0 && <h3>{text.predict}</h3>}
      {lesson.predictions.map((prediction) => (
        <Question
          key={prediction.id}
          prediction={prediction}
          walkthrough={walkthrough}
          asked={openQuestion(run) === prediction}
          predicted={run.predicted[prediction.id]}
          say={say}
          text={cardText}
          onAnswer={() => {
            onClose();
            callForAnswer();
          }}
        />
      ))}
      {lesson.checks.length > 0 && <Seen lesson={lesson} walkthrough={walkthrough} say={say} text={text} />}
    </section>
  );
  const why = lesson !== null && (
    <section key="why" className={styles['part']}>
      <details open={finished}>
        <summary>{finished ? text.why : text.spoiler}</summary>
        {lesson.explanation.map((paragraph, i) => (
          <p key={i}>
            <Sentence text={say(paragraph)} />
          </p>
        ))}
      </details>
      <h3>{text.tryIt}</h3>
      <ul className={styles['tries']}>
        {lesson.variation !== undefined && (
          <li>
            <Try label={text.back} act={() => void dispatch({ type: 'new-lab', variation: null })} />
          </li>
        )}
        {lesson.variations.map((variation) => (
          <li key={variation.id}>
            <Try
              label={say(variation.title)}
              pressed={variation.id === lesson.variation}
              act={() => {
                onClose();
                void dispatch({ type: 'new-lab', variation: variation.id });
              }}
            />
            <span>
              <Sentence text={say(variation.text)} />
            </span>
          </li>
        ))}
        {lesson.id !== FREE_LAB && (
          <li>
            <ComposeButton text={text} />
            <span>{text.composeHint}</span>
          </li>
        )}
        {finished && (
          <li>
            <Try
              label={text.onceMore}
              act={() => {
                onClose();
                void dispatch({ type: 'new-lab' });
              }}
            />
          </li>
        )}
      </ul>
      {following !== null && (
        <p>
          <a
            className={finished ? styles['next'] : undefined}
            href={linkTo({ lesson: following.id }, language)}
          >
            {text.next(`${following.id} · ${say(following.title)}`)}
          </a>
        </p>
      )}
    </section>
  );

  return (
    <SheetFrame
      title={lesson === null ? text.title : titleOf(lesson, language, text.experiment.untitled)}
      wide
      onClose={onClose}
    >
      <div className={styles['guide']} data-part="guide">
        {lesson?.experiment !== undefined && (
          <ExperimentGuide key={lesson.experiment.expectation} experiment={lesson.experiment} text={text} />
        )}
        {/* At the end, what follows from it stands first. */}
        {lesson !== null && lesson.experiment === undefined && (
          <div className={styles['lesson']}>{finished ? [why, shown, task] : [task, shown, why]}</div>
        )}
        <nav className={styles['all']} aria-label={text.all}>
          <h3>{text.all}</h3>
          <ol>
            {LESSONS.map((one) => (
              <li key={one.id}>
                <a
                  href={linkTo({ lesson: one.id }, language)}
                  aria-current={one.id === lesson?.id ? 'page' : undefined}
                >
                  <b>{one.id}</b> {say(one.title)}
                </a>
              </li>
            ))}
          </ol>
        </nav>
      </div>
    </SheetFrame>
  );
}

function ComposeButton({ text }: { readonly text: GuideMessages }): ReactNode {
  return (
    <button type="button" data-part="compose-lesson" onClick={() => usePanels.setState({ sheet: 'compose' })}>
      {text.compose}
    </button>
  );
}

function titleOf({ id, title, experiment }: Lesson, language: Language, untitled: string): string {
  if (experiment === undefined) return `${id} · ${title[language]}`;
  return experiment.title || untitled;
}

function Try({
  label,
  pressed,
  act,
}: {
  readonly label: string;
  readonly pressed?: boolean;
  readonly act: () => void;
}): ReactNode {
  return (
    <button type="button" aria-pressed={pressed} onClick={act}>
      {label}
    </button>
  );
}
