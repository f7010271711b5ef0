import { primaryActionMessages } from '../primary-action/messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { plain } from '../../i18n/plain.ts';
import { NarrationFeed } from './narration-feed.tsx';
import styles from './narration-bar.module.css';
import { Sentence } from '../../ui/sentence.tsx';
import { useNarration } from './use-narration.ts';
import type { Primary } from '../primary-action/use-primary.ts';

/** Chinese characters are about twice as wide as Latin letters. */
function width(sentence: string): number {
  return Array.from(plain(sentence)).reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e7f ? 1.9 : 1), 0);
}

const ONE_LINE = 104;

/** One sentence on the event shown, and the one button that says what it will do. */
export function NarrationBar({ primary }: { readonly primary: Primary | null }) {
  const told = useNarration();
  const size = width(told.sentence) > ONE_LINE ? styles['long'] : undefined;
  return (
    <section className={styles['bar']} data-part="narration">
      <p className={`${styles['sentence']} ${size ?? ''}`} aria-hidden="true">
        <Sentence text={told.sentence} />
      </p>
      <NarrationFeed told={told} />
      {primary !== null && <PrimaryButton primary={primary} />}
    </section>
  );
}

export function PrimaryButton({ primary }: { readonly primary: Primary }) {
  const primaryActionText = useMessages(primaryActionMessages);
  const { label, telling, whyNot, act } = primary;
  return (
    <button
      type="button"
      className={styles['primary']}
      data-part="primary"
      data-telling={telling}
      aria-disabled={whyNot !== null}
      aria-keyshortcuts="Space"
      title={telling ? primaryActionText.tellingHint : (whyNot ?? undefined)}
      onClick={act}
    >
      {telling ? primaryActionText.telling : label}
      {telling && <span className="heard">{primaryActionText.tellingHint}</span>}
      {whyNot === null && !telling && <kbd>{primaryActionText.key}</kbd>}
    </button>
  );
}
