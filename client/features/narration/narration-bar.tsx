import { PrimaryButton } from '../primary-action/primary-button.tsx';
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
