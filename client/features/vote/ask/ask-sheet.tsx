import { type FormEvent, type ReactNode, useState } from 'react';
import { LIMITS } from '../../../../shared/limits.ts';
import { useMessages } from '../../../i18n/catalogue.ts';
import { useRoom } from '../../../lab/room-store.ts';
import { useWalkthrough } from '../../../lab/walkthrough-store.ts';
import { usePlayhead } from '../../../playback/playhead-store.ts';
import { useSettings } from '../../../settings/settings-store.ts';
import { Icon } from '../../../ui/icons.tsx';
import { useWhyNotInClass } from '../../../lab/class-door.ts';
import { ActButton } from '../../../ui/act-button.tsx';
import actions from '../../../ui/actions.module.css';
import { SheetFrame } from '../../../ui/sheet.tsx';
import styles from './ask-sheet.module.css';
import { saveAnswers } from './save-answers.ts';
import { voteMessages } from '../messages.ts';
import { askNextSegment, askOwn, askPrediction } from '../vote-actions.ts';
import { useVoteView } from '../vote-store.ts';

const close = (): void => useVoteView.setState({ asking: false });

/** The presenter asks the lesson's question or one of their own, and saves the answers so far. */
export function AskSheet(): ReactNode {
  const text = useMessages(voteMessages);
  const whyNot = useWhyNotInClass();
  const isBusy = useRoom((session) => session.question !== null);
  return (
    <SheetFrame title={text.askTitle} onClose={close}>
      <div className={styles['sheet']} data-part="ask-class">
        {isBusy ? (
          <p>{text.busy}</p>
        ) : (
          <>
            <OfLesson />
            <OfWire />
            <OwnQuestion />
          </>
        )}
        <section className={styles['saves']}>
          <ActButton className={actions['button']} whyNot={whyNot} act={() => void saveAnswers()}>
            {text.save}
          </ActButton>
          <p>{text.saveHint}</p>
        </section>
      </div>
    </SheetFrame>
  );
}

/** The predictions that the run has not answered yet, of the lesson itself. */
function OfLesson(): ReactNode {
  const text = useMessages(voteMessages);
  const language = useSettings((settings) => settings.language);
  const { lesson, walkthrough, live } = useWalkthrough();
  const whyNot = useWhyNotInClass();
  const open = (lesson?.predictions ?? []).filter(({ id }) => walkthrough?.answer(id) === undefined);
  if (lesson === null || !live || open.length === 0) return null;
  return (
    <section>
      <h3>{text.ofLesson}</h3>
      {open.map(({ id, question }) => (
        <p key={id} className={styles['prediction']}>
          <span>{question[language]}</span>
          <ActButton
            className={actions['button']}
            whyNot={whyNot}
            act={() => {
              askPrediction(lesson.id, id);
              close();
            }}
          >
            {text.ask}
          </ActButton>
        </p>
      ))}
    </section>
  );
}

/** Segments must be seen for it. */
function OfWire(): ReactNode {
  const text = useMessages(voteMessages);
  const capture = useRoom((session) => session.network?.capture);
  const whyNot = useWhyNotInClass();
  const live = usePlayhead((playhead) => playhead.headState.closed === null && playhead.head > 0);
  if (!live || (capture !== 'wire' && capture !== 'packet-socket')) return null;
  return (
    <section>
      <h3>{text.askNext}</h3>
      <p className={styles['prediction']}>
        <span>{text.nextSegment}</span>
        <ActButton
          className={actions['button']}
          whyNot={whyNot}
          act={() => {
            askNextSegment();
            close();
          }}
        >
          {text.ask}
        </ActButton>
      </p>
    </section>
  );
}

function OwnQuestion(): ReactNode {
  const text = useMessages(voteMessages);
  const [question, setQuestion] = useState('');
  const [options, setOptions] = useState<readonly string[]>(['', '']);
  const [right, setRight] = useState<number | null>(null);
  const whyNot = useWhyNotInClass();
  const isWhole = [question, ...options].every((one) => one.trim() !== '');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    askOwn(
      question.trim(),
      options.map((one) => one.trim()),
      right,
    );
    close();
  };
  return (
    <form onSubmit={submit}>
      <h3>{text.own}</h3>
      <label>
        {text.text}
        <GrowingLine value={question} max={LIMITS.questionCharacters} onChange={setQuestion} />
      </label>
      <p className={styles['hint']}>{text.rightHint}</p>
      {options.map((option, i) => (
        <div key={i} className={styles['option']}>
          <GrowingLine
            label={text.option(i + 1)}
            value={option}
            max={LIMITS.optionCharacters}
            onChange={(written) => setOptions(options.with(i, written))}
          />
          <label>
            <input
              type="checkbox"
              checked={right === i}
              onChange={({ target }) => setRight(target.checked ? i : null)}
            />{' '}
            {text.rightOption}
          </label>
          <button
            type="button"
            aria-label={text.fewer(i + 1)}
            title={text.fewer(i + 1)}
            disabled={options.length <= 2}
            onClick={() => {
              setOptions(options.filter((_, at) => at !== i));
              setRight(right === null || right === i ? null : right > i ? right - 1 : right);
            }}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
      <div className={styles['foot']}>
        {options.length < LIMITS.questionOptions && (
          <button type="button" className={actions['button']} onClick={() => setOptions([...options, ''])}>
            {text.more}
          </button>
        )}
        <ActButton
          type="submit"
          className={actions['button']}
          whyNot={whyNot ?? (isWhole ? null : text.notWhole)}
          data-main
        >
          {text.ask}
        </ActButton>
      </div>
    </form>
  );
}

/** One line of text, which is shown whole: it wraps, and Enter asks, as in a field of one row. */
function GrowingLine({
  label,
  value,
  max,
  onChange,
}: {
  readonly label?: string;
  readonly value: string;
  readonly max: number;
  readonly onChange: (value: string) => void;
}): ReactNode {
  return (
    <textarea
      rows={1}
      aria-label={label}
      placeholder={label}
      value={value}
      maxLength={max}
      // A text that is pasted may have several lines.
      onChange={({ target }) => onChange(target.value.replaceAll(/\s*[\r\n]+\s*/g, ' '))}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
        event.preventDefault();
        event.currentTarget.form?.querySelector<HTMLElement>('[data-main]')?.click();
      }}
    />
  );
}
