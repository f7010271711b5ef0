import type { ReactNode } from 'react';
import { type Note, noteAt } from '../../../../shared/content/presenter-notes/note.ts';
import type { Localized } from '../../../../shared/languages.ts';
import type { Lesson } from '../../../../shared/lessons/lesson.ts';
import { useMessages } from '../../../i18n/catalogue.ts';
import { useLessonOf } from '../../../lab/use-lesson.ts';
import { useSettings } from '../../../settings/settings-store.ts';
import { ActButton } from '../../../ui/act-button.tsx';
import actions from '../../../ui/actions.module.css';
import { Sentence } from '../../../ui/sentence.tsx';
import { predictionMessages } from '../../prediction/messages.ts';
import { voteMessages } from '../../vote/messages.ts';
import type { Report } from '../channel.ts';
import { presenterViewMessages } from '../messages.ts';
import styles from './notes.module.css';
import { useNotes } from './use-notes.ts';
import { say, useWhyNot } from './view-store.ts';

/** The note on where the class is, and on what comes next. */
export function Notes({ report }: { readonly report: Report }): ReactNode {
  const text = useMessages(presenterViewMessages);
  const language = useSettings((settings) => settings.language);
  const lesson = useLessonOf(report.lesson);
  const { done, moves, variation, experiment, primary, mode } = report;
  const notes = useNotes(report.lesson, variation);
  const varied = lesson?.variations.find(({ id }) => id === variation);
  const own = experiment === null && done !== null ? notes : null;
  const isOver = done === moves;
  // The button may go elsewhere than the notes of a variation that has no moves of its own.
  const isLed = varied === undefined || varied.moves !== undefined;
  const place =
    done === null
      ? ''
      : done === 0
        ? text.beginning
        : isOver
          ? `${text.theEnd} · ${text.moveOf(done, moves)}`
          : text.moveOf(done, moves);
  // A follower's lab goes on when its follower presses.
  const isOthers = report.ownLabs?.on?.shown !== undefined;
  const next = own?.moves[done ?? 0];
  // In the past the button comes back to live: what came next is not what it does.
  const labelled = mode === 'live' && !isOthers && report.question === null;
  return (
    <main className={styles['notes']}>
      <h2 data-part="lesson">
        <span>
          {report.lesson}
          {lesson && ` · ${lesson.title[language]}`}
        </span>
        <small data-part="place">
          {experiment !== null
            ? text.experiment(experiment)
            : varied !== undefined
              ? [text.variation(varied.title[language]), ...(place === '' ? [] : [place])].join(' · ')
              : place}
        </small>
      </h2>
      {varied !== undefined && (own === null || done === 0) && (
        <section data-part="task">
          <h3>{text.task}</h3>
          <p>
            <Words text={varied.text} />
          </p>
        </section>
      )}
      {(own !== null || experiment !== null || varied === undefined) && (
        <section className={styles['now']} data-part="note-now" aria-live="polite">
          <h3>{text.now}</h3>
          {own !== null && <NoteText note={noteAt(own, done ?? 0)} />}
          {experiment !== null && <p>{text.noNotes}</p>}
        </section>
      )}
      {own !== null && isOver && (
        <section className={styles['now']} data-part="note-end">
          <h3>{text.atTheEnd}</h3>
          <NoteText note={own.end} />
        </section>
      )}
      {lesson !== null && report.asks !== null && report.question === null && !isOthers && (
        <Asks lesson={lesson} prediction={report.asks} />
      )}
      <section className={styles['next']} data-part="note-next">
        {(isLed || labelled) && (
          <h3>
            {text.next} {labelled && <b>{primary.telling ? '…' : primary.label}</b>}
          </h3>
        )}
        {next !== undefined && !isLed && <h3>{text.nextNote}</h3>}
        {next !== undefined && <NoteText note={next} />}
      </section>
    </main>
  );
}

function NoteText({ note: { say: words, point, ask, beware } }: { readonly note: Note }): ReactNode {
  const text = useMessages(presenterViewMessages);
  const rows = [
    ['point', point],
    ['ask', ask],
    ['beware', beware],
  ] as const;
  return (
    <>
      <Said text={words} />
      <dl>
        {rows.map(
          ([kind, row]) =>
            row !== undefined && (
              <div key={kind} data-kind={kind}>
                <dt>{text[kind]}</dt>
                <dd>
                  <Words text={row} />
                </dd>
              </div>
            ),
        )}
      </dl>
    </>
  );
}

function Words({ text }: { readonly text: Localized }): ReactNode {
  const language = useSettings((settings) => settings.language);
  return <Sentence text={text[language]} />;
}

function Said({ text }: { readonly text: Localized }): ReactNode {
  return (
    <p className={styles['say']}>
      <Words text={text} />
    </p>
  );
}

/** The lesson's question, which the class can be asked, or which the presenter passes over. */
function Asks({
  lesson,
  prediction: id,
}: {
  readonly lesson: Lesson;
  readonly prediction: string;
}): ReactNode {
  const text = useMessages(presenterViewMessages);
  const { askClass } = useMessages(voteMessages);
  const { onlyWatch } = useMessages(predictionMessages);
  const whyNot = useWhyNot();
  const prediction = lesson.predictions.find((one) => one.id === id);
  if (prediction === undefined) return null;
  return (
    <section className={styles['asks']} data-part="asks">
      <h3>{text.before}</h3>
      <p>
        <Words text={prediction.question} />
      </p>
      <ol>
        {prediction.options.map((option, i) => (
          <li key={i}>
            <Words text={option.text} />
          </li>
        ))}
      </ol>
      <p className={styles['ways']}>
        <ActButton
          className={actions['button']}
          whyNot={whyNot}
          act={() => say({ is: 'ask', prediction: id })}
        >
          {askClass}
        </ActButton>
        <ActButton
          className={actions['button']}
          whyNot={whyNot}
          act={() => say({ is: 'watch', prediction: id })}
        >
          {onlyWatch}
        </ActButton>
      </p>
    </section>
  );
}
