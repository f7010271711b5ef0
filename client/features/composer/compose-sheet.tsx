import { composerMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useEffect, useRef, useState } from 'react';
import { isSmallEnough } from '../../../shared/programs/composition.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { beginDraft, startingDraft } from './begin.ts';
import { compositionOf, type Draft } from './draft.ts';
import { insertion, snippet, type PaletteItem } from './palette.ts';
import { runHere, runInOwnRoom } from './run.ts';
import { backToBefore, dropProblem, edit, replaceDraft, useCompose } from './store.ts';
import { say } from '../../ui/panels-store.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { useRoom } from '../../lab/room-store.ts';
import { SheetFrame } from '../../ui/sheet.tsx';
import { useMedia } from '../../ui/use-media.ts';
import styles from './compose.module.css';
import type { Editors } from './editor.tsx';
import { PaletteView } from './palette-view.tsx';
import { ProgramPane } from './program-pane.tsx';
import { ProgramTabs } from './program-tabs.tsx';
import { ShareTools } from './share-tools.tsx';
import { WireChoice } from './wire-choice.tsx';

const HINT = 'compose-leave';

/** An experiment of the learner's own: both programs, the wire, and what they expect of it. */
export function ComposeSheet({ onClose }: { readonly onClose: () => void }) {
  const text = useMessages(composerMessages);
  const draft = useCompose((compose) => compose.draft);
  useEffect(beginDraft, []);
  const close = (): void => {
    dropProblem();
    onClose();
  };
  return (
    <SheetFrame title={text.title} wide onClose={close}>
      {draft !== null && <Composer draft={draft} onClose={close} />}
    </SheetFrame>
  );
}

function Composer({ draft, onClose }: { readonly draft: Draft; readonly onClose: () => void }) {
  const text = useMessages(composerMessages);
  const { edition, lastRun, before, problem } = useCompose();
  const { role, network, connection } = useRoom();
  const recording = usePlayhead(({ mode }) => mode === 'recording');
  const narrow = useMedia('(width < 860px)');
  const editors = useRef<Editors>(new Map());
  const programs = Object.keys(draft.texts).toSorted();
  const [active, setActive] = useState('client');
  const chosen = programs.includes(active) ? active : 'client';
  /** The client beside the server. */
  const [client, setClient] = useState('client');
  const clientShown = programs.includes(client) ? client : 'client';
  const show = (program: string): void => {
    setActive(program);
    if (program !== 'server') setClient(program);
  };

  const whole = compositionOf(draft);
  const composition = whole !== null && isSmallEnough(whole) ? whole : null;
  const own = role !== 'controller' || recording;
  const noLabs = network === null || network.grade === 'replay' || (!own && connection.is !== 'open');
  const unsound = programs.filter(
    (one) => compositionOf({ ...draft, texts: { [one]: draft.texts[one]! } }) === null,
  );
  const whyNot = noLabs
    ? text.noLabs
    : composition === null
      ? whole !== null
        ? text.tooLarge
        : text.notYet(unsound.map(text.program).join(', '))
      : null;

  const run = (): void => {
    if (whyNot !== null || composition === null) return;
    if (own) {
      void runInOwnRoom(composition);
      onClose();
      return;
    }
    void runHere(composition).then((refused) => {
      if (refused !== null) return;
      say(text.ran);
      onClose();
    });
  };
  const insert = (item: PaletteItem): void => {
    const view = editors.current.get(chosen);
    if (view === undefined) return;
    const {
      from,
      to,
      insert: lines,
      cursor,
    } = insertion(view.state.doc.toString(), view.state.selection.main.head, snippet(item, chosen));
    view.dispatch({
      changes: { from, to, insert: lines },
      selection: { anchor: cursor },
      scrollIntoView: true,
      userEvent: 'input.palette',
    });
    if (!narrow) view.focus();
  };
  const replace = (next: Draft | null): void => {
    if (next !== null) replaceDraft(next);
  };

  return (
    <div className={styles['compose']} data-part="compose">
      {problem !== null && (
        <p className={styles['problem']} role="alert">
          {text.problem[problem]}{' '}
          <button type="button" onClick={dropProblem}>
            {text.dismiss}
          </button>
        </p>
      )}
      <div className={styles['top']}>
        <label className={styles['name']}>
          <span>{text.name}</span>
          <input
            value={draft.title}
            maxLength={LIMITS.titleCharacters}
            placeholder={text.namePlaceholder}
            onChange={(event) => edit({ title: event.target.value })}
          />
        </label>
        <WireChoice draft={draft} noWire={network !== null && network.capture !== 'wire'} text={text} />
      </div>
      {narrow && (
        <ProgramTabs draft={draft} programs={programs} chosen={chosen} text={text} onChoose={show} />
      )}
      <div className={styles['work']}>
        <PaletteView program={chosen} text={text} folded={narrow} onInsert={insert} />
        {programs.map((program) => (
          <ProgramPane
            key={program}
            program={program}
            source={draft.texts[program] ?? ''}
            edition={edition}
            hidden={narrow ? program !== chosen : program !== 'server' && program !== clientShown}
            heading={
              !narrow && program !== 'server' ? (
                <ProgramTabs
                  draft={draft}
                  programs={programs.filter((one) => one !== 'server')}
                  chosen={program}
                  text={text}
                  onChoose={show}
                />
              ) : undefined
            }
            hint={HINT}
            text={text}
            editors={editors}
            onChange={(name, source) =>
              edit({ texts: { ...useCompose.getState().draft?.texts, [name]: source } as Draft['texts'] })
            }
            onFocus={setActive}
            onRun={run}
          />
        ))}
      </div>
      <div className={styles['bottom']}>
        <label className={styles['expectation']}>
          <span>{text.expectation}</span>
          <textarea
            rows={3}
            value={draft.expectation}
            maxLength={LIMITS.expectationCharacters}
            placeholder={text.expectationPlaceholder}
            onChange={(event) => edit({ expectation: event.target.value })}
          />
        </label>
        <div className={styles['actions']}>
          <p className={styles['quiet']}>
            <span id={HINT}>{text.leave}</span> {text.kept}
          </p>
          <div className={styles['buttons']}>
            <button
              type="button"
              className={styles['run']}
              aria-disabled={whyNot !== null}
              data-part="compose-run"
              onClick={run}
            >
              {own ? text.runOwn : text.run}
            </button>
            <button type="button" onClick={() => replace(startingDraft())}>
              {text.startOver}
            </button>
            {lastRun !== null && (
              <button type="button" onClick={() => replace(lastRun)}>
                {text.lastRun}
              </button>
            )}
            {before.length > 0 && (
              <button type="button" onClick={backToBefore}>
                {text.before}
              </button>
            )}
          </div>
          <ShareTools composition={composition} text={text} />
          <p className={styles['quiet']} aria-live="polite">
            {whyNot ?? text.drop}
          </p>
        </div>
      </div>
    </div>
  );
}
