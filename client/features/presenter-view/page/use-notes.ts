import { useEffect, useState } from 'react';
import { loadNotes, loadVariationNotes } from '../../../../shared/content/presenter-notes/index.ts';
import type { LessonNotes } from '../../../../shared/content/presenter-notes/note.ts';
import { untilFetched } from '../../../fetch-code.ts';

/** The notes on a lesson or on one of its variations; null while they are being fetched, and where there are none. */
export function useNotes(lesson: string, variation: string | null): LessonNotes | null {
  const of = `${lesson}.${variation ?? ''}`;
  const [fetched, setFetched] = useState<{ of: string; notes: LessonNotes | null } | null>(null);
  useEffect(() => {
    let isWanted = true;
    const load = () => (variation === null ? loadNotes(lesson) : loadVariationNotes(lesson, variation));
    void untilFetched<LessonNotes | null>(load).then((notes) => {
      if (isWanted) setFetched({ of, notes });
    });
    return () => {
      isWanted = false;
    };
  }, [lesson, variation, of]);
  return fetched?.of === of ? fetched.notes : null;
}
