import { type ReactNode, useState } from 'react';
import { useMessages } from '../../i18n/catalogue.ts';
import actions from '../../ui/actions.module.css';
import { classDeskMessages } from './messages.ts';
import styles from './own-link.module.css';

/** It opens below the edge of a phone's sheet. */
const intoSight = (opened: HTMLElement | null): void => {
  opened?.scrollIntoView({ block: 'nearest' });
  // The button that was pressed is gone.
  if (document.activeElement === document.body) opened?.focus();
};

/**
 * The teacher's own link, by which another device presents the class. It is not shown at once: where a presenter view is open,
 * everybody sees the window that presents.
 */
export function OwnLink({ link, onWall }: { readonly link: string; readonly onWall: boolean }): ReactNode {
  const text = useMessages(classDeskMessages);
  const [step, setStep] = useState<'closed' | 'asks' | 'copied' | 'shown'>('closed');
  const { clipboard } = navigator as Partial<Navigator>;
  if (step === 'closed')
    return (
      <button type="button" className={actions['button']} onClick={() => setStep('asks')}>
        {text.otherDevice}
      </button>
    );
  return (
    <div ref={intoSight} className={styles['own']} data-part="own-link" tabIndex={-1}>
      <output>
        {step === 'copied' ? text.copied : text.otherDeviceHint}
        {step === 'asks' && onWall && ` ${text.onWall}`}
      </output>
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
        {step !== 'shown' && (
          <button type="button" className={actions['button']} onClick={() => setStep('shown')}>
            {onWall ? text.showOnWall : text.showLink}
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
