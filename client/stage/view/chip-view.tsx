import { useMessages } from '../../i18n/catalogue.ts';
import { stageMessages } from '../messages.ts';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import type { Command } from '../../../shared/protocol/server-messages.ts';
import { clientMark } from '../model/clients.ts';
import { type ChipScene, DELAY_MS } from '../model/chips.ts';
import { bytesText } from '../model/quantities.ts';
import { timerText } from '../../ui/timers.ts';
import { sendIdentity } from '../model/send-identity.ts';
import { useInspector } from '../model/selection-store.ts';
import { usePreload } from '../../ui/use-preload.ts';
import { say } from '../../ui/panels-store.ts';
import { dispatch } from '../../lab/commands.ts';
import { StageIcon } from './stage-icon.tsx';
import { useLabNow } from '../../lab/lab-clock.ts';
import { ChipActions } from './chip-actions/index.ts';
import { ChipBytes } from './chip-bytes/index.ts';
import styles from './chip.module.css';

interface Props {
  chip: ChipScene;
  whyNot: string | null;
}

function hueOf(chip: ChipScene): number | undefined {
  const ordinal = chip.view.ordinals[0];
  return ordinal === undefined ? undefined : sendIdentity(ordinal).hue;
}

/** The segment in hand: its header, and the actions on it. */
export function ChipView({ chip, whyNot }: Props): ReactNode {
  const text = useMessages(stageMessages);
  const { view } = chip;
  const reason = whyNot ?? (chip.is === 'lost' ? text.whyNot.nothingHeld : null);
  const act = (command: Command): void => {
    if (chip.is === 'lost') say(text.whyNot.nothingHeld);
    else void dispatch(command);
  };
  const commands: Readonly<Record<string, Command>> = {
    d: { type: 'deliver', chip: chip.chip },
    x: { type: 'drop', chip: chip.chip },
    l: { type: 'delay', chip: chip.chip, ms: DELAY_MS },
    h: { type: 'delay', chip: chip.chip, ms: null },
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const key = event.key.toLowerCase();
    const command = commands[key];
    if (event.ctrlKey || event.metaKey || event.altKey || command === undefined) return;
    // The key acts on the chip in focus, not on the one that the page's own key would choose.
    event.stopPropagation();
    event.preventDefault();
    act(command);
  };
  return (
    // It only hears the keys of its own buttons.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <fieldset
      className={styles['chip']}
      aria-label={text.chip(view.flags, chip.from)}
      data-anchor={`chip:${chip.chip}`}
      data-chip={chip.chip}
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
        {chip.from === 'server' && <StageIcon name="left" size={15} />}
        {view.ordinals.map((ordinal) => (
          <span key={ordinal} className={styles['number']}>
            {sendIdentity(ordinal).number}
          </span>
        ))}
        {chip.client !== null && <Mark client={chip.client} />}
        <b>{view.flags}</b>
        {view.length > 0 && <b>· {bytesText(view.length)}</b>}
        {chip.copies > 0 && (
          <span className={styles['copies']} title={text.copies(chip.copies)}>
            ↻{chip.copies}
          </span>
        )}
        {chip.goesAt !== null && <Goes at={chip.goesAt} />}
        {chip.from === 'client' && <StageIcon name="right" size={15} />}
      </button>
      <dl className={styles['numbers']} title={text.rawNumbers(view.rawSeq, view.rawAck)}>
        <Figure name={text.seq} value={view.seq} />
        <Figure name={text.ack} value={view.ack} />
        <Figure name={text.len} value={view.length} />
        <Figure
          name={text.win}
          value={view.window}
          title={text.rawWindow(view.rawWindow, view.windowScale)}
        />
      </dl>
      <ChipBytes chip={chip.chip} />
      {chip.is === 'lost' ? (
        <Lost dueAt={chip.dueAt} />
      ) : (
        <div className={styles['actions']}>
          <button
            type="button"
            className={styles['deliver']}
            data-part="deliver"
            aria-disabled={reason !== null}
            title={reason ?? text.deliver}
            onClick={() => act({ type: 'deliver', chip: chip.chip })}
          >
            <StageIcon name="deliver" size={14} /> {text.deliver} <kbd>D</kbd>
          </button>
          <button
            type="button"
            className={styles['drop']}
            aria-disabled={reason !== null}
            title={reason ?? text.drop}
            onClick={() => act({ type: 'drop', chip: chip.chip })}
          >
            <StageIcon name="drop" size={14} /> {text.drop} <kbd>X</kbd>
          </button>
          <ChipMenu chip={chip} reason={reason} act={act} />
        </div>
      )}
    </fieldset>
  );
}

/** The mark of the client to whose connection it belongs. */
function Mark({ client }: { client: number }): ReactNode {
  return <b className={styles['mark']}>{clientMark(client)}</b>;
}

interface FigureProps {
  name: string;
  value: number | null;
  title?: string;
}

function Figure({ name, value, title }: FigureProps): ReactNode {
  return (
    <div title={title}>
      <dt>{name}</dt>
      <dd>{value ?? '–'}</dd>
    </div>
  );
}

/** The wire hands it over by itself: how long it still waits. */
function Goes({ at }: { at: number }): ReactNode {
  const text = useMessages(stageMessages);
  const left = at - useLabNow(at);
  return (
    <span className={styles['goes']}>
      <StageIcon name="wait" size={13} /> {left > 0 ? text.goesIn(timerText(left)) : text.goesNow}
    </span>
  );
}

interface MenuProps {
  chip: ChipScene;
  reason: string | null;
  act: (command: Command) => void;
}

/** The rarer actions on a segment. */
function ChipMenu({ chip, reason, act }: MenuProps): ReactNode {
  const text = useMessages(stageMessages);
  const [open, setOpen] = useState(false);
  usePreload(ChipActions.preload);
  return (
    <div
      className={styles['more']}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}
    >
      <button
        type="button"
        className={styles['drop']}
        aria-label={text.moreActions}
        aria-expanded={open}
        title={text.moreActions}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && open) {
            event.stopPropagation();
            setOpen(false);
          }
        }}
      >
        <StageIcon name="more" size={14} />
      </button>
      {open && (
        <ChipActions
          chip={chip}
          reason={reason}
          act={(command) => {
            setOpen(false);
            act(command);
          }}
        />
      )}
    </div>
  );
}

/** Nothing lies here any more: the sender's kernel decides when it tries again. */
function Lost({ dueAt }: { dueAt: number | null }): ReactNode {
  const text = useMessages(stageMessages);
  const now = useLabNow(dueAt);
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
  const text = useMessages(stageMessages);
  const { view } = chip;
  return (
    <button
      type="button"
      className={styles['chip-row']}
      data-anchor={`chip:${chip.chip}`}
      data-hue={hueOf(chip)}
      data-from={chip.from}
      data-lost={chip.is === 'lost' || undefined}
      onClick={onChoose}
    >
      <span className="heard">{text.chip(view.flags, chip.from)}</span>
      {chip.from === 'server' && <StageIcon name="left" size={13} />}
      {chip.client !== null && <Mark client={chip.client} />}
      <b>{view.flags}</b>
      {view.length > 0 && <span>{bytesText(view.length)}</span>}
      <span>
        {view.flags === 'ACK' && view.length === 0
          ? `${text.ack} ${view.ack ?? '–'}`
          : `${text.seq} ${view.seq ?? '–'}`}
      </span>
      {chip.copies > 0 && <span title={text.copies(chip.copies)}>↻{chip.copies}</span>}
      {chip.goesAt !== null && <StageIcon name="wait" size={13} />}
      {chip.is === 'lost' && <span>{text.lost}</span>}
      {chip.from === 'client' && <StageIcon name="right" size={13} />}
    </button>
  );
}
