import { plain } from '../../i18n/plain.ts';
import { Sentence } from '../../ui/sentence.tsx';
import { useMedia } from '../../ui/use-media.ts';
import styles from './narration-bar.module.css';
import { NarrationTrail } from './narration-trail.tsx';
import { SlowMotion } from './summary/slow-motion.tsx';
import { useNarration, useReadingPace } from './use-narration.ts';
import { useUnhurried } from './use-unhurried.ts';

/** Chinese characters are about twice as wide as Latin letters. */
function width(sentence: string): number {
  return Array.from(plain(sentence)).reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e7f ? 1.9 : 1), 0);
}

/** The widths that one line holds beside the button, on the smallest projector and on a narrower screen. */
const ONE_LINE = 104;
const NARROW_LINE = 78;

/** One sentence on what the press has brought about, and the ones before it. */
export function Narration() {
  const told = useNarration();
  useReadingPace();
  const { sentence } = useUnhurried(told);
  const narrow = useMedia('(width < 1180px)');
  const size = width(sentence) > (narrow ? NARROW_LINE : ONE_LINE) ? styles['long'] : undefined;
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
