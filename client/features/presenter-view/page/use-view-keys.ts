import { useSettings } from '../../../settings/settings-store.ts';
import { pressesItself } from '../../../ui/focus-origin.ts';
import { isTaken } from '../../../ui/key-taken.ts';
import { usePageKeys } from '../../../ui/use-page-keys.ts';
import { VIEW_KEYS } from '../channel.ts';
import { pressPrimary, say } from './view-store.ts';

const keys: ReadonlyMap<string, (typeof VIEW_KEYS)[number]> = new Map(VIEW_KEYS.map((key) => [key, key]));

function pressed(event: KeyboardEvent): void {
  // A sheet that is open here is closed by the browser, also where the button that had the focus is gone.
  if (isTaken(event) || document.querySelector('dialog[open]') !== null) return;
  if (event.key === ' ') {
    if (!useSettings.getState().singleKeys || pressesItself(event)) return;
    event.preventDefault();
    // A held key would run many lines.
    if (!event.repeat) pressPrimary();
    return;
  }
  const key = keys.get(`${event.shiftKey ? 'Shift+' : ''}${event.key}`);
  if (key === undefined) return;
  event.preventDefault();
  say({ is: 'key', key });
}

/** The keys of going on and of time, as on the stage. */
export function useViewKeys(): void {
  usePageKeys(pressed);
}
