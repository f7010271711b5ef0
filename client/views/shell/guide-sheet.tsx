import { useState } from 'react';
import { LESSONS } from '../../../shared/lessons/index.ts';
import { canShow, type Bilingual, type Lesson, type Prediction } from '../../../shared/lessons/lesson.ts';
import type { Script } from '../../../shared/lessons/script.ts';
import { EXPERIMENT } from '../../connection/room-link.ts';
import { openQuestion, predictions, useScriptRun } from '../../stores/script-store.ts';
import { useSession } from '../../stores/session-store.ts';
import { usePanels } from '../../stores/panels-store.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { guideEn } from '../../text/guide.en.ts';
import { guideZh } from '../../text/guide.zh.ts';
import { useText } from '../../text/index.ts';
import { ExperimentGuide } from './experiment-guide.tsx';
import styles from './guide.module.css';
import { Sentence } from './sentence.tsx';
import { SheetFrame } from './sheet.tsx';
import { perform } from './use-primary.ts';

type GuideText = typeof guideEn;

/** The lesson of this room: task, predictions beside what happened, what the run has shown, why, and what to try. */
export function GuideSheet({ onClose }: { readonly onClose: () => void }) {
  const language = useSettings((settings) => settings.language);
  const text = language === 'zh' ? guideZh : guideEn;
  const shell = useText();
  const run = useScriptRun();
  const network = useSession((session) => session.network);
  const { lesson, script } = run;
  const say = (words: Bilingual): string => words[language];
  const at = LESSONS.findIndex(({ id }) => id === lesson?.id);
  const following = LESSONS[at + 1];
  const lacks =
    lesson?.needs !== undefined && network !== null && !canShow(lesson, network) ? lesson.needs : null;
  return (
    <SheetFrame title={lesson === null ? text.title : titleOf(lesson, language)} wide onClose={onClose}>
      <div className={styles['guide']} data-part="guide">
        {lesson?.experiment !== undefined && (
          <ExperimentGuide key={lesson.experiment.expectation} experiment={lesson.experiment} text={text} />
        )}
        {lesson !== null && lesson.experiment === undefined && script !== null && (
          <div className={styles['lesson']}>
            {lacks !== null && <p className={styles['lacks']}>{text.needs[lacks]}</p>}
            <h3>{text.task}</h3>
            <p>{say(lesson.task)}</p>
            {lesson.id === EXPERIMENT && (
              <p>
                <ComposeButton text={text} />
              </p>
            )}
            <p className={styles['quiet']}>
              {text.myth}: “{say(lesson.myth)}”
            </p>
            {lesson.moves.length > 0 && (
              <p className={styles['quiet']} data-part="progress">
                <progress value={script.index} max={lesson.moves.length} />{' '}
                {script.isOver ? text.over : text.progress(script.index + 1, lesson.moves.length)}
              </p>
            )}
            {lesson.predictions.map((prediction) => (
              <Question
                key={prediction.id}
                lesson={lesson}
                prediction={prediction}
                script={script}
                asked={openQuestion(run) === prediction}
                predicted={run.predicted[prediction.id]}
                say={say}
                text={text}
                onDone={onClose}
              />
            ))}
            {lesson.observations.length > 0 && <Seen lesson={lesson} script={script} say={say} text={text} />}
            <details open={script.isOver}>
              <summary>{script.isOver ? text.why : text.spoiler}</summary>
              {lesson.explanation.map((paragraph) => (
                <p key={paragraph.en}>
                  <Sentence text={say(paragraph)} />
                </p>
              ))}
            </details>
            <h3>{text.tryIt}</h3>
            <ul className={styles['tries']}>
              {lesson.variation !== undefined && (
                <li>
                  <button type="button" onClick={() => perform({ do: 'new-lab', variation: null }, shell)}>
                    {text.back}
                  </button>
                </li>
              )}
              {lesson.variations.map((variation) => (
                <li key={variation.id}>
                  <button
                    type="button"
                    aria-pressed={variation.id === lesson.variation}
                    onClick={() => perform({ do: 'new-lab', variation: variation.id }, shell)}
                  >
                    {say(variation.title)}
                  </button>
                  <span>
                    <Sentence text={say(variation.text)} />
                  </span>
                </li>
              ))}
              {lesson.id !== EXPERIMENT && (
                <li>
                  <ComposeButton text={text} />
                  <span>{text.composeHint}</span>
                </li>
              )}
            </ul>
            {following !== undefined && (
              <p>
                <a href={linkTo(following, language)}>
                  {text.next(`${following.id} · ${say(following.title)}`)}
                </a>
              </p>
            )}
          </div>
        )}
        <nav className={styles['all']} aria-label={text.all}>
          <h3>{text.all}</h3>
          <ol>
            {LESSONS.map((one) => (
              <li key={one.id}>
                <a href={linkTo(one, language)} aria-current={one.id === lesson?.id ? 'page' : undefined}>
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

function ComposeButton({ text }: { readonly text: GuideText }) {
  return (
    <button type="button" data-part="compose-lesson" onClick={() => usePanels.setState({ sheet: 'compose' })}>
      {text.compose}
    </button>
  );
}

function titleOf({ id, title, experiment }: Lesson, language: 'zh' | 'en'): string {
  if (experiment === undefined) return `${id} · ${title[language]}`;
  return experiment.title || (language === 'zh' ? guideZh : guideEn).experiment.untitled;
}

/** A page of its own, in a room of its own. */
function linkTo({ id }: Lesson, language: string): string {
  return `${location.pathname}?lesson=${id}&lang=${language}`;
}

function Question({
  lesson,
  prediction,
  script,
  asked,
  predicted,
  say,
  text,
  onDone,
}: {
  readonly lesson: Lesson;
  readonly prediction: Prediction;
  readonly script: Script;
  /** The run stands right before it. */
  readonly asked: boolean;
  readonly predicted: number | undefined;
  readonly say: (words: Bilingual) => string;
  readonly text: GuideText;
  readonly onDone: () => void;
}) {
  const { id, question, options, before } = prediction;
  const answer = script.answer(id);
  const [chosen, setChosen] = useState(predicted);
  const give = (option: number): void => {
    setChosen(option);
    predictions.give(lesson, id, option);
  };
  const isOpen = asked || (answer === undefined && script.index === before);
  return (
    <fieldset className={styles['question']} data-part="question" data-asked={asked || undefined}>
      <legend>{text.predict}</legend>
      <p>{say(question)}</p>
      <ul>
        {options.map((option, i) => (
          <li key={option.text.en} data-happened={answer === i || undefined}>
            <label>
              <input
                type="radio"
                name={id}
                checked={chosen === i}
                disabled={!isOpen}
                onChange={() => give(i)}
              />
              {say(option.text)}
              {chosen === i && <em> · {text.yours}</em>}
              {answer === i && <em> · ✓ {text.happened}</em>}
            </label>
            {answer !== undefined && <small>{say(option.because)}</small>}
          </li>
        ))}
      </ul>
      {answer === null && <p>{text.none}</p>}
      {isOpen ? (
        <p className={styles['tools']}>
          {chosen === undefined ? (
            <button type="button" onClick={() => (give(-1), onDone())}>
              {text.onlyWatch}
            </button>
          ) : (
            <button type="button" onClick={onDone}>
              {text.goOn}
            </button>
          )}
        </p>
      ) : (
        answer === undefined && <p className={styles['quiet']}>{text.waitsFor}</p>
      )}
    </fieldset>
  );
}

function Seen({
  lesson,
  script,
  say,
  text,
}: {
  readonly lesson: Lesson;
  readonly script: Script;
  readonly say: (words: Bilingual) => string;
  readonly text: GuideText;
}) {
  const { facts } = script;
  return (
    <>
      <h3>{text.seen}</h3>
      <ul className={styles['seen']}>
        {lesson.observations.map((observation) => {
          const holds = facts.holds(observation.fact);
          const is = !facts.canShow(observation.fact)
            ? 'cannot'
            : holds
              ? 'holds'
              : script.isOver
                ? 'missing'
                : 'open';
          return (
            <li key={observation.text.en} data-is={is}>
              <span aria-hidden="true">{is === 'holds' ? '✓' : is === 'missing' ? '✕' : '○'}</span>{' '}
              {say(observation.text)} <small>({text[is]})</small>
            </li>
          );
        })}
      </ul>
    </>
  );
}
