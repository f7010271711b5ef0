import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { Token } from '../../../shared/programs/listing.ts';
import { parameterFromText, parameterRange, type ParameterValue } from '../../../shared/programs/params.ts';
import { useSession } from '../../stores/session-store.ts';
import styles from './code.module.css';
import { Icon } from './icons.tsx';
import { useStanding } from './use-permission.ts';
import { useStageText } from './use-stage-text.ts';

interface Props {
  token: Token;
  parameter: NonNullable<Token['parameter']>;
  program: string;
  /** The line was executed in this run: a new value waits for the next. */
  hasRun: boolean;
  hue: number | null;
  /** Its line wraps, so that all of it can be read. */
  current: boolean;
}

/** A literal of the listing, edited where it stands: Enter commits, Esc cancels. */
export function Literal({ token, parameter, program, hasRun, hue, current }: Props): ReactNode {
  const text = useStageText();
  const standing = useStanding();
  const [draft, setDraft] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const { id, kind } = parameter;
  const shown = shortened(token.text, current ? SHOWN.current : SHOWN.elsewhere);
  const range = parameterRange(kind);

  if (standing !== 'allowed')
    return (
      <span className={styles['literal']} data-hue={hue ?? undefined} title={text.whyNot[standing]}>
        {shown}
      </span>
    );

  const finish = (): void => {
    setDraft(null);
    setWrong(null);
    requestAnimationFrame(() => button.current?.focus());
  };
  const commit = async (value: ParameterValue): Promise<void> => {
    if (value === parameter.value) return finish();
    const outside =
      range !== null && (typeof value !== 'number' || !(value >= range[0] && value <= range[1]));
    if (outside) return setWrong(text.wrong(kind, range[0], range[1]));
    const error = await useSession.getState().send({ do: 'set', program, parameter: id, value });
    if (error === null) return finish();
    setWrong(
      error.code === 'bad-value' ? text.wrong(kind, range?.[0], range?.[1]) : text.refusal(error.code),
    );
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
        aria-label={`${text.edit(kind)}: ${shown}`}
        title={wrong ?? (hasRun ? text.editAgain : text.edit(kind))}
        onClick={() =>
          kind === 'flag' || kind === 'family' ? void commit(flipped) : setDraft(String(parameter.value))
        }
      >
        {shown}
      </button>
    );

  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Enter') void commit(parameterFromText(kind, draft));
    else if (event.key === 'Escape') finish();
  };
  const stepBy = (by: number): void => {
    const [min, max] = range ?? [0, 0];
    const number = Number(draft);
    setDraft(String(Math.min(max, Math.max(min, (Number.isFinite(number) ? number : 0) + by))));
  };
  return (
    <span
      className={styles['editor']}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && finish()}
    >
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
            <Icon name="minus" size={11} />
          </button>
          <button
            type="button"
            className={styles['stepper']}
            aria-label={text.more}
            onClick={() => stepBy(1)}
          >
            <Icon name="plus" size={11} />
          </button>
        </>
      )}
      {(wrong !== null || hasRun) && (
        <span className={styles['hint']} role={wrong === null ? 'note' : 'alert'} data-wrong={wrong !== null}>
          {wrong ?? text.editAgain}
        </span>
      )}
    </span>
  );
}

/** Chinese characters take two columns of a monospaced line. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += character > '\u2e7f' ? 2 : 1;
  return width;
}

/** Columns of a literal that the listing shows, on the current line and elsewhere; the editor has all. */
const SHOWN = { current: 160, elsewhere: 26 } as const;

function shortened(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let head = '';
  for (const character of text) {
    if (widthOf(head + character) > columns - 3) break;
    head += character;
  }
  return `${head}…${text.slice(-1)}`;
}
