import type { PredictionMessages } from '../prediction/messages.ts';
import type { GuideMessages } from './messages.ts';
import type { Localized } from '../../../shared/languages.ts';
import type { Lesson, Prediction } from '../../../shared/lessons/lesson.ts';
import type { Walkthrough } from '../../../shared/lessons/walkthrough.ts';
import { useStrays } from '../strays/use-strays.ts';
import styles from './guide.module.css';

/** A prediction, and once the run has answered it, what the learner said beside what happened. */
export function Question({
  prediction,
  walkthrough,
  asked,
  predicted,
  say,
  text,
  onAnswer,
}: {
  readonly prediction: Prediction;
  readonly walkthrough: Walkthrough;
  /** The run stands right before it. */
  readonly asked: boolean;
  readonly predicted: number | undefined;
  readonly say: (words: Localized) => string;
  readonly text: PredictionMessages;
  readonly onAnswer: () => void;
}) {
  const { id, question, options } = prediction;
  const changed = useStrays();
  const answer = walkthrough.answer(id);
  return (
    <section className={styles['question']} data-part="question" data-asked={asked || undefined}>
      <h4>{say(question)}</h4>
      <ul>
        {options.map((option, i) => (
          <li key={i} data-happened={answer === i || undefined}>
            {say(option.text)}
            {predicted === i && <em> · {text.yours}</em>}
            {answer === i && <em> · ✓ {text.happened}</em>}
            {answer !== undefined && <small>{say(option.because)}</small>}
          </li>
        ))}
      </ul>
      {answer === null && <p>{changed.length > 0 ? text.noneOfThese(changed.join(' ')) : text.none}</p>}
      {typeof answer === 'number' && changed.length > 0 && <p>{text.reasonsOf(changed.join(' '))}</p>}
      {asked ? (
        <button type="button" onClick={onAnswer}>
          {text.answer}
        </button>
      ) : (
        answer === undefined && <p className={styles['quiet']}>{text.waitsFor}</p>
      )}
    </section>
  );
}

/** The lesson's checks, and those that this run has shown. A learner's change may be why one is missing. */
export function Seen({
  lesson,
  walkthrough,
  say,
  text,
}: {
  readonly lesson: Lesson;
  readonly walkthrough: Walkthrough;
  readonly say: (words: Localized) => string;
  readonly text: GuideMessages;
}) {
  const { facts } = walkthrough;
  const changed = useStrays();
  return (
    <>
      <h3>{text.seen}</h3>
      {changed.length > 0 && <p data-part="strays">{changed.join(' ')}</p>}
      <ul className={styles['seen']}>
        {lesson.checks.map((observation, i) => {
          const holds = facts.holds(observation.fact);
          const is = !facts.canShow(observation.fact)
            ? 'cannot'
            : holds
              ? 'holds'
              : walkthrough.isOver
                ? 'missing'
                : 'open';
          return (
            <li key={i} data-is={is}>
              <span aria-hidden="true">{is === 'holds' ? '✓' : is === 'missing' ? '✕' : '○'}</span>{' '}
              {say(observation.text)}{' '}
              <small>({is === 'missing' && changed.length > 0 ? text.changed : text[is]})</small>
            </li>
          );
        })}
      </ul>
    </>
  );
}
