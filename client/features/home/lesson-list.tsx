import { type HomeMessages, homeMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import type { ReactNode } from 'react';
import { CHAPTERS } from '../../../shared/lessons/chapters.ts';
import { findLesson, LESSONS } from '../../../shared/lessons/index.ts';
import type { ServerHealth } from '../../lab/server-health.ts';
import { linkTo } from '../../navigation/route.ts';
import { useSettings } from '../../settings/settings-store.ts';
import { useNamedPlace } from '../../ui/use-named-place.ts';
import { ForgetProgress } from '../progress/forget-progress.tsx';
import { useProgress } from '../progress/progress-store.ts';
import styles from './home.module.css';
import { LessonRow } from './lesson-row.tsx';
import { lackOf } from './outlook.ts';

/** Every lesson with its progress, and what was done in all of them. */
export function LessonList({ health }: { readonly health: ServerHealth | null | undefined }): ReactNode {
  const language = useSettings((settings) => settings.language);
  const text = useMessages(homeMessages);
  const progress = useProgress(({ lessons }) => lessons);
  useNamedPlace();
  return (
    <>
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
                    lack={lackOf(lesson.needs, health)}
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
