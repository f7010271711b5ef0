import type { ReactNode } from 'react';
import { useMessages } from '../../../i18n/catalogue.ts';
import { ActButton } from '../../../ui/act-button.tsx';
import { StageIcon, type StageIconName } from '../../../stage/view/stage-icon.tsx';
import { primaryActionMessages } from '../../primary-action/messages.ts';
import primaryStyles from '../../primary-action/primary-button.module.css';
import type { Report, ViewKey } from '../channel.ts';
import { presenterViewMessages } from '../messages.ts';
import styles from './foot.module.css';
import { pressPrimary, say } from './view-store.ts';

/** Goes on, and through time, from here: the projector's window does it. */
export function Foot({
  report: { primary, mode },
  isThere,
}: {
  readonly report: Report;
  readonly isThere: boolean;
}): ReactNode {
  const text = useMessages(presenterViewMessages);
  const action = useMessages(primaryActionMessages);
  const { label, telling, waits, whyNot } = primary;
  const cannot = whyNot !== null || !isThere;
  return (
    <footer className={styles['foot']}>
      <span className={styles['time']}>
        <Key icon="back" label={text.earlier} pressed="ArrowLeft" whyNot={isThere ? null : text.apart} />
        <Key icon="forward" label={text.later} pressed="ArrowRight" whyNot={isThere ? null : text.apart} />
        {mode === 'past' && (
          <Key icon="end" label={text.toLive} pressed="End" whyNot={isThere ? null : text.apart} />
        )}
        <Key icon="close" label={text.closeOpen} pressed="Escape" whyNot={isThere ? null : text.apart} />
      </span>
      <span className={styles['keys']}>{text.keys}</span>
      <button
        type="button"
        className={`${primaryStyles['primary']} ${styles['primary']}`}
        data-part="primary"
        data-telling={telling}
        data-waits={waits || undefined}
        aria-disabled={cannot}
        aria-keyshortcuts="Space"
        title={isThere ? (telling ? action.tellingHint : (whyNot ?? undefined)) : text.apart}
        onClick={pressPrimary}
      >
        {telling ? action.telling : label}
        {telling && <span className="heard">{action.tellingHint}</span>}
        {!cannot && !telling && <kbd>{action.key}</kbd>}
      </button>
    </footer>
  );
}

function Key({
  icon,
  label,
  pressed,
  whyNot,
}: {
  readonly icon: StageIconName;
  readonly label: string;
  readonly pressed: ViewKey;
  readonly whyNot: string | null;
}): ReactNode {
  return (
    <ActButton title={label} aria-label={label} whyNot={whyNot} act={() => say({ is: 'key', key: pressed })}>
      <StageIcon name={icon} size={18} />
    </ActButton>
  );
}
