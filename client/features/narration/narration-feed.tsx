import { useEffect, useRef, useState } from 'react';
import { usePlayback } from '../../playback/playback-store.ts';
import { plain } from '../../i18n/plain.ts';
import type { Narrated } from './use-narration.ts';

/** While events follow one another by themselves, at most a sentence in so many ms is spoken. */
const SPOKEN_EVERY_MS = 1500;
const KEPT = 4;

/** The narration for screen readers, no faster than it can be spoken. */
export function NarrationFeed({ told }: { readonly told: Narrated }) {
  const flowing = usePlayback((playback) => playback.arrival === 'flow');
  const [spoken, setSpoken] = useState<readonly Narrated[]>([]);
  const lastAt = useRef(0);

  useEffect(() => {
    const speak = (): void => {
      lastAt.current = performance.now();
      setSpoken((before) =>
        before.at(-1)?.sentence === told.sentence ? before : [...before, told].slice(-KEPT),
      );
    };
    const waitMs = flowing ? lastAt.current + SPOKEN_EVERY_MS - performance.now() : 0;
    // A newer sentence within the wait replaces this one.
    const timer = setTimeout(speak, Math.max(0, waitMs));
    return () => clearTimeout(timer);
  }, [told, flowing]);

  return (
    <div role="log" aria-live="polite" className="heard">
      {spoken.map(({ seq, sentence }) => (
        <p key={`${seq} ${sentence}`}>{plain(sentence)}</p>
      ))}
    </div>
  );
}
