import { useState, type ReactNode } from 'react';
import type { LabState } from '../../../shared/lab-state.ts';
import type { WireSettings } from '../../../shared/wire-settings.ts';
import { useSession } from '../../stores/session-store.ts';
import { useStageText } from './use-stage-text.ts';
import styles from './wire.module.css';

/** Up to here a round trip stays under the SYN's timer of 1 s; the wire's own sheet goes further. */
const SLIDER_MS = 450;

interface Props {
  state: LabState;
  whyNot: string | null;
  idle: boolean;
}

/** The wire itself, who delivers, and after how long. */
export function WireControls({ state, whyNot, idle }: Props): ReactNode {
  const text = useStageText();
  const { settings } = state.wire;
  const { mode } = settings;
  const { delayMs } = settings.toServer;
  const [draft, setDraft] = useState<number | null>(null);
  const loopback = state.lab?.grade === 'loopback';
  const set = (changed: Partial<WireSettings>): void => {
    if (whyNot === null)
      void useSession.getState().send({ do: 'wire', settings: { ...settings, ...changed } });
  };
  const commit = (): void => {
    if (draft !== null && draft !== delayMs) {
      const { toServer, toClient } = settings;
      set({ toServer: { ...toServer, delayMs: draft }, toClient: { ...toClient, delayMs: draft } });
    }
    setDraft(null);
  };
  const words = loopback ? text.wireLoopback : mode === 'hold' ? text.wireYou : text.wireAuto;
  return (
    <div className={styles['line']} title={whyNot ?? undefined}>
      <div className={styles['pipe']} data-anchor="wire" aria-hidden="true" />
      <div className={styles['controls']}>
        <span className={styles['words']}>{idle && mode === 'hold' ? text.wireEmpty : words}</span>
        <fieldset className={styles['modes']} disabled={whyNot !== null}>
          <legend className="heard">{`${text.wire}${whyNot === null ? '' : ` – ${whyNot}`}`}</legend>
          {(['hold', 'auto'] as const).map((choice) => (
            <label
              key={choice}
              className={styles['mode']}
              title={whyNot ?? (choice === 'hold' ? text.holdTitle : text.autoTitle)}
              data-chosen={mode === choice || undefined}
            >
              <input
                type="radio"
                name="wire-mode"
                checked={mode === choice}
                onChange={() => set({ mode: choice })}
              />
              {choice === 'hold' ? text.hold : text.auto}
            </label>
          ))}
        </fieldset>
        {mode === 'auto' && !loopback && (
          <label className={styles['delay']}>
            <span className="heard">{text.delay}</span>
            <input
              type="range"
              min={0}
              max={SLIDER_MS}
              step={10}
              disabled={whyNot !== null}
              value={draft ?? delayMs}
              onChange={(event) => setDraft(Number(event.target.value))}
              onPointerUp={commit}
              onKeyUp={commit}
              onBlur={commit}
            />
            <span>{text.delayMs(draft ?? delayMs)}</span>
          </label>
        )}
      </div>
    </div>
  );
}
