import { homeMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useEffect, useState, type ReactNode } from 'react';
import { askServer, type ServerHealth } from '../../lab/server-health.ts';
import { useLessonOf } from '../../lab/use-lesson.ts';
import { linkTo } from '../../navigation/route.ts';
import { followOtherPages, useProgress } from '../progress/progress-store.ts';
import { useSettings } from '../../settings/settings-store.ts';
import { JoinForm } from '../class/index.ts';
import { PageFrame } from '../page-frame/page-frame.tsx';
import styles from './home.module.css';
import { lackOf, lessonHref, nextLesson, roomLeft } from './outlook.ts';
import { LessonList, RunStrip } from './index.ts';
import { FREE_LAB, FREE_RUN } from '../../../shared/lessons/free-lab.ts';

/** The home page: one button, a recorded run, and every lesson with its progress. */
export function HomePage({
  missing,
}: {
  /** The page that the address asks for and that does not exist. */
  readonly missing?: string | undefined;
}): ReactNode {
  const language = useSettings((settings) => settings.language);
  const text = useMessages(homeMessages);
  const health = useHealth();
  useEffect(followOtherPages, []);
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
          {lackOf(undefined, health) === null && (
            <a
              className={styles['second']}
              href={linkTo({ lesson: FREE_LAB, variation: FREE_RUN }, language)}
            >
              {text.free}
            </a>
          )}
        </Begin>
        {health !== null && <JoinForm />}
        {(health === null || health?.grade === 'replay') && (
          <p className={styles['notice']} data-part="no-labs">
            {health === null ? text.noServer : text.replayOnly}
          </p>
        )}
      </section>
      <RunStrip text={text.strip} />
      <LessonList health={health} />
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
  const id = nextLesson(progress);
  const lesson = useLessonOf(id);
  const done = progress[id];
  const lack = lackOf(lesson?.needs, health);
  const isUnderWay = done !== undefined && !done.finished && done.moves > 0;
  const label =
    lack !== null
      ? text.watch(id)
      : lesson !== null && isUnderWay && roomLeft(done) !== null
        ? text.resume(id, done.moves, lesson.moves.length)
        : Object.keys(progress).length > 0
          ? text.goOn(id)
          : text.start(id);
  return (
    <>
      <p className={styles['actions']}>
        <a
          className={styles['begin']}
          data-part="begin"
          href={lessonHref(id, lack, done, language)}
          aria-describedby="begin-title"
        >
          {label}
        </a>
        {children}
      </p>
      <p id="begin-title" className={styles['begin-title']}>
        {lesson !== null && (
          <>
            <b>{`${id} · ${lesson.title[language]}`}</b>
            {' – '}
            {isUnderWay && lack === null && roomLeft(done) === null
              ? text.again(done.moves, lesson.moves.length)
              : lesson.task[language]}
          </>
        )}
      </p>
    </>
  );
}
