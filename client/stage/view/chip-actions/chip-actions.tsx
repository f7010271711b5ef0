import type { ReactNode } from 'react';
import type { Command } from '../../../../shared/protocol/server-messages.ts';
import { useMessages } from '../../../i18n/catalogue.ts';
import { DELAY_MS } from '../../model/chips.ts';
import type { ChipScene } from '../../model/chips.ts';
import styles from '../chip.module.css';
import { StageIcon, type StageIconName } from '../stage-icon.tsx';
import { chipActionMessages } from './messages.ts';

export interface Props {
  readonly chip: ChipScene;
  readonly reason: string | null;
  readonly act: (command: Command) => void;
}

/** The rarer actions on a segment. */
export function ChipActions({ chip: { chip, goesAt }, reason, act }: Props): ReactNode {
  const text = useMessages(chipActionMessages);
  const item = (icon: StageIconName, name: string, title: string, key: string | null, command: Command) => (
    <button
      type="button"
      title={reason ?? title}
      aria-disabled={reason !== null}
      onClick={() => act(command)}
    >
      <StageIcon name={icon} size={14} /> {name} {key !== null && <kbd>{key}</kbd>}
    </button>
  );
  return (
    <div className={styles['menu']}>
      {item('wait', text.delay, text.delayTitle, 'L', { type: 'delay', chip, ms: DELAY_MS })}
      {goesAt !== null && item('hold', text.hold, text.holdTitle, 'H', { type: 'delay', chip, ms: null })}
      {item('twice', text.duplicate, text.duplicateTitle, null, { type: 'duplicate', chip })}
    </div>
  );
}
