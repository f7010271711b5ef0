import { useState, type KeyboardEvent, type ReactNode } from 'react';
import type { Command } from '../../../shared/protocol.ts';
import type { ChipScene } from '../../scene/chips.ts';
import { bytesText, timerText } from '../../scene/quantities.ts';
import { sendIdentity } from '../../scene/send-identity.ts';
import { useInspector } from '../../stores/inspector-store.ts';
import { useSession } from '../../stores/session-store.ts';
import { Icon } from './icons.tsx';
import { useLabNow } from './use-lab-now.ts';
import { useStageText } from './use-stage-text.ts';
import styles from './chip.module.css';

interface Props {
  chip: ChipScene;
  whyNot: string | null;
}

function hueOf(chip: ChipScene): number | undefined {
  const ordinal = chip.view.ordinals[0];
  return ordinal === undefined ? undefined : sendIdentity(ordinal).hue;
}

/** The segment in hand: what its header says, and what can be done with it. */
export function ChipView({ chip, whyNot }: Props): ReactNode {
  const text = useStageText();
  const [refused, setRefused] = useState<string | null>(null);
  const { view } = chip;
  const reason = whyNot ?? (chip.is === 'lost' ? text.whyNot.nothingHeld : null);
  const act = (command: Command): void => {
    if (reason !== null) return;
    void useSession
      .getState()
      .send(command)
      .then((error) => setRefused(error === null ? null : text.refusal(error.code)));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const key = event.key.toLowerCase();
    if (event.ctrlKey || event.metaKey || event.altKey || (key !== 'd' && key !== 'x')) return;
    // The chip in focus, not whichever the page's own key would choose.
    event.stopPropagation();
    event.preventDefault();
    act(key === 'd' ? { do: 'deliver', chip: chip.chip } : { do: 'drop', chip: chip.chip });
  };
  return (
    // It only hears the keys of its own buttons.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <fieldset
      className={styles['chip']}
      aria-label={text.chip(view.flags, chip.from)}
      data-anchor={`chip:${chip.chip}`}
      data-hue={hueOf(chip)}
      data-from={chip.from}
      data-lost={chip.is === 'lost' || undefined}
      data-stack={Math.min(3, chip.held)}
      onKeyDown={onKeyDown}
    >
      <button
        type="button"
        className={styles['title']}
        title={text.inspect}
        onClick={() => useInspector.setState({ selected: { is: 'segment', id: chip.segment } })}
      >
        {chip.from === 'server' && <Icon name="left" size={15} />}
        {view.ordinals.map((ordinal) => (
          <span key={ordinal} className={styles['number']}>
            {sendIdentity(ordinal).number}
          </span>
        ))}
        <b>{view.flags}</b>
        {view.length > 0 && <b>· {bytesText(view.length)}</b>}
        {chip.seen > 1 && (
          <span className={styles['copies']} title={text.copies(chip.seen)}>
            ↻{chip.seen}
          </span>
        )}
        {chip.from === 'client' && <Icon name="right" size={15} />}
      </button>
      <dl className={styles['numbers']} title={text.rawNumbers(view.rawSeq, view.rawAck)}>
        <Figure name={text.seq} value={view.seq} />
        <Figure name={text.ack} value={view.ack} />
        <Figure name={text.len} value={view.length} />
        <Figure name={text.win} value={view.window} />
      </dl>
      {chip.is === 'lost' ? (
        <Lost dueAt={chip.dueAt} />
      ) : (
        <div className={styles['actions']}>
          <button
            type="button"
            className={styles['deliver']}
            aria-disabled={reason !== null}
            title={reason ?? text.deliver}
            onClick={() => act({ do: 'deliver', chip: chip.chip })}
          >
            <Icon name="deliver" /> {text.deliver} <kbd>D</kbd>
          </button>
          <button
            type="button"
            className={styles['drop']}
            aria-disabled={reason !== null}
            title={reason ?? text.drop}
            onClick={() => act({ do: 'drop', chip: chip.chip })}
          >
            <Icon name="drop" /> {text.drop} <kbd>X</kbd>
          </button>
        </div>
      )}
      {refused !== null && (
        <p role="alert" className={styles['refused']}>
          {refused}
        </p>
      )}
    </fieldset>
  );
}

function Figure({ name, value }: { name: string; value: number | null }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value ?? '–'}</dd>
    </div>
  );
}

/** Nothing lies here any more: the sender's kernel decides when it tries again. */
function Lost({ dueAt }: { dueAt: number | null }): ReactNode {
  const text = useStageText();
  const now = useLabNow(dueAt !== null);
  const left = dueAt === null ? null : dueAt - now;
  return (
    <p className={styles['lost']}>
      <b>✕ {text.lost}</b> ·{' '}
      {left === null ? (
        <span className={styles['unobserved']}>{text.retransmitUnknown}</span>
      ) : left > 0 ? (
        text.retransmitIn(timerText(left))
      ) : (
        text.retransmitDue
      )}
    </p>
  );
}

/** A segment that waits behind the one in hand, on one line. */
export function ChipRow({ chip, onChoose }: Props & { onChoose: () => void }): ReactNode {
  const text = useStageText();
  const { view } = chip;
  return (
    <button
      type="button"
      className={styles['chip-row']}
      data-anchor={`chip:${chip.chip}`}
      data-hue={hueOf(chip)}
      data-from={chip.from}
      data-lost={chip.is === 'lost' || undefined}
      aria-label={text.chip(view.flags, chip.from)}
      onClick={onChoose}
    >
      {chip.from === 'server' && <Icon name="left" size={13} />}
      <b>{view.flags}</b>
      {view.length > 0 && <span>{bytesText(view.length)}</span>}
      <span>
        {view.flags === 'ACK' && view.length === 0
          ? `${text.ack} ${view.ack ?? '–'}`
          : `${text.seq} ${view.seq ?? '–'}`}
      </span>
      {chip.seen > 1 && <span>↻{chip.seen}</span>}
      {chip.is === 'lost' && <span>{text.lost}</span>}
      {chip.from === 'client' && <Icon name="right" size={13} />}
    </button>
  );
}
