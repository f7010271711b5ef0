import { useEffect, useState } from 'react';
import { loadNotes } from '../../../../shared/content/presenter-notes/index.ts';
import type { LessonNotes } from '../../../../shared/content/presenter-notes/note.ts';
import { untilFetched } from '../../../fetch-code.ts';

/** The notes on a lesson; null while they are being fetched, and where there are none. */
export function useNotes(lesson: string): LessonNotes | null {
  const [fetched, setFetched] = useState<{ lesson: string; notes: LessonNotes | null } | null>(null);
  useEffect(() => {
    let isWanted = true;
    void untilFetched(() => loadNotes(lesson)).then((notes) => {
      if (isWanted) setFetched({ lesson, notes });
    });
    return () => {
      isWanted = false;
    };
  }, [lesson]);
  return fetched?.lesson === lesson ? fetched.notes : null;
}
