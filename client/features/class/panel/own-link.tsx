import { type ReactNode, useState } from 'react';
import { useMessages } from '../../../i18n/catalogue.ts';
import actions from '../../../ui/actions.module.css';
import styles from './class-panel.module.css';
import { classMessages } from '../messages.ts';

/** It opens below the edge of a phone's sheet. */
const intoSight = (opened: HTMLElement | null): void => opened?.scrollIntoView({ block: 'nearest' });

/**
 * The teacher's own link, by which another device presents the class. It is not shown at once: this panel is seen by
 * everybody.
 */
export function OwnLink({ link }: { readonly link: string }): ReactNode {
  const text = useMessages(classMessages);
  const [step, setStep] = useState<'closed' | 'asks' | 'copied' | 'shown'>('closed');
  const { clipboard } = navigator as Partial<Navigator>;
  if (step === 'closed')
    return (
      <button type="button" className={actions['button']} onClick={() => setStep('asks')}>
        {text.otherDevice}
      </button>
    );
  return (
    <div ref={intoSight} className={styles['own']} data-part="own-link">
      <output>{step === 'copied' ? text.copied : text.otherDeviceHint}</output>
      <p className={actions['actions']}>
        {clipboard !== undefined && (
          <button
            type="button"
            className={actions['button']}
            onClick={() =>
              void clipboard.writeText(link).then(
                () => setStep('copied'),
                () => setStep('shown'),
              )
            }
          >
            {text.copyLink}
          </button>
        )}
        {step === 'asks' && (
          <button type="button" className={actions['button']} onClick={() => setStep('shown')}>
            {text.showLink}
          </button>
        )}
        <button type="button" className={actions['button']} onClick={() => setStep('closed')}>
          {text.close}
        </button>
      </p>
      {step === 'shown' && <code ref={intoSight}>{link}</code>}
    </div>
  );
}
