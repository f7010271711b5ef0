import { onChip, stepOn, turnWire } from '../stage/index.ts';
import { player } from '../playback/playback.ts';
import { useInspector } from '../stage/model/selection-store.ts';
import { openStates, usePanels } from '../ui/panels-store.ts';
import { admit, dispatch } from '../lab/commands.ts';
import { showAtFullSpeed } from '../lab/index.ts';
import { followByte, toggleInspector } from '../features/inspector/index.ts';
import { turnPointing } from '../features/class/index.ts';
import { openTerms } from '../features/reference/index.ts';
import { changeSettings, SPEEDS, useSettings } from '../settings/settings-store.ts';
import { movesItself, pressesItself } from '../ui/focus-origin.ts';
import type { PageKey } from '../ui/keymap.ts';
import { isTaken } from '../ui/key-taken.ts';
import { usePageKeys } from '../ui/use-page-keys.ts';
import { reveal, togglePanel } from './hidden-parts.ts';
import { primaryNow } from '../features/primary-action/use-primary.ts';

/** Asks at the press, because what is shown may have changed once the stage's code answers. */
async function step(host: 'client' | 'server'): Promise<void> {
  if ((await admit(host)) === null) await stepOn(host);
}

/** The first press of such a key shows the controls that it works, if they are hidden; the next one works them. */
function withControls(act: () => void): void {
  if (!reveal('controls')) act();
}

function changeSpeed(by: 1 | -1): void {
  const at = SPEEDS.indexOf(useSettings.getState().speed) + by;
  if (SPEEDS[at] !== undefined) changeSettings({ speed: SPEEDS[at] });
}

/** The action of each key of the keymap. Commands are answered like any other press. */
const actions: Readonly<Record<PageKey, () => void>> = {
  ' ': () => primaryNow().act(),
  c: () => void step('client'),
  s: () => void step('server'),
  a: () => withControls(() => void dispatch({ type: 'run-on' })),
  d: () => void onChip('deliver'),
  x: () => void onChip('drop'),
  w: () => withControls(() => void turnWire()),
  '[': () => changeSpeed(-1),
  ']': () => changeSpeed(1),
  r: () => changeSettings({ time: useSettings.getState().time === 'story' ? 'true' : 'story' }),
  b: () => changeSettings({ hexBelowCells: !useSettings.getState().hexBelowCells }),
  o: () => togglePanel('plot'),
  g: () => togglePanel('log'),
  i: () => void toggleInspector(),
  y: () => void followByte(),
  k: () => void openTerms(),
  e: () => usePanels.setState({ sheet: 'guide' }),
  m: () => openStates(),
  l: () => void turnPointing(),
  p: () => usePanels.setState({ sheet: 'plots' }),
  f: () => void showAtFullSpeed(),
  '?': () => usePanels.setState({ sheet: 'help' }),
  ArrowLeft: () => player.step(-1),
  ArrowRight: () => player.step(1),
  'Shift+ArrowLeft': () => player.moment(-1),
  'Shift+ArrowRight': () => player.moment(1),
  Home: () => player.toStart(),
  End: () => player.toEnd(),
  Escape: () => {
    usePanels.setState({ inspector: false, sheet: null });
    useInspector.setState({ selected: null });
  },
};
const actionOf: ReadonlyMap<string, () => void> = new Map(Object.entries(actions));

function pressed(event: KeyboardEvent): void {
  if (isTaken(event)) return;
  const isSingle = event.key.length === 1;
  const key = isSingle ? event.key.toLowerCase() : event.key;
  const act = (event.shiftKey && actionOf.get(`Shift+${key}`)) || actionOf.get(key);
  if (!act) return;
  if (isSingle) {
    if (!useSettings.getState().singleKeys || (key === ' ' && pressesItself(event))) return;
    event.preventDefault();
    // A held key would run many lines; only the arrow keys may repeat.
    if (!event.repeat) act();
    return;
  }
  // Escape is also the browser's: it closes popovers and leaves full screen.
  if (key !== 'Escape') {
    if (movesItself(event)) return;
    event.preventDefault();
  }
  act();
}

/** Hears the keys of the page, from before the first picture on. They act on the newest state. */
export function useKeys(): void {
  usePageKeys(pressed);
}
