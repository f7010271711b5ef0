import { uiMessages } from '../../ui/messages.ts';
import { changeLanguage, useMessages } from '../../i18n/catalogue.ts';
import { pageFrameMessages } from './messages.ts';
import type { ReactNode } from 'react';
import { LANGUAGE_NAMES, nextLanguage } from '../../../shared/languages.ts';
import { linkTo } from '../../navigation/route.ts';
import { changeSettings, nextTheme, useSettings } from '../../settings/settings-store.ts';
import { useNamedPlace } from '../../ui/use-named-place.ts';
import { Icon } from '../../ui/icons.tsx';
import { useDocumentSettings } from '../../settings/use-document-settings.ts';
import styles from './page-frame.module.css';

/** The frame of the pages to read, with links to the other pages, the language and the theme. */
export function PageFrame({
  title,
  current = null,
  children,
}: {
  /** The document's title; if empty, it is the project's name alone. */
  readonly title: string;
  readonly current?: 'home' | 'map' | 'reference' | null;
  readonly children: ReactNode;
}) {
  const uiText = useMessages(uiMessages);
  const { language, theme } = useSettings();
  const other = nextLanguage(language);
  const text = useMessages(pageFrameMessages);
  useDocumentSettings(title);
  useNamedPlace();
  const links = [
    ['lessons', linkTo({}, language, '#lessons')],
    ['map', linkTo({ page: 'map' }, language)],
    ['reference', linkTo({ page: 'reference' }, language)],
  ] as const;
  return (
    <div className={styles['page']}>
      <a className={styles['skip']} href="#content">
        {text.skip}
      </a>
      <header className={styles['bar']}>
        <a
          className={styles['name']}
          href={linkTo({}, language)}
          aria-label={`Socketscope, ${text.home}`}
          aria-current={current === 'home' ? 'page' : undefined}
        >
          Socketscope
        </a>
        <nav className={styles['nav']} aria-label={text.nav}>
          {links.map(([id, href]) => (
            <a key={id} href={href} aria-current={current === id ? 'page' : undefined}>
              {text[id]}
            </a>
          ))}
        </nav>
        <button
          type="button"
          className={styles['pill']}
          title={LANGUAGE_NAMES[other].change}
          aria-label={LANGUAGE_NAMES[other].change}
          lang={LANGUAGE_NAMES[other].tag}
          onClick={() => void changeLanguage(other).then(keepInAddress)}
        >
          {LANGUAGE_NAMES[other].short}
        </button>
        <button
          type="button"
          className={styles['pill']}
          title={uiText.themeNow(uiText.themes[theme])}
          aria-label={uiText.themeNow(uiText.themes[theme])}
          onClick={() => changeSettings({ theme: nextTheme(theme) })}
        >
          <Icon name="theme" />
        </button>
      </header>
      <main id="content" tabIndex={-1} className={styles['content']}>
        {children}
      </main>
    </div>
  );
}

/** A reload, and the link that is passed on, come back in the language that was chosen. */
function keepInAddress(): void {
  const url = new URL(location.href);
  url.searchParams.set('lang', useSettings.getState().language);
  history.replaceState(null, '', url);
}
