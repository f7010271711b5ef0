import type { HomeMessages } from './messages.ts';
import type { ReactNode } from 'react';
import type { Lesson } from '../../../shared/lessons/lesson.ts';
import { linkTo } from '../../navigation/route.ts';
import type { LessonProgress } from '../progress/progress-store.ts';
import type { Language } from '../../../shared/languages.ts';
import styles from './home.module.css';
import { lessonHref, type Lack } from './outlook.ts';

interface Props {
  readonly lesson: Lesson;
  readonly lack: Lack | null;
  readonly progress: LessonProgress | undefined;
  readonly language: Language;
  readonly text: HomeMessages;
}

/** One lesson: what it is for, what is done in it, and how far it was taken. */
export function LessonRow({ lesson, lack, progress, language, text }: Props): ReactNode {
  const tries = Object.values(progress?.predictions ?? {}).filter((one) => one !== 'watched');
  const right = tries.filter((one) => one === 'right').length;
  const is = progress?.finished === true ? 'done' : (progress?.moves ?? 0) > 0 ? 'begun' : 'new';
  // Said once above where nothing is live; here only what this one lesson lacks.
  const reason = lack === 'wire' || lack === 'isolated' ? text.lacks[lack] : null;
  return (
    <li className={styles['row']} data-lesson={lesson.id} data-is={is} data-lack={lack ?? undefined}>
      <a className={styles['goal']} href={lessonHref(lesson.id, lack, progress, language)}>
        <b>{lesson.id}</b>
        <span>
          {lesson.title[language]}
          {lack !== null && <span className="heard"> ({text.recording})</span>}
        </span>
      </a>
      <p className={styles['task']}>
        {lesson.task[language]}
        {reason !== null && <span className={styles['lack']}> {reason}.</span>}
      </p>
      <p className={styles['state']}>
        {lesson.moves.length > 0 && (lack === null || is !== 'new') && (
          <span>
            <Mark is={is} />{' '}
            {is === 'done'
              ? text.done
              : is === 'begun'
                ? text.inProgress(progress!.moves, lesson.moves.length)
                : text.notBegun}
          </span>
        )}
        {tries.length > 0 && <span>{text.right(right, tries.length)}</span>}
        {lack !== null && (
          <a href={linkTo({ replay: lesson.id }, language)}>
            {text.recording}
            <span className="heard"> {lesson.id}</span>
          </a>
        )}
      </p>
    </li>
  );
}

/** Empty, half and full: told apart without colour. */
function Mark({ is }: { readonly is: 'new' | 'begun' | 'done' }): ReactNode {
  return (
    <svg className={styles['mark']} width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      <circle cx="6" cy="6" r="4.5" />
      {is === 'begun' && <path d="M6 1.5a4.5 4.5 0 0 1 0 9z" />}
      {is === 'done' && <circle className={styles['full']} cx="6" cy="6" r="4.5" />}
    </svg>
  );
}
