import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { pythonLanguage } from '@codemirror/lang-python';
import { indentOnInput, indentUnit } from '@codemirror/language';
import { lintGutter, nextDiagnostic, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { useEffect, useRef, type RefObject } from 'react';
import { TEXT_CHARACTERS } from './draft.ts';
import type { Finding } from './findings.ts';
import { plain } from '../../i18n/plain.ts';
import { inks, look } from './editor-look.ts';
import styles from './compose.module.css';

/** The editors on the page, by program: what the palette and the tools act on. */
export type Editors = Map<string, EditorView>;

/** After Esc, Tab leaves the editor for so long. */
const LEAVES_WITHIN_MS = 3000;

interface Props {
  readonly program: string;
  readonly label: string;
  /** The id of the words on how to leave it. */
  readonly hint: string;
  readonly text: string;
  /** Another one: `text` was replaced from outside. */
  readonly edition: number;
  readonly findings: readonly Finding[];
  readonly say: (finding: Finding) => string;
  readonly editors: RefObject<Editors>;
  readonly onChange: (text: string) => void;
  readonly onFocus: () => void;
  readonly onRun: () => void;
  /** The text stays as it was if the input would make it longer than it may be. */
  readonly onTooLong: () => void;
}

/** One program's text. Undo goes back beyond a replacement of all of it. */
export function Editor({
  program,
  label,
  hint,
  text,
  edition,
  findings,
  say,
  editors,
  onChange,
  onFocus,
  onRun,
  onTooLong,
}: Props) {
  const place = useRef<HTMLDivElement>(null);
  const now = useRef({ text, onChange, onFocus, onRun, onTooLong });
  useEffect(() => {
    now.current = { text, onChange, onFocus, onRun, onTooLong };
  });

  useEffect(() => {
    if (place.current === null) return undefined;
    const all = editors.current;
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: now.current.text,
        extensions: [
          history(),
          lineNumbers(),
          lintGutter(),
          drawSelection(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          EditorView.lineWrapping,
          pythonLanguage,
          indentOnInput(),
          indentUnit.of('    '),
          look,
          inks,
          EditorView.contentAttributes.of({ 'aria-label': label, 'aria-describedby': hint }),
          EditorState.changeFilter.of((change) => {
            const fits = change.newDoc.length <= TEXT_CHARACTERS;
            if (!fits) now.current.onTooLong();
            return fits;
          }),
          keymap.of([
            { key: 'Mod-Enter', run: () => (now.current.onRun(), true) },
            { key: 'F8', run: nextDiagnostic },
            // Taken, or it would close the dialog around the editor.
            { key: 'Escape', run: (view) => (view.setTabFocusMode(LEAVES_WITHIN_MS), true) },
            indentWithTab,
            ...historyKeymap,
            ...defaultKeymap,
          ]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) now.current.onChange(update.state.doc.toString());
            if (update.focusChanged && update.view.hasFocus) now.current.onFocus();
          }),
        ],
      }),
    });
    all.set(program, view);
    return () => {
      all.delete(program);
      view.destroy();
    };
  }, [program, label, hint, editors]);

  useEffect(() => {
    const view = editors.current.get(program);
    const next = now.current.text;
    if (view === undefined || view.state.doc.toString() === next) return;
    view.dispatch({
      changes: { from: 0, to: view.state.doc.length, insert: next },
      userEvent: 'input.replace',
    });
  }, [edition, program, editors]);

  useEffect(() => {
    const view = editors.current.get(program);
    if (view === undefined) return;
    const { length } = view.state.doc;
    const diagnostics = findings.map((finding) => ({
      from: Math.min(finding.from, length),
      to: Math.min(finding.to, length),
      severity: finding.severity,
      message: plain(say(finding)),
    }));
    view.dispatch(setDiagnostics(view.state, diagnostics));
  }, [findings, say, program, editors]);

  return <div ref={place} className={styles['text']} data-program={program} />;
}
