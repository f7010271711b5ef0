import { useState } from 'react';
import type { Entry } from '../../../shared/content/reference/entry.ts';
import { ENTRIES, findEntry, matches, nameOf } from '../../../shared/content/reference/index.ts';
import { linkTo } from '../../navigation/route.ts';
import { usePanels } from '../../ui/panels-store.ts';
import { useSettings } from '../../settings/settings-store.ts';
import { referenceMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { SheetFrame } from '../../ui/sheet.tsx';
import { EntryBody } from './entry-view.tsx';
import styles from './reference-sheet.module.css';

/** The reference beside the lab: the names of the current line, or what is looked for. */
export function ReferenceSheet({ onClose }: { readonly onClose: () => void }) {
  const text = useMessages(referenceMessages);
  const language = useSettings((settings) => settings.language);
  const terms = usePanels((panels) => panels.terms);
  const [chosen, setChosen] = useState<string | null>(terms[0] ?? null);
  const [typed, setTyped] = useState('');
  const entry = chosen === null ? null : findEntry(chosen);
  const onLine = terms.map((id) => findEntry(id)).filter((one): one is Entry => one !== null);
  const offered = typed.trim() === '' ? onLine : ENTRIES.filter((one) => matches(one, typed)).slice(0, 12);
  const all = typed.trim() === '' && onLine.length === 0 ? ENTRIES : offered;
  return (
    <SheetFrame title={text.title} onClose={onClose}>
      <div className={styles['sheet']} data-part="reference">
        <input
          type="search"
          className={styles['filter']}
          aria-label={text.filter}
          placeholder={text.placeholder}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        {all.length > 0 ? (
          <ul className={styles['names']} aria-label={typed.trim() === '' ? text.onThisLine : text.filter}>
            {all.map((one) => (
              <li key={one.id}>
                <button type="button" aria-pressed={one.id === chosen} onClick={() => setChosen(one.id)}>
                  {nameOf(one, language)}
                </button>
              </li>
            ))}
          </ul>
        ) : (
          <p className={styles['nothing']}>{text.nothing(typed)}</p>
        )}
        {entry !== null && (
          <article className={styles['entry']} aria-labelledby="reference-entry">
            <h3 id="reference-entry">{nameOf(entry, language)}</h3>
            <EntryBody entry={entry} onRelated={setChosen} />
          </article>
        )}
        <p>
          <a
            className={styles['whole']}
            href={linkTo({ page: 'reference', ...(chosen !== null && { of: chosen }) }, language)}
            target="_blank"
            rel="noopener"
          >
            {text.whole}
            <span className="heard">{text.newTab}</span>
          </a>
        </p>
      </div>
    </SheetFrame>
  );
}
