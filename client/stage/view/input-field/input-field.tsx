import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { utf8Length } from '../../../../shared/bytes.ts';
import { LIMITS } from '../../../../shared/limits.ts';
import { useMessages } from '../../../i18n/catalogue.ts';
import { dispatch, refusalText } from '../../../lab/commands.ts';
import { subjectOfProgram, usePermission } from '../../../lab/permission.ts';
import { inputMessages } from './messages.ts';
import styles from './input-field.module.css';

export interface Props {
  readonly program: string;
  /** The text with which the program asks; it may be empty. */
  readonly prompt: string;
}

/** A line's end takes a byte, too. */
const MOST_BYTES = LIMITS.inputBytes - 1;

/** The field in which a person types the line that a program waits for. A viewer sees that it waits. */
export function InputField({ program, prompt }: Props): ReactNode {
  const text = useMessages(inputMessages);
  const permission = usePermission(subjectOfProgram(program));
  const [line, setLine] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const wrongId = useId();
  const isNamed = prompt.trim() !== '';

  if (permission !== 'allowed')
    return (
      <span className={styles['waits']} data-part="input-waits">
        {prompt} <em>{text.waits}</em>
      </span>
    );

  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (utf8Length(line) > MOST_BYTES) return setWrong(text.tooLong(MOST_BYTES));
    void dispatch({ type: 'input', program, line }, 'in-place').then((refusal) =>
      refusal === null ? setLine('') : setWrong(refusalText(refusal)),
    );
  };
  return (
    <form className={styles['form']} data-part="input-field" onSubmit={send}>
      <label className={styles['label']}>
        <span className={isNamed ? undefined : 'heard'}>{isNamed ? prompt : text.label}</span>
        <input
          className={styles['input']}
          value={line}
          placeholder={text.placeholder}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={wrong !== null}
          aria-describedby={wrong === null ? undefined : wrongId}
          onChange={(event) => {
            setLine(event.target.value);
            setWrong(null);
          }}
          onKeyDown={(event) => event.stopPropagation()}
        />
      </label>
      <button type="submit" className={styles['enter']}>
        {text.enter}
      </button>
      {wrong !== null && (
        <span id={wrongId} className={styles['wrong']} role="alert">
          {wrong}
        </span>
      )}
    </form>
  );
}
