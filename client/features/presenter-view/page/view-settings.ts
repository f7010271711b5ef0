import type { Language } from '../../../../shared/languages.ts';
import { loadLanguage } from '../../../i18n/catalogue.ts';
import { readSettings, type Theme, useSettings } from '../../../settings/settings-store.ts';
import { inTab } from '../../../storage.ts';

/*
 * The projector's window keeps its language and theme on the device, and would have those of this page after its next
 * reload. So this page keeps its own apart: the language in its address, the theme in its tab.
 */

const KEY = 'socketscope.presenter-view.settings';

export function readOwnTheme(): void {
  const { theme } = readSettings(inTab.read(KEY));
  if (theme !== undefined) useSettings.setState({ theme });
}

export function setOwnTheme(theme: Theme): void {
  useSettings.setState({ theme });
  inTab.keep(KEY, JSON.stringify({ theme }));
}

export async function setOwnLanguage(language: Language): Promise<void> {
  await loadLanguage(language);
  useSettings.setState({ language });
  const url = new URL(location.href);
  url.searchParams.set('lang', language);
  history.replaceState(null, '', url);
}
