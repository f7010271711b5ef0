import { useMessages } from '../../i18n/catalogue.ts';
import { primaryActionMessages } from '../primary-action/messages.ts';
import { PrimaryButton } from '../primary-action/primary-button.tsx';
import { Narration } from './index.ts';
import styles from './narration-bar.module.css';

/** The narration, and the one button, which says what it will do. A tour (`led`) has no need of the button. */
export function NarrationBar({ led }: { readonly led: boolean }) {
  const { bar } = useMessages(primaryActionMessages);
  return (
    <section className={styles['bar']} aria-label={bar} data-part="narration">
      <Narration />
      {!led && <PrimaryButton />}
    </section>
  );
}
