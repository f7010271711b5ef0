import { stageMessages } from '../messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useRef, useState, type ReactNode } from 'react';
import type { LabState } from '../../../shared/model/lab-state.ts';
import {
  PLAIN_DIRECTION,
  WIRE_MODES,
  type Direction,
  type WireSettings,
} from '../../../shared/log/wire-settings.ts';
import { useInTurn } from '../../playback/in-turn.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { admit, dispatch } from '../../lab/commands.ts';
import { useInHand } from '../../lab/use-in-hand.ts';
import { say } from '../../ui/panels-store.ts';
import { StageIcon } from './stage-icon.tsx';
import { useRoom } from '../../lab/room-store.ts';
import { HolderTag } from './holder-tag/index.ts';
import { WireSheet } from './wire-sheet/index.ts';
import styles from './wire.module.css';

/** Up to here a round trip stays under the SYN's timer of 1 s; the wire's own sheet goes further. */
const SLIDER_MS = 450;

interface Props {
  state: LabState;
  whyNot: string | null;
  idle: boolean;
}

function isPlain({ delayMs: _, ...rest }: Direction): boolean {
  return Object.entries(rest).every(([name, value]) => PLAIN_DIRECTION[name as keyof Direction] === value);
}

/** The wire's mode, its delay, and its other settings. */
export function WireControls({ state, whyNot, idle }: Props): ReactNode {
  const text = useMessages(stageMessages);
  const live = usePlayhead((playhead) => playhead.mode === 'live');
  // A new setting is shown at once.
  const newest = useInTurn('wire', (playhead) => playhead.headState.wire);
  const { settings } = live ? newest : state.wire;
  const { mode } = settings;
  const { delayMs } = settings.toServer;
  const [draft, setDraft] = useState<number | null>(null);
  const [sheet, setSheet] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const loopback = state.lab?.grade === 'loopback';
  const active = !isPlain(settings.toServer) || !isPlain(settings.toClient);
  const asked = useRef<{ readonly on: WireSettings; readonly settings: WireSettings } | null>(null);
  // Until the wire has what was asked for, the next change builds on that, or it would take it back.
  const set = (change: (now: WireSettings) => Partial<WireSettings>): void => {
    if (loopback) return say(text.whyNot.loopback);
    void dispatch(({ wire }) => {
      const now = asked.current?.on === wire.settings ? asked.current.settings : wire.settings;
      const settings = { ...now, ...change(now) };
      asked.current = { on: wire.settings, settings };
      return { type: 'wire', settings };
    }).then((refusal) => {
      if (refusal !== null) asked.current = null;
    });
  };
  const openSheet = async (): Promise<void> => {
    if (loopback) say(text.whyNot.loopback);
    else if ((await admit('wire')) === null) setSheet(!sheet);
  };
  const commit = (): void => {
    if (draft !== null && draft !== delayMs) {
      set(({ toServer, toClient }) => ({
        toServer: { ...toServer, delayMs: draft },
        toClient: { ...toClient, delayMs: draft },
      }));
    }
    setDraft(null);
  };
  const inHand = useInHand();
  const isHeld = useRoom(({ holders }) => holders.length > 0);
  const words = loopback
    ? text.wireLoopback
    : idle && mode === 'hold'
      ? text.wireEmpty
      : text.wireSays(mode, inHand);
  const settingsTitle = active ? text.wireSettingsActive : text.wireSettings;
  return (
    <div className={styles['line']} title={whyNot ?? undefined}>
      <div className={styles['pipe']} data-anchor="wire" aria-hidden="true" />
      <div className={styles['controls']}>
        {isHeld && <HolderTag part="wire" />}
        {mode === 'auto' && !loopback && (
          <label className={styles['delay']}>
            <span className="heard">{text.delay}</span>
            <input
              type="range"
              min={0}
              max={SLIDER_MS}
              step={10}
              aria-disabled={whyNot !== null}
              value={draft ?? delayMs}
              onChange={(event) => setDraft(Number(event.target.value))}
              onPointerUp={commit}
              onKeyUp={commit}
              onBlur={commit}
            />
            <span>{text.delayMs(draft ?? delayMs)}</span>
          </label>
        )}
        <span
          className={styles['words']}
          data-beside={(mode === 'auto' && !loopback) || undefined}
          title={words}
        >
          {words}
        </span>
        <fieldset className={styles['modes']} aria-disabled={whyNot !== null}>
          <legend className="heard">{`${text.wire}${whyNot === null ? '' : ` – ${whyNot}`}`}</legend>
          {WIRE_MODES.map((choice) => (
            <label
              key={choice}
              className={styles['mode']}
              title={whyNot ?? text.modeTitle(choice)}
              data-chosen={mode === choice || undefined}
            >
              <input
                type="radio"
                name="wire-mode"
                checked={mode === choice}
                onChange={() => set(() => ({ mode: choice }))}
              />
              {text.mode(choice)}
            </label>
          ))}
        </fieldset>
        <button
          ref={opener}
          type="button"
          className={styles['settings']}
          aria-label={`${settingsTitle}${whyNot === null ? '' : ` – ${whyNot}`}`}
          aria-disabled={whyNot !== null}
          aria-expanded={sheet}
          title={whyNot ?? settingsTitle}
          data-active={active || undefined}
          onClick={() => void openSheet()}
        >
          <StageIcon name="sliders" size={15} />
        </button>
      </div>
      {sheet && whyNot === null && (
        <WireSheet
          settings={settings}
          set={set}
          opener={opener}
          close={() => {
            setSheet(false);
            opener.current?.focus();
          }}
        />
      )}
    </div>
  );
}
