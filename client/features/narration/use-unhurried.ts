import { useEffect, useRef, useState } from 'react';
import { plain } from '../../i18n/plain.ts';
import { readingMs } from '../../playback/pacing.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { useSettings } from '../../settings/settings-store.ts';
import type { Narrated } from './tell.ts';

/**
 * The sentence to show now. On a live lab, what nobody has pressed for waits until the sentence before it could be
 * read: a kernel's timer may expire 0.2 s after the learner has dropped a segment. In another language nothing has
 * been read yet, so that a change of language shows the newest at once.
 */
export function useUnhurried(told: Narrated): Narrated {
  const isLive = usePlayhead((playhead) => playhead.mode === 'live');
  const speed = useSettings((settings) => settings.speed);
  const language = useSettings((settings) => settings.language);
  const [{ shown, spoken }, show] = useState({ shown: told, spoken: language });
  const shownAt = useRef(-Infinity);
  const isNew = spoken === language && told.sentence !== shown.sentence;
  const waits = isLive && told.span?.byHand === false && isNew;

  if (!waits && (shown !== told || spoken !== language)) show({ shown: told, spoken: language });
  useEffect(() => {
    shownAt.current = performance.now();
  }, [shown.sentence]);
  useEffect(() => {
    if (!waits) return undefined;
    const dueMs = shownAt.current + readingMs(plain(shown.sentence)) / speed - performance.now();
    const timer = setTimeout(() => show({ shown: told, spoken: language }), Math.max(0, dueMs));
    return () => clearTimeout(timer);
  }, [waits, told, shown, speed, language]);
  return waits ? shown : told;
}
