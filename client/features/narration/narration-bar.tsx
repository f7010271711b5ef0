import { primaryActionMessages } from '../primary-action/messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { Narration } from './index.ts';
import styles from './narration-bar.module.css';
import type { Primary } from '../primary-action/use-primary.ts';

/** The narration, and the one button, which says what it will do. */
export function NarrationBar({ primary }: { readonly primary: Primary | null }) {
  return (
    <section className={styles['bar']} data-part="narration">
      <Narration />
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
