import { stageMessages } from '../../stage/messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import type { ComposerMessages } from './messages.ts';
import { useRef, useState } from 'react';
import { plainWire, WIRE_MODES, type WireSettings } from '../../../shared/log/wire-settings.ts';
import type { Draft } from './draft.ts';
import { edit } from './store.ts';
import { WireFigures } from '../../stage/view/wire-sheet/wire-sheet.tsx';
import styles from './compose.module.css';

/** The experiment's wire and timers. */
export function WireChoice({
  draft,
  noWire,
  text,
}: {
  readonly draft: Draft;
  readonly noWire: boolean;
  readonly text: ComposerMessages;
}) {
  const stage = useMessages(stageMessages);
  const [figures, setFigures] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const { wire, timers, steadySyn } = draft;
  const set = (changed: Partial<WireSettings>): void => edit({ wire: { ...wire, ...changed } });
  const isPlain = JSON.stringify(wire) === JSON.stringify({ ...plainWire(wire.mode), seed: wire.seed });
  return (
    <div className={styles['wire']}>
      <fieldset className={styles['choice']} title={noWire ? text.noWire : undefined}>
        <legend>{text.wire}</legend>
        {WIRE_MODES.map((mode) => (
          <label key={mode} title={stage.modeTitle(mode)}>
            <input
              type="radio"
              name="compose-wire"
              checked={mode === wire.mode}
              onChange={() => set({ mode })}
            />
            <span>{stage.mode(mode)}</span>
          </label>
        ))}
      </fieldset>
      <button
        ref={opener}
        type="button"
        aria-expanded={figures}
        onClick={() => setFigures(!figures)}
        data-part="wire-figures"
      >
        {isPlain ? text.figures : text.figuresSet}
      </button>
      <fieldset className={styles['choice']}>
        <legend>{text.timers}</legend>
        {(['calm', 'kernel'] as const).map((choice) => (
          <label key={choice} title={text.timerHint[choice]}>
            <input
              type="radio"
              name="compose-timers"
              checked={choice === timers}
              onChange={() => edit({ timers: choice })}
            />
            <span>{text.timer[choice]}</span>
          </label>
        ))}
        {steadySyn === true && (
          <small title={text.steadySynHint} data-part="steady-syn">
            {text.steadySyn}
          </small>
        )}
      </fieldset>
      {figures && (
        <dialog
          open
          className={styles['figures']}
          aria-label={stage.wireSettings}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            // It closes these only, not the composer.
            event.preventDefault();
            setFigures(false);
            opener.current?.focus();
          }}
        >
          <WireFigures settings={wire} set={(change) => set(change(wire))} />
          {noWire && <p className={styles['quiet']}>{text.noWire}</p>}
        </dialog>
      )}
    </div>
  );
}
