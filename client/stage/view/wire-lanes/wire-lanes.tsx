import { stageMessages } from '../../messages.ts';
import { useMessages } from '../../../i18n/catalogue.ts';
import type { ReactNode } from 'react';
import type { ChipScene } from '../../model/chips.ts';
import { clientMark } from '../../model/clients.ts';
import { bytesText } from '../../model/quantities.ts';
import { sendIdentity } from '../../model/send-identity.ts';
import styles from './wire-lanes.module.css';

/** With several clients: a lane for each conversation that has something on the wire, oldest segment first. */
export function WireLanes({
  chips,
  focus,
  onChoose,
}: {
  readonly chips: readonly ChipScene[];
  /** The one in hand, which is drawn in full below. */
  readonly focus: ChipScene | undefined;
  readonly onChoose: (chip: number) => void;
}): ReactNode {
  const text = useMessages(stageMessages);
  const lanes = [...new Set(chips.map(({ client }) => client ?? 0))].toSorted((a, b) => a - b);
  return (
    <ol className={styles['lanes']} aria-label={text.moreChips(chips.length)} data-part="wire-lanes">
      {lanes.map((client) => (
        <li key={client} data-lane={client}>
          <b className={styles['mark']}>{client === 0 ? '·' : clientMark(client)}</b>
          <span className={styles['lane']}>
            {chips
              .filter((chip) => (chip.client ?? 0) === client)
              .map((chip) => (
                <Token key={chip.chip} chip={chip} chosen={chip === focus} onChoose={onChoose} />
              ))}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Token({
  chip,
  chosen,
  onChoose,
}: {
  readonly chip: ChipScene;
  readonly chosen: boolean;
  readonly onChoose: (chip: number) => void;
}): ReactNode {
  const text = useMessages(stageMessages);
  const { view, from } = chip;
  const ordinal = view.ordinals[0];
  const says = `${view.flags}${view.length > 0 ? ` ${bytesText(view.length)}` : ''}`;
  return (
    <button
      type="button"
      className={styles['token']}
      data-anchor={chosen ? undefined : `chip:${chip.chip}`}
      data-from={from}
      data-hue={ordinal === undefined ? undefined : sendIdentity(ordinal).hue}
      data-lost={chip.is === 'lost' || undefined}
      aria-pressed={chosen}
      aria-label={`${text.chip(view.flags, from)} ${says}`}
      onClick={() => onChoose(chip.chip)}
    >
      {from === 'server' && '◂'}
      {chip.is === 'lost' ? `✕ ${says}` : says}
      {chip.copies > 0 && ` ↻${chip.copies}`}
      {from === 'client' && '▸'}
    </button>
  );
}
