import { plain } from '../../i18n/plain.ts';
import { Sentence } from '../../ui/sentence.tsx';
import { NarrationFeed } from './narration-feed.tsx';
import styles from './narration-bar.module.css';
import { useNarration } from './use-narration.ts';

/** Chinese characters are about twice as wide as Latin letters. */
function width(sentence: string): number {
  return Array.from(plain(sentence)).reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e7f ? 1.9 : 1), 0);
}

const ONE_LINE = 104;

/** One sentence on the event shown, for the eye and for the ear. */
export function Narration() {
  const told = useNarration();
  const size = width(told.sentence) > ONE_LINE ? styles['long'] : undefined;
  return (
    <>
      <p className={`${styles['sentence']} ${size ?? ''}`} aria-hidden="true">
        <Sentence text={told.sentence} />
      </p>
      <NarrationFeed told={told} />
    </>
  );
}
