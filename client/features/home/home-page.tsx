import { type HomeMessages, homeMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useEffect, useState, type ReactNode } from 'react';
import { CHAPTERS } from '../../../shared/lessons/chapters.ts';
import { findLesson, LESSONS } from '../../../shared/lessons/index.ts';
import { askServer, type ServerHealth } from '../../lab/server-health.ts';
import { linkTo } from '../../navigation/route.ts';
import { useProgress } from '../progress/progress-store.ts';
import { useSettings } from '../../settings/settings-store.ts';
import { PageFrame } from '../page-frame/page-frame.tsx';
import { ForgetProgress } from '../progress/forget-progress.tsx';
import styles from './home.module.css';
import { LessonRow } from './lesson-row.tsx';
import { lackOf, lessonHref, nextLesson, roomLeft } from './outlook.ts';
import { RunStrip } from './index.ts';
import { FREE_LAB } from '../../../shared/lessons/free-lab.ts';

/** The home page: one button, a recorded run, and every lesson with its progress. */
export function HomePage({
  missing,
}: {
  /** The page that the address asks for and that does not exist. */
  readonly missing?: string | undefined;
}): ReactNode {
  const language = useSettings((settings) => settings.language);
  const text = useMessages(homeMessages);
  const progress = useProgress(({ lessons }) => lessons);
  const health = useHealth();
  const free = findLesson(FREE_LAB);
  return (
    <PageFrame title="" current="home">
      {missing !== undefined && (
        <p className={styles['missing']} data-part="no-page">
          {text.noPage(missing.length > 40 ? `${missing.slice(0, 40)}…` : missing)}{' '}
          <a href="#lessons">{text.lessons}</a> · <a href={linkTo({ page: 'map' }, language)}>{text.map}</a> ·{' '}
          <a href={linkTo({ page: 'reference' }, language)}>{text.reference}</a>
        </p>
      )}
      <section className={styles['hero']}>
        <h1>{text.title}</h1>
        <p className={styles['lead']}>{text.lead}</p>
        <Begin health={health}>
          <a className={styles['second']} href={linkTo({ tour: '' }, language)}>
            {text.tour}
          </a>
          {free !== null && lackOf(free, health) === null && (
            <a className={styles['second']} href={linkTo({ lesson: free.id }, language)}>
              {text.free}
            </a>
          )}
        </Begin>
        {(health === null || health?.grade === 'replay') && (
          <p className={styles['notice']} data-part="no-labs">
            {health === null ? text.noServer : text.replayOnly}
          </p>
        )}
      </section>
      <RunStrip text={text.strip} />
      <section id="lessons" aria-labelledby="lessons-title" className={styles['lessons']}>
        <h2 id="lessons-title">{text.lessons}</h2>
        {CHAPTERS.map(({ id, title, lessons }) => {
          const here = lessons.flatMap((one) => findLesson(one) ?? []);
          if (here.length === 0) return null;
          return (
            <section key={id} className={styles['chapter']}>
              <h3>{title[language]}</h3>
              <ol>
                {here.map((lesson) => (
                  <LessonRow
                    key={lesson.id}
                    lesson={lesson}
                    lack={lackOf(lesson, health)}
                    progress={progress[lesson.id]}
                    language={language}
                    text={text}
                  />
                ))}
              </ol>
            </section>
          );
        })}
      </section>
      <footer className={styles['foot']}>
        <p>{summary(progress, text)}</p>
        <ForgetProgress />
        <nav aria-label={text.readMore}>
          <a href={linkTo({ page: 'map' }, language)}>{text.map}</a>
          <a href={linkTo({ page: 'reference' }, language)}>{text.reference}</a>
        </nav>
      </footer>
    </PageFrame>
  );
}

/** Undefined until it is known. */
function useHealth(): ServerHealth | null | undefined {
  const [health, setHealth] = useState<ServerHealth | null>();
  useEffect(() => {
    let current = true;
    void askServer().then((answer) => {
      if (current) setHealth(answer);
    });
    return () => {
      current = false;
    };
  }, []);
  return health;
}

/** The one dark button, other ways in beside it, and where it leads. */
function Begin({
  health,
  children,
}: {
  readonly health: ServerHealth | null | undefined;
  readonly children: ReactNode;
}): ReactNode {
  const language = useSettings((settings) => settings.language);
  const text = useMessages(homeMessages);
  const progress = useProgress(({ lessons }) => lessons);
  const lesson = nextLesson(progress);
  const done = progress[lesson.id];
  const lack = lackOf(lesson, health);
  const isUnderWay = done !== undefined && !done.finished && done.moves > 0;
  const label =
    lack !== null
      ? text.watch(lesson.id)
      : isUnderWay && roomLeft(done) !== null
        ? text.resume(lesson.id, done.moves + 1, lesson.moves.length)
        : Object.keys(progress).length > 0
          ? text.goOn(lesson.id)
          : text.start(lesson.id);
  return (
    <>
      <p className={styles['actions']}>
        <a
          className={styles['begin']}
          data-part="begin"
          href={lessonHref(lesson, lack, done, language)}
          aria-describedby="begin-title"
        >
          {label}
        </a>
        {children}
      </p>
      <p id="begin-title" className={styles['begin-title']}>
        <b>{`${lesson.id} · ${lesson.title[language]}`}</b>
        {' – '}
        {isUnderWay && lack === null && roomLeft(done) === null
          ? text.again(done.moves + 1, lesson.moves.length)
          : lesson.task[language]}
      </p>
    </>
  );
}

function summary(progress: ReturnType<typeof useProgress.getState>['lessons'], text: HomeMessages): string {
  const all = LESSONS.filter(({ moves }) => moves.length > 0);
  const tries = Object.values(progress).flatMap(({ predictions }) => Object.values(predictions));
  return text.summary(
    all.filter(({ id }) => progress[id]?.finished === true).length,
    all.length,
    tries.filter((one) => one === 'right').length,
    tries.filter((one) => one !== 'watched').length,
  );
}
