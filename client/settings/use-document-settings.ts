import { useEffect } from 'react';
import { LANGUAGE_NAMES } from '../../shared/languages.ts';
import { useSettings } from './settings-store.ts';

/** The document itself carries language and theme, so that styles, fonts and screen readers follow. */
export function useDocumentSettings(title: string): void {
  const language = useSettings((settings) => settings.language);
  const theme = useSettings((settings) => settings.theme);

  useEffect(() => {
    document.documentElement.lang = LANGUAGE_NAMES[language].tag;
    document.title = title === '' ? 'Socketscope' : `${title} · Socketscope`;
  }, [language, title]);

  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const contrast = matchMedia('(prefers-contrast: more)');
    const apply = (): void => {
      const system = contrast.matches ? 'contrast' : dark.matches ? 'dark' : 'light';
      document.documentElement.dataset['theme'] = theme === 'system' ? system : theme;
    };
    apply();
    dark.addEventListener('change', apply);
    contrast.addEventListener('change', apply);
    return () => {
      dark.removeEventListener('change', apply);
      contrast.removeEventListener('change', apply);
    };
  }, [theme]);
}
