import { useMessages } from '../../i18n/catalogue.ts';
import { stageMessages } from '../messages.ts';
import { useRef, useState, type FocusEvent, type KeyboardEvent, type ReactNode } from 'react';
import type { Token } from '../../../shared/programs/tokens.ts';
import { parameterFromText, parameterText } from '../../../shared/programs/parameter-text.ts';
import { parameterRange, type ParameterValue } from '../../../shared/programs/params.ts';
import { subjectOfProgram, usePermission } from '../../lab/permission.ts';
import styles from './code.module.css';
import { StageIcon } from './stage-icon.tsx';
import { useReasons } from './use-why-not.ts';
import { editErrorText, type Edits } from './use-edits.ts';

interface Props {
  token: Token;
  parameter: NonNullable<Token['parameter']>;
  anchor: string;
  edits: Edits;
  /** The line was executed in this run: a new value waits for the next. */
  hasRun: boolean;
  hue: number | null;
}

/** A literal of the listing, edited where it stands: Enter or leaving it commits, only Esc cancels. */
export function Literal({ token, parameter, anchor, edits, hasRun, hue }: Props): ReactNode {
  const text = useMessages(stageMessages);
  const permission = usePermission(subjectOfProgram(edits.program));
  const reasons = useReasons();
  const [draft, setDraft] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const { id, kind } = parameter;
  const shown = shortened(token.text);
  const range = parameterRange(kind);

  if (permission !== 'allowed' && draft === null)
    return (
      <span
        className={styles['literal']}
        data-hue={hue ?? undefined}
        data-anchor={anchor}
        data-locked={permission === 'question' || undefined}
        data-term={kind === 'family' ? token.text : undefined}
        title={reasons[permission]}
      >
        {shown}
      </span>
    );

  const finish = (refocus: boolean): void => {
    setDraft(null);
    setWrong(null);
    if (refocus) requestAnimationFrame(() => button.current?.focus());
  };
  const commit = (value: ParameterValue | null, refocus: boolean): void => {
    if (value === null) return setWrong(text.wrongEscape(kind === 'bytes'));
    if (value === parameter.value) return finish(refocus);
    const outside = edits.check(id, value);
    if (outside !== null) return setWrong(editErrorText(outside, kind, text));
    finish(refocus);
    void edits.commit(id, value).then((error) => {
      if (error === null) return;
      // The text as typed is kept, with the reason of its refusal.
      if (kind !== 'flag' && kind !== 'family') setDraft(parameterText(kind, value));
      setWrong(editErrorText(error, kind, text));
    });
  };
  // Two values only: a click is the whole edit.
  const flipped =
    kind === 'flag' ? parameter.value !== true : parameter.value === 'AF_INET' ? 'AF_INET6' : 'AF_INET';

  if (draft === null)
    return (
      <button
        ref={button}
        type="button"
        className={styles['literal']}
        data-hue={hue ?? undefined}
        data-wrong={wrong === null ? undefined : true}
        data-anchor={anchor}
        data-term={kind === 'family' ? token.text : undefined}
        aria-label={`${text.edit(kind)}: ${shown}`}
        title={wrong ?? (hasRun ? text.editAgain : text.edit(kind))}
        onClick={() =>
          kind === 'flag' || kind === 'family'
            ? commit(flipped, false)
            : setDraft(parameterText(kind, parameter.value))
        }
      >
        {shown}
      </button>
    );

  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') commit(parameterFromText(kind, draft), true);
    else if (event.key === 'Escape') finish(true);
  };
  const onBlur = (event: FocusEvent): void => {
    if (!event.currentTarget.contains(event.relatedTarget)) commit(parameterFromText(kind, draft), false);
  };
  const stepBy = (by: number): void => {
    const [min, max] = range ?? [0, 0];
    const number = Number(draft);
    setWrong(null);
    setDraft(String(Math.min(max, Math.max(min, (Number.isFinite(number) ? number : 0) + by))));
  };
  const hint = wrong === null ? (hasRun ? text.editAgain : null) : `${wrong} ${text.notCommitted}`;
  return (
    <span className={styles['editor']} onBlur={onBlur}>
      <input
        className={styles['input']}
        // The learner has just clicked this very literal.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        value={draft}
        inputMode={range === null ? 'text' : 'numeric'}
        aria-label={text.edit(kind)}
        aria-invalid={wrong !== null}
        style={{ width: `${Math.min(24, Math.max(4, widthOf(draft) + 1))}ch` }}
        onChange={(event) => {
          setDraft(event.target.value);
          setWrong(null);
        }}
        onFocus={(event) => event.target.select()}
        onKeyDown={onKeyDown}
      />
      {range !== null && (
        <>
          <button
            type="button"
            className={styles['stepper']}
            aria-label={text.less}
            onClick={() => stepBy(-1)}
          >
            <StageIcon name="minus" size={11} />
          </button>
          <button
            type="button"
            className={styles['stepper']}
            aria-label={text.more}
            onClick={() => stepBy(1)}
          >
            <StageIcon name="plus" size={11} />
          </button>
        </>
      )}
      {hint !== null && (
        <span className={styles['hint']} role={wrong === null ? 'note' : 'alert'} data-wrong={wrong !== null}>
          {hint}
        </span>
      )}
    </span>
  );
}

/** Chinese characters take two columns of a monospaced line. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text.slice(0, 200)) width += character > '\u2e7f' ? 2 : 1;
  return width;
}

/** Columns of a literal that the listing shows; the editor has all. No lesson has a longer one. */
const SHOWN_COLUMNS = 160;

function shortened(text: string): string {
  if (widthOf(text) <= SHOWN_COLUMNS) return text;
  let head = '';
  for (const character of text) {
    if (widthOf(head + character) > SHOWN_COLUMNS - 3) break;
    head += character;
  }
  return `${head}…${text.slice(-1)}`;
}
