import type { ComposerMessages } from './messages.ts';
import { deleteLine, moveLineDown, moveLineUp, redo, undo } from '@codemirror/commands';
import type { Command } from '@codemirror/view';
import { useCallback, useMemo, useState, type ReactNode, type RefObject } from 'react';
import { findingsIn, TEXT_CHARACTERS } from './draft.ts';
import type { Finding } from './findings.ts';
import { Sentence } from '../../ui/sentence.tsx';
import styles from './compose.module.css';
import { Editor, type Editors } from './editor.tsx';

interface Props {
  readonly program: string;
  readonly source: string;
  readonly edition: number;
  readonly hidden: boolean;
  /** In place of its name: the choice among several. */
  readonly heading?: ReactNode;
  readonly hint: string;
  readonly text: ComposerMessages;
  readonly editors: RefObject<Editors>;
  readonly onChange: (program: string, source: string) => void;
  readonly onFocus: (program: string) => void;
  readonly onRun: () => void;
}

const TOOLS = [
  { id: 'undo', sign: '↶', command: undo },
  { id: 'redo', sign: '↷', command: redo },
  { id: 'up', sign: '↑', command: moveLineUp },
  { id: 'down', sign: '↓', command: moveLineDown },
  { id: 'remove', sign: '−', command: deleteLine },
] as const satisfies readonly { id: keyof ComposerMessages; sign: string; command: Command }[];

/** One program: its text, tools for it, and what is to be said of it. */
export function ProgramPane({
  program,
  source,
  edition,
  hidden,
  heading,
  hint,
  text,
  editors,
  onChange,
  onFocus,
  onRun,
}: Props) {
  const name = text.program(program);
  const [refused, setRefused] = useState(false);
  const findings = useMemo(() => findingsIn(source), [source]);
  const say = useCallback(
    ({ code, about, instead }: Finding) =>
      instead === undefined ? text.finding[code](about) : text.didYouMean(text.finding[code](about), instead),
    [text],
  );
  const act = (command: Command): void => {
    const view = editors.current.get(program);
    if (view === undefined) return;
    command(view);
    view.focus();
  };
  const goTo = ({ from }: Finding): void => {
    const view = editors.current.get(program);
    view?.dispatch({ selection: { anchor: Math.min(from, view.state.doc.length) }, scrollIntoView: true });
    view?.focus();
  };
  const lineOf = ({ from }: Finding): number => source.slice(0, from).split('\n').length;
  return (
    <section className={styles['pane']} aria-label={name} hidden={hidden} data-part={`compose-${program}`}>
      <header>
        {heading ?? <h3>{name}</h3>}
        <fieldset className={styles['tools']} aria-label={`${name}: ${text.tools}`}>
          {TOOLS.map(({ id, sign, command }) => (
            <button
              key={id}
              type="button"
              title={text[id]}
              aria-label={`${name}: ${text[id]}`}
              onClick={() => act(command)}
            >
              <span aria-hidden="true">{sign}</span>
            </button>
          ))}
        </fieldset>
      </header>
      <Editor
        program={program}
        label={text.listing(name)}
        hint={hint}
        text={source}
        edition={edition}
        findings={findings}
        say={say}
        editors={editors}
        onChange={(next) => {
          setRefused(false);
          onChange(program, next);
        }}
        onFocus={() => onFocus(program)}
        onRun={onRun}
        onTooLong={() => setRefused(true)}
      />
      {refused && (
        <p className={styles['refused']} role="alert">
          {text.tooLong(TEXT_CHARACTERS)}
        </p>
      )}
      <ul className={styles['findings']} aria-label={text.findings(name)} aria-live="polite">
        {findings.map((finding) => (
          <li key={`${finding.from} ${finding.code}`} data-severity={finding.severity}>
            <button type="button" onClick={() => goTo(finding)}>
              <span className={styles['mark']} aria-hidden="true" />
              <span>
                <b>{text.line(lineOf(finding))}</b>{' '}
                <span className="heard">({text.severity[finding.severity]})</span>{' '}
                <Sentence text={say(finding)} />
              </span>
            </button>
          </li>
        ))}
        {findings.length === 0 && <li className={styles['quiet']}>✓ {text.sound}</li>}
      </ul>
    </section>
  );
}
