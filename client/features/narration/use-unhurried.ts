import { useEffect, useRef, useState } from 'react';
import { plain } from '../../i18n/plain.ts';
import { readingMs } from '../../playback/pacing.ts';
import { useInTurn } from '../../playback/in-turn.ts';
import { useSettings } from '../../settings/settings-store.ts';
import { type Narrated, pressBefore } from './tell.ts';
import { useReader } from './use-narration.ts';

/**
 * The sentence to show now. On a live lab, what nobody has pressed for waits until the sentence before it could be
 * read: a kernel's timer may expire 0.2 s after the learner has dropped a segment. In another language nothing has
 * been read yet, so that a change of language shows the newest at once.
 */
export function useUnhurried(told: Narrated): Narrated {
  const log = useInTurn('told');
  const reader = useReader();
  const speed = useSettings((settings) => settings.speed);
  const language = useSettings((settings) => settings.language);
  const [{ shown, spoken }, show] = useState({ shown: told, spoken: language });
  const shownAt = useRef(-Infinity);
  const isNew = spoken === language && told.sentence !== shown.sentence;
  const waits = log.mode === 'live' && told.span?.byHand === false && isNew;

  // The picture may have jumped from the middle of a press to what came after it.
  const press = waits ? pressBefore(log, told.span.from, reader) : null;
  const next = !waits ? told : press !== null && press.seq > shown.seq ? press : shown;
  if (next !== shown || (!waits && spoken !== language)) show({ shown: next, spoken: language });
  useEffect(() => {
    shownAt.current = performance.now();
  }, [shown.sentence]);
  useEffect(() => {
    if (!waits) return undefined;
    const dueMs = shownAt.current + readingMs(plain(shown.sentence)) / speed - performance.now();
    const timer = setTimeout(() => show({ shown: told, spoken: language }), Math.max(0, dueMs));
    return () => clearTimeout(timer);
  }, [waits, told, shown, speed, language]);
  return next;
}
