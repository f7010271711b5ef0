import { useState, type ReactNode } from 'react';
import type { LabState } from '../../../shared/lab-state.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { useSession } from '../../stores/session-store.ts';
import { useStageText } from './use-stage-text.ts';
import styles from './wire.module.css';

interface Props {
  state: LabState;
  whyNot: string | null;
  idle: boolean;
}

/** The wire itself, who delivers, and after how long. */
export function WireControls({ state, whyNot, idle }: Props): ReactNode {
  const text = useStageText();
  const { mode, delayMs } = state.wire;
  const [draft, setDraft] = useState<number | null>(null);
  const loopback = state.lab?.grade === 'loopback';
  const set = (next: { mode: 'hold' | 'auto'; delayMs: number }): void => {
    if (whyNot === null) void useSession.getState().send({ do: 'wire', ...next });
  };
  const commit = (): void => {
    if (draft !== null && draft !== delayMs) set({ mode, delayMs: draft });
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
                onChange={() => set({ mode: choice, delayMs })}
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
              max={LIMITS.wireDelayMs}
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
