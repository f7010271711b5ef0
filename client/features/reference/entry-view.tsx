import type { Localized } from '../../../shared/languages.ts';
import type { ReactNode } from 'react';
import { findLesson } from '../../../shared/lessons/index.ts';
import type { Entry, Failure } from '../../../shared/content/reference/entry.ts';
import { findEntry, nameOf } from '../../../shared/content/reference/index.ts';
import { linkTo } from '../../navigation/route.ts';
import { useSettings } from '../../settings/settings-store.ts';
import { referenceMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { Sentence } from '../../ui/sentence.tsx';
import styles from './entry.module.css';
import { sourceLink } from './source-link.ts';

/** All that the reference says of one name, under a heading that the page gives it. */
export function EntryBody({
  entry,
  onRelated,
}: {
  readonly entry: Entry;
  /** The entry is shown beside the lab, which must not be left: other entries open here, and links in a new tab. */
  readonly onRelated?: (id: string) => void;
}) {
  const newTab = onRelated !== undefined;
  const text = useMessages(referenceMessages);
  const language = useSettings((settings) => settings.language);
  const say = (words: Localized) => <Sentence text={words[language]} />;
  const target = newTab ? { target: '_blank', rel: 'noopener' } : {};
  const heard = newTab ? <span className="heard">{text.newTab}</span> : null;
  return (
    <>
      {entry.is === 'call' && <code className={styles['signature']}>{entry.signature}</code>}
      <p className={styles['text']}>{say(entry.text)}</p>
      <dl className={styles['facts']}>
        {entry.is === 'call' && (
          <>
            <Row name={text.systemCall}>
              {entry.systemCall === null ? text.noSystemCall : <Source source={entry.systemCall} />}
            </Row>
            <Row name={text.buffer}>{say(entry.buffer)}</Row>
            <Row name={text.waits}>{say(entry.waits)}</Row>
            <Row name={text.returns}>{say(entry.returns)}</Row>
            <Row name={text.failures}>
              {entry.failures.length === 0 ? (
                text.noFailures
              ) : (
                <Failures failures={entry.failures} say={say} />
              )}
            </Row>
          </>
        )}
        {entry.is === 'constant' && (
          <Row name={text.value}>
            <code>{entry.value}</code>
          </Row>
        )}
        {entry.is === 'exception' && entry.errnos.length > 0 && (
          <Row name={text.errnos}>
            <code>{entry.errnos.join(', ')}</code>
          </Row>
        )}
        {entry.seenIn.length > 0 && (
          <Row name={text.seenIn}>
            <span className={styles['links']}>
              {entry.seenIn.map((id) => (
                <a
                  key={id}
                  href={linkTo({ lesson: id }, language)}
                  title={findLesson(id)?.title[language]}
                  {...target}
                >
                  {id}
                  {heard}
                </a>
              ))}
            </span>
          </Row>
        )}
        {entry.related !== undefined && (
          <Row name={text.related}>
            <span className={styles['links']}>
              {entry.related.map((id) => {
                const other = findEntry(id);
                const name = other === null ? id : nameOf(other, language);
                return onRelated === undefined ? (
                  <a key={id} href={linkTo({ page: 'reference', of: id }, language)}>
                    {name}
                  </a>
                ) : (
                  <button key={id} type="button" onClick={() => onRelated(id)}>
                    {name}
                  </button>
                );
              })}
            </span>
          </Row>
        )}
        {entry.sources.length > 0 && (
          <Row name={text.sources}>
            <span className={styles['links']}>
              {entry.sources.map((source) => (
                <Source key={source} source={source} />
              ))}
            </span>
          </Row>
        )}
      </dl>
    </>
  );
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={styles['row']}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Failures({
  failures,
  say,
}: {
  readonly failures: readonly Failure[];
  readonly say: (words: Localized) => ReactNode;
}) {
  const text = useMessages(referenceMessages);
  return (
    <ul className={styles['failures']}>
      {failures.map(({ errno, exception, cause }) => (
        <li key={`${errno} ${exception}`}>
          <code>{exception}</code> <small>{errno ?? text.noErrno}</small>
          <span>{say(cause)}</span>
        </li>
      ))}
    </ul>
  );
}

/** Leads away from the page, so that it opens beside it. */
function Source({ source }: { readonly source: string }) {
  const text = useMessages(referenceMessages);
  const href = sourceLink(source);
  return href === null ? (
    <span>{source}</span>
  ) : (
    <a href={href} target="_blank" rel="noreferrer">
      {source}
      <span className="heard">{text.newTab}</span>
    </a>
  );
}
