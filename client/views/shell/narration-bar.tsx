import { usePlayhead } from '../../stores/playhead-store.ts';
import { plain, useText } from '../../text/index.ts';
import { NarrationFeed } from './narration-feed.tsx';
import styles from './narration-bar.module.css';
import { Sentence } from './sentence.tsx';
import { useNarration } from './use-narration.ts';
import { type Primary } from './use-primary.ts';

/** Chinese characters are about twice as wide as Latin letters. */
function width(sentence: string): number {
  return Array.from(plain(sentence)).reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e7f ? 1.9 : 1), 0);
}

const ONE_LINE = 104;

/** One sentence on the event shown, and the one button that says what it will do. */
export function NarrationBar({ primary }: { readonly primary: Primary }) {
  const told = useNarration();
  const size = width(told.sentence) > ONE_LINE ? styles['long'] : undefined;
  return (
    <section className={styles['bar']} data-part="narration">
      <p className={`${styles['sentence']} ${size ?? ''}`} aria-hidden="true">
        <Sentence text={told.sentence} />
      </p>
      <NarrationFeed told={told} />
      <PrimaryButton primary={primary} />
    </section>
  );
}

export function PrimaryButton({ primary }: { readonly primary: Primary }) {
  const text = useText();
  const mode = usePlayhead((playhead) => playhead.mode);
  const { label, whyNot, onSpace, act } = primary;
  return (
    <button
      type="button"
      className={styles['primary']}
      data-part="primary"
      aria-disabled={whyNot !== null}
      aria-keyshortcuts={onSpace ? 'Space' : 'End'}
      title={whyNot ?? undefined}
      onClick={whyNot === null ? act : undefined}
    >
      {label}
      {whyNot === null && <kbd>{onSpace || mode !== 'past' ? text.primary.key : 'End'}</kbd>}
    </button>
  );
}
