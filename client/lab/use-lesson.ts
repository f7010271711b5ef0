import { useEffect, useState } from 'react';
import type { Lesson } from '../../shared/lessons/lesson.ts';
import { loadLesson } from './index.ts';
import { useRoom } from './room-store.ts';

/** The lesson of this room; null until its text is there, and where the room's is none of them. */
export function useLesson(): Lesson | null {
  return useLessonOf(useRoom((session) => session.lesson));
}

/** A lesson by its id; null until its text is there, and where there is none such. */
export function useLessonOf(id: string): Lesson | null {
  const [lesson, setLesson] = useState<Lesson | null>(null);
  useEffect(() => {
    if (id === '') return undefined;
    let current = true;
    void loadLesson(id).then((loaded) => {
      if (current) setLesson(loaded);
    });
    return () => {
      current = false;
    };
  }, [id]);
  return lesson;
}
