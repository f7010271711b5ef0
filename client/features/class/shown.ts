import { LIMITS } from '../../../shared/limits.ts';
import { SHOWN_SHEETS, type Shown } from '../../../shared/protocol/class-schema.ts';
import { type After, Throttle } from '../../../shared/throttle.ts';
import { changeSettings, useSettings } from '../../settings/settings-store.ts';
import { useFocus } from '../../stage/model/focus-store.ts';
import { useInspector } from '../../stage/model/selection-store.ts';
import { type Panels, usePanels } from '../../ui/panels-store.ts';

/** A presenter who opens one thing after another tells it at most this often, ms. */
const TOLD_EVERY_MS = 50;

const shownSheet = (sheet: Panels['sheet']): Shown['sheet'] =>
  SHOWN_SHEETS.find((one) => one === sheet) ?? null;

/** Returns what is open, chosen and selected on this page. */
export function shownNow(): Shown {
  const { plot, log, inspector, sheet, statesOf, terms } = usePanels.getState();
  return {
    selected: useInspector.getState().selected,
    panels: { plot, log, inspector },
    wholeStage: useSettings.getState().stage === 'all',
    sheet: shownSheet(sheet),
    statesOf,
    terms: terms.slice(0, LIMITS.termsShown),
    focus: useFocus.getState(),
  };
}

/** Tells the class what its presenter opens and selects, whenever that changes. Returns the way to stop. */
export function tellWhatIsShown({
  after,
  tell,
}: {
  readonly after: After;
  readonly tell: (shown: Shown) => void;
}): () => void {
  let told = '';
  const tells = new Throttle(TOLD_EVERY_MS, after, () => {
    const shown = shownNow();
    const now = JSON.stringify(shown);
    if (now === told) return;
    told = now;
    tell(shown);
  });
  const ask = (): void => tells.ask();
  ask();
  const stops = [usePanels, useInspector, useFocus, useSettings].map((store) => store.subscribe(ask));
  return () => {
    for (const stop of stops) stop();
    tells.end();
  };
}

/**
 * Shows a follower what the presenter has changed since `before`, or all of it if that is null. Whatever the follower has opened
 * by themselves stays as long as the presenter changes nothing there, and a sheet of their own is not taken from them.
 */
export function show(now: Shown, before: Shown | null): void {
  const isNews = (key: keyof Shown): boolean => JSON.stringify(now[key]) !== JSON.stringify(before?.[key]);
  if (isNews('wholeStage') && now.wholeStage) changeSettings({ stage: 'all' });
  if (isNews('focus')) useFocus.setState(now.focus);
  if (isNews('selected')) useInspector.setState({ selected: now.selected });
  if (isNews('panels')) usePanels.setState(now.panels);
  if (!isNews('sheet') && !isNews('statesOf') && !isNews('terms')) return;
  usePanels.setState(({ sheet }) => {
    const isOwn = sheet !== null && shownSheet(sheet) === null;
    return isOwn ? {} : { sheet: now.sheet, statesOf: now.statesOf, terms: now.terms };
  });
}
