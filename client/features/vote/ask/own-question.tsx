import { type FormEvent, type ReactNode, useState } from 'react';
import { LIMITS } from '../../../../shared/limits.ts';
import { useMessages } from '../../../i18n/catalogue.ts';
import { ActButton } from '../../../ui/act-button.tsx';
import actions from '../../../ui/actions.module.css';
import { Icon } from '../../../ui/icons.tsx';
import { voteMessages } from '../messages.ts';
import type { Asking } from './asking.ts';
import styles from './ask-sheet.module.css';

/** The form for a question of the presenter's own. */
export function OwnQuestion({
  whyNot,
  onWall,
  ask,
  close,
}: Pick<Asking, 'whyNot' | 'onWall' | 'ask' | 'close'>): ReactNode {
  const text = useMessages(voteMessages);
  const [question, setQuestion] = useState('');
  const [options, setOptions] = useState<readonly string[]>(['', '']);
  const [right, setRight] = useState<number | null>(null);
  const isWhole = [question, ...options].every((one) => one.trim() !== '');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    ask({ text: question.trim(), options: options.map((one) => one.trim()) }, right);
    close();
  };
  return (
    <form onSubmit={submit}>
      <h3>{text.own}</h3>
      <label>
        {text.text}
        <GrowingLine value={question} max={LIMITS.questionCharacters} onChange={setQuestion} />
      </label>
      <p className={styles['hint']}>{onWall ? text.rightHintOnWall : text.rightHint}</p>
      {options.map((option, i) => (
        <div key={i} className={styles['option']}>
          <GrowingLine
            label={text.option(i + 1)}
            value={option}
            max={LIMITS.optionCharacters}
            onChange={(written) => setOptions(options.with(i, written))}
          />
          <label>
            <input type="radio" name="right" checked={right === i} onChange={() => setRight(i)} />{' '}
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
      <label className={styles['none']}>
        <input type="radio" name="right" checked={right === null} onChange={() => setRight(null)} />{' '}
        {text.noneRight}
      </label>
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
