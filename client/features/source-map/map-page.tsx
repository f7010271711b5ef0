import { findLesson } from '../../../shared/lessons/index.ts';
import { ERRATA, GROUPS } from '../../../shared/content/source-map/index.ts';
import { liveOf, momentOf, type Statement } from '../../../shared/content/source-map/statement.ts';
import { linkTo } from '../../navigation/route.ts';
import { useSettings } from '../../settings/settings-store.ts';
import { sourceMapMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { Sentence } from '../../ui/sentence.tsx';
import styles from './map-page.module.css';
import { PageFrame } from '../page-frame/page-frame.tsx';

/** The source lesson, statement by statement, each a link away from where it is seen to happen. */
export function MapPage() {
  const text = useMessages(sourceMapMessages);
  const language = useSettings((settings) => settings.language);
  return (
    <PageFrame title={text.title} current="map">
      <h1 className={styles['title']}>{text.title}</h1>
      <p className={styles['lead']}>{text.lead}</p>
      <nav className={styles['parts']} aria-label={text.nav}>
        {GROUPS.map(({ id, title }) => (
          <a key={id} href={`#part-${id}`}>
            {title[language]}
          </a>
        ))}
        <a href="#part-errata">{text.errata}</a>
      </nav>
      {GROUPS.map(({ id, title, statements }) => (
        <section key={id} aria-labelledby={`part-${id}`}>
          <h2 id={`part-${id}`} className={styles['part']}>
            {title[language]}
          </h2>
          <ol className={styles['statements']}>
            {statements.map((statement) => (
              <li key={statement.id} id={statement.id} className={styles['statement']}>
                <p id={`${statement.id}-text`}>
                  <Sentence text={statement.text[language]} />
                </p>
                <Ways statement={statement} />
              </li>
            ))}
          </ol>
        </section>
      ))}
      <section aria-labelledby="part-errata" className={styles['errata']}>
        <h2 id="part-errata" className={styles['part']}>
          {text.errata}
        </h2>
        <p className={styles['lead']}>{text.errataLead}</p>
        <ol className={styles['statements']}>
          {ERRATA.map((erratum) => (
            <li key={erratum.id} id={erratum.id} className={styles['statement']}>
              <dl className={styles['erratum']}>
                <dt>{text.source}</dt>
                <dd className={styles['wrong']}>
                  <Sentence text={erratum.source[language]} />
                </dd>
                <dt>{text.so}</dt>
                <dd id={`${erratum.id}-text`}>
                  <Sentence text={erratum.text[language]} />
                </dd>
              </dl>
              <Ways statement={erratum} />
            </li>
          ))}
        </ol>
      </section>
    </PageFrame>
  );
}

function Ways({ statement }: { readonly statement: Statement }) {
  const { id, lesson } = statement;
  const text = useMessages(sourceMapMessages);
  const language = useSettings((settings) => settings.language);
  const title = findLesson(lesson)?.title[language];
  return (
    <span className={styles['ways']}>
      <a
        href={linkTo(momentOf(statement), language)}
        aria-describedby={`${id}-text`}
        title={title}
        data-part="see"
      >
        {text.see} · {lesson}
      </a>
      <a href={linkTo(liveOf(statement), language)} aria-describedby={`${id}-text`} title={title}>
        {text.live}
      </a>
    </span>
  );
}
