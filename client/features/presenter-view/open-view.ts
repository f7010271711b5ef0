import { linkTo } from '../../navigation/route.ts';
import { useSettings } from '../../settings/settings-store.ts';

/** Opens the presenter view in a window of its own, or comes back to the one that is open. False if the browser forbids it. */
export function openView(code: string): boolean {
  const link = linkTo({ page: 'presenter', class: code }, useSettings.getState().language);
  const opened = window.open(link, `socketscope-presenter-${code}`, 'popup,width=1280,height=720');
  opened?.focus();
  return opened !== null;
}
