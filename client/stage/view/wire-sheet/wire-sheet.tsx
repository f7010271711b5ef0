import { useMessages } from '../../../i18n/catalogue.ts';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import {
  PLAIN_DIRECTION,
  plainWire,
  type WireFigure,
  type WireSettings,
} from '../../../../shared/log/wire-settings.ts';
import { WIRE_BOUNDS } from '../../../../shared/log/wire-bounds.ts';
import { wireSheetMessages } from './messages.ts';
import styles from './wire-sheet.module.css';

const FIGURES = Object.keys(PLAIN_DIRECTION) as WireFigure[];
const WAYS = ['toServer', 'toClient'] as const;

const STEPS: Partial<Record<WireFigure, number>> = { delayMs: 10, kbitPerSecond: 100, mtu: 4 };

export interface Props {
  settings: WireSettings;
  /** Changes the settings as they are now, which may be newer than those shown. */
  set: (change: (now: WireSettings) => Partial<WireSettings>) => void;
  /** The button that opened it closes it by itself. */
  opener: RefObject<HTMLElement | null>;
  close: () => void;
}

/** The settings of the link emulator for each direction. */
export function WireSheet({ settings, set, opener, close }: Props): ReactNode {
  const text = useMessages(wireSheetMessages);
  const box = useRef<HTMLDialogElement>(null);

  useEffect(() => box.current?.querySelector('input')?.focus(), []);
  useEffect(() => {
    const outside = (event: PointerEvent): void => {
      const at = event.target as Node;
      if (box.current?.contains(at) !== false || opener.current?.contains(at) === true) return;
      // A number that is being typed counts at once.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      close();
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [close, opener]);

  const onKeyDown = (event: KeyboardEvent): void => {
    // The page's own keys mean other things.
    event.stopPropagation();
    if (event.key === 'Escape') close();
  };
  return (
    <dialog ref={box} className={styles['sheet']} open aria-label={text.title} onKeyDown={onKeyDown}>
      <WireFigures settings={settings} set={set} />
      <div className={styles['foot']}>
        <button type="button" onClick={() => set(({ mode }) => plainWire(mode))}>
          {text.plainWire}
        </button>
        <button type="button" onClick={close}>
          {text.close}
        </button>
      </div>
    </dialog>
  );
}

/** Each direction's figures, to be set. */
export function WireFigures({ settings, set }: Pick<Props, 'settings' | 'set'>): ReactNode {
  const text = useMessages(wireSheetMessages);
  return (
    <table className={styles['figures']}>
      <thead>
        <tr>
          <th scope="col">{text.title}</th>
          <th scope="col">{text.toServer}</th>
          <th scope="col">{text.toClient}</th>
        </tr>
      </thead>
      <tbody>
        {FIGURES.map((name) => (
          <tr key={name}>
            <th scope="row" title={text.figureTitle(name)}>
              {text.figure(name)}
            </th>
            {WAYS.map((way) => (
              <td key={way}>
                <Figure
                  label={`${text.figure(name)}, ${text[way]}`}
                  value={settings[way][name]}
                  bounds={WIRE_BOUNDS[name]}
                  step={STEPS[name] ?? 1}
                  changed={settings[way][name] !== PLAIN_DIRECTION[name]}
                  set={(value) => set((now) => ({ [way]: { ...now[way], [name]: value } }))}
                />
              </td>
            ))}
          </tr>
        ))}
        <tr>
          <th scope="row" title={text.seedTitle}>
            {text.seed}
          </th>
          <td colSpan={2}>
            <Figure
              label={text.seed}
              value={settings.seed}
              bounds={WIRE_BOUNDS.seed}
              step={1}
              changed={false}
              set={(seed) => set(() => ({ seed }))}
            />
          </td>
        </tr>
      </tbody>
    </table>
  );
}

/** Taken over when it is left or Enter is pressed, and kept within its bounds. */
function Figure({
  label,
  value,
  bounds: [min, max],
  step,
  changed,
  set,
}: {
  label: string;
  value: number;
  bounds: readonly [number, number];
  step: number;
  changed: boolean;
  set: (value: number) => void;
}): ReactNode {
  const [draft, setDraft] = useState<string | null>(null);
  const commit = (): void => {
    const number = Math.round(Number(draft));
    if (draft !== null && draft.trim() !== '' && Number.isFinite(number)) {
      const within = Math.min(max, Math.max(min, number));
      if (within !== value) set(within);
    }
    setDraft(null);
  };
  return (
    <input
      type="number"
      inputMode="numeric"
      aria-label={`${label} (${min} – ${max})`}
      title={`${min} – ${max}`}
      min={min}
      max={max}
      step={step}
      value={draft ?? value}
      data-changed={changed || undefined}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
}
