import { plain } from '../../i18n/plain.ts';
import { Sentence } from '../../ui/sentence.tsx';
import styles from './narration-bar.module.css';
import { NarrationTrail } from './narration-trail.tsx';
import { SlowMotion } from './summary/slow-motion.tsx';
import { useNarration, useReadingPace } from './use-narration.ts';
import { useUnhurried } from './use-unhurried.ts';

/** Chinese characters are about twice as wide as Latin letters. */
function width(sentence: string): number {
  return Array.from(plain(sentence)).reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e7f ? 1.9 : 1), 0);
}

const ONE_LINE = 104;

/** One sentence on what the press has brought about, and the ones before it. */
export function Narration() {
  const told = useNarration();
  useReadingPace();
  const { sentence } = useUnhurried(told);
  const size = width(sentence) > ONE_LINE ? styles['long'] : undefined;
  return (
    <>
      <p className={`${styles['sentence']} ${size ?? ''}`} aria-hidden="true">
        <Sentence text={sentence} />
      </p>
      <SlowMotion told={told} />
      <NarrationTrail told={told} />
    </>
  );
}
