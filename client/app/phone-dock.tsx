import { lazy, Suspense, useState } from 'react';
import { useText } from '../i18n/index.ts';
import { PrimaryButton } from '../features/narration/narration-bar.tsx';
import styles from './phone-dock.module.css';
import { Scrubber } from '../features/timeline/scrubber.tsx';
import { Transport } from '../features/timeline/transport.tsx';
import { Icon } from '../ui/icons.tsx';
import type { Primary } from '../features/primary-action/use-primary.ts';

const PhoneSheet = lazy(() => import('./phone-sheet.tsx').then((m) => ({ default: m.PhoneSheet })));

/** The dock on a narrow screen: the scrubber, the primary button, and a sheet with everything else. */
export function PhoneDock({ primary }: { readonly primary: Primary }) {
  const text = useText();
  const [open, setOpen] = useState(false);
  return (
    <section className={styles['dock']} aria-label={text.dock.label}>
      <Scrubber />
      <div className={styles['bar']}>
        <Transport />
        <PrimaryButton primary={primary} />
        <button
          type="button"
          className={styles['more']}
          data-part="log-sheet"
          aria-label={text.log.title}
          title={text.log.title}
          onClick={() => setOpen(true)}
        >
          <Icon name="log" />
        </button>
      </div>
      {open && (
        <Suspense>
          <PhoneSheet onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </section>
  );
}
