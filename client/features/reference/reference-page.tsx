import { useEffect, useState } from 'react';
import type { Entry } from '../../../shared/content/reference/entry.ts';
import { ENTRIES, findEntry, matches, nameOf, SECTIONS } from '../../../shared/content/reference/index.ts';
import { linkTo } from '../../navigation/route.ts';
import { useSettings } from '../../settings/settings-store.ts';
import { referenceMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { EntryBody } from './entry-view.tsx';
import { PageFrame } from '../page-frame/page-frame.tsx';
import styles from './reference-page.module.css';

/** Every entry on one page, filtered by a search. `of` is the entry to which a link leads. */
export function ReferencePage({ of }: { readonly of: string | null }) {
  const text = useMessages(referenceMessages);
  const meant = of === null ? null : findEntry(of);
  const [typed, setTyped] = useState('');
  const sections = SECTIONS.map(({ id, entries }) => ({
    id,
    entries: (entries as readonly Entry[]).filter((entry) => matches(entry, typed)),
  })).filter(({ entries }) => entries.length > 0);
  const count = sections.reduce((sum, { entries }) => sum + entries.length, 0);

  useEffect(() => {
    if (meant === null) return;
    const heading = document.getElementById(meant.id);
    heading?.scrollIntoView();
    heading?.focus({ preventScroll: true });
  }, [meant]);

  return (
    <PageFrame title={text.title} current="reference">
      <h1 className={styles['title']}>{text.title}</h1>
      <p className={styles['lead']}>{text.lead}</p>
      {of !== null && meant === null && <output className={styles['unknown']}>{text.unknown(of)}</output>}
      <div className={styles['tools']}>
        <input
          type="search"
          className={styles['filter']}
          aria-label={text.filter}
          placeholder={text.placeholder}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <output className={styles['count']}>{text.count(count, ENTRIES.length)}</output>
      </div>
      {sections.length > 0 ? (
        <nav className={styles['sections']} aria-label={text.nav}>
          {sections.map(({ id }) => (
            <a key={id} href={`#section-${id}`}>
              {text.sections[id]}
            </a>
          ))}
        </nav>
      ) : (
        <p className={styles['nothing']}>
          {text.nothing(typed)}{' '}
          <button type="button" onClick={() => setTyped('')}>
            {text.all}
          </button>
        </p>
      )}
      {sections.map(({ id, entries }) => (
        <section key={id} aria-labelledby={`section-${id}`}>
          <h2 id={`section-${id}`} className={styles['section']}>
            {text.sections[id]}
          </h2>
          {entries.map((entry) => (
            <EntryArticle key={entry.id} entry={entry} meant={entry === meant} />
          ))}
        </section>
      ))}
    </PageFrame>
  );
}

function EntryArticle({ entry, meant }: { readonly entry: Entry; readonly meant: boolean }) {
  const language = useSettings((settings) => settings.language);
  return (
    <article className={styles['entry']} aria-labelledby={entry.id} data-meant={meant || undefined}>
      <h3 id={entry.id} tabIndex={-1} data-code={entry.is !== 'term' || undefined}>
        <a href={linkTo({ page: 'reference', of: entry.id }, language)}>{nameOf(entry, language)}</a>
      </h3>
      <div>
        <EntryBody entry={entry} />
      </div>
    </article>
  );
}
