import { useEffect, useRef } from 'react';
import type { Command } from '../../shared/protocol/server-messages.ts';
import { stageSockets } from '../stage/model/host-sockets.ts';
import { useFocus } from '../stage/model/focus-store.ts';
import { player } from '../playback/playback.ts';
import { useInspector } from '../stage/model/selection-store.ts';
import { openStates, say, usePanels } from '../ui/panels-store.ts';
import { callForAnswer } from '../features/prediction/card-store.ts';
import { usePlayhead } from '../playback/playhead-store.ts';
import { permissionNow } from '../lab/permission.ts';
import { changeSettings, SPEEDS, useSettings } from '../settings/settings-store.ts';
import { useText } from '../i18n/index.ts';
import type { ShellText } from '../i18n/shell.en.ts';
import { movesItself, pressesItself, watchFocus } from '../ui/focus-origin.ts';
import { isTaken } from '../ui/key-taken.ts';
import { perform, type Primary } from '../features/primary-action/use-primary.ts';

/** The chip a key acts on: the one with the focus, else the first that holds a segment. */
function chipId(): number | null {
  const focused = document.activeElement?.closest<HTMLElement>('[data-chip]')?.dataset['chip'];
  if (focused !== undefined) return Number(focused);
  const chips = usePlayhead.getState().headState.wire.chips;
  const held = chips.filter((chip) => chip.held.length > 0);
  // What has not arrived yet goes before left-over copies, as the primary button has it.
  return (held.find((chip) => chip.delivered === 0) ?? held[0])?.chip ?? null;
}

/** The program and thread that the stage shows of a host. */
function inFocus(host: 'client' | 'server'): { program: string; thread?: string } {
  const { program, thread } = stageSockets(usePlayhead.getState().headState, useFocus.getState())[host];
  return { program: program?.program ?? host, ...(thread !== null && { thread: thread.thread }) };
}

/** With nothing chosen yet it shows the socket that the conversation is about. */
function toggleInspector(): void {
  const { inspector } = usePanels.getState();
  if (!inspector && useInspector.getState().selected === null) {
    const sockets = Object.values(usePlayhead.getState().state.sockets).filter((socket) => !socket.gone);
    const socket = sockets.findLast((s) => s.host === 'client') ?? sockets.at(-1);
    if (socket) useInspector.setState({ selected: { is: 'socket', id: socket.socket } });
  }
  usePanels.setState({ inspector: !inspector });
}

/** True when the lab can be acted on now; where it cannot, the page says why, or asks what it waits for. */
function mayAct(text: ShellText): boolean {
  const permission = permissionNow();
  if (permission === 'allowed') return true;
  if (permission === 'question') callForAnswer();
  else say(text.keys.whyNot[permission]);
  return false;
}

/** The page's keys (stage.md §4). */
export function useKeys(primary: Primary): void {
  const text = useText();
  const now = useRef({ primary, text });
  useEffect(() => {
    now.current = { primary, text };
  });
  useEffect(watchFocus, []);

  useEffect(() => {
    const command = (what: Command | null): void => {
      if (!mayAct(now.current.text)) return;
      if (what === null) say(now.current.text.keys.nothingHeld);
      else perform(what, now.current.text);
    };
    const onChip = (action: 'deliver' | 'drop'): void => {
      const chip = chipId();
      command(chip === null ? null : { type: action, chip });
    };
    const speed = (by: 1 | -1): void => {
      const at = SPEEDS.indexOf(useSettings.getState().speed) + by;
      if (SPEEDS[at] !== undefined) changeSettings({ speed: SPEEDS[at] });
    };

    const single: Readonly<Record<string, () => void>> = {
      c: () => command({ type: 'step', ...inFocus('client') }),
      s: () => command({ type: 'step', ...inFocus('server') }),
      a: () => command({ type: 'run-on' }),
      d: () => onChip('deliver'),
      x: () => onChip('drop'),
      w: () => {
        const { settings } = usePlayhead.getState().headState.wire;
        command({
          type: 'wire',
          settings: { ...settings, mode: settings.mode === 'auto' ? 'hold' : 'auto' },
        });
      },
      '[': () => speed(-1),
      ']': () => speed(1),
      r: () => changeSettings({ time: useSettings.getState().time === 'story' ? 'true' : 'story' }),
      b: () => changeSettings({ hexBelowCells: !useSettings.getState().hexBelowCells }),
      o: () => usePanels.setState(({ plot }) => ({ plot: !plot })),
      g: () => usePanels.setState(({ log }) => ({ log: !log })),
      i: toggleInspector,
      y: () => void import('../features/inspector/follow-byte.ts').then((module) => module.followByte()),
      k: () => void import('../features/reference/in-the-lab.ts').then((module) => module.openTerms()),
      e: () => usePanels.setState({ sheet: 'guide' }),
      m: () => openStates(),
      p: () => usePanels.setState({ sheet: 'plots' }),
      f: () => {
        // It has a lab of its own, so that an earlier moment is no hindrance.
        if (usePlayhead.getState().mode === 'past') player.toEnd();
        if (!mayAct(now.current.text)) return;
        void import('../features/lab-menu/lab-menu-items.tsx').then((module) =>
          module.fullSpeed(now.current.text),
        );
      },
      '?': () => usePanels.setState({ sheet: 'help' }),
    };
    const moving: Readonly<Record<string, (shift: boolean) => void>> = {
      ArrowLeft: (shift) => (shift ? player.moment(-1) : player.step(-1)),
      ArrowRight: (shift) => (shift ? player.moment(1) : player.step(1)),
      Home: () => player.toStart(),
      End: () => player.toEnd(),
      Escape: () => {
        usePanels.setState({ inspector: false, sheet: null });
        useInspector.setState({ selected: null });
      },
    };
    const space = (): void => {
      const { whyNot, act } = now.current.primary;
      if (whyNot === null) act();
    };

    const pressed = (event: KeyboardEvent): void => {
      if (isTaken(event)) return;
      const move = moving[event.key];
      if (move) {
        if (event.key !== 'Escape' && movesItself(event)) return;
        // Escape is also the browser's: it closes popovers and leaves full screen.
        if (event.key !== 'Escape') event.preventDefault();
        move(event.shiftKey);
        return;
      }
      if (!useSettings.getState().singleKeys) return;
      const act =
        event.key === ' ' ? (pressesItself(event) ? undefined : space) : single[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      // A held key would run away with the program; only time may be scrubbed by holding.
      if (!event.repeat) act();
    };
    // Some browsers press a focused button when the key comes up again.
    const released = (event: KeyboardEvent): void => {
      if (event.key === ' ' && useSettings.getState().singleKeys && !isTaken(event) && !pressesItself(event))
        event.preventDefault();
    };
    addEventListener('keydown', pressed);
    addEventListener('keyup', released);
    return () => {
      removeEventListener('keydown', pressed);
      removeEventListener('keyup', released);
    };
  }, []);
}
