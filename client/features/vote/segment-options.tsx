import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Question } from '../../../shared/protocol/vote-schema.ts';
import { SEGMENT_KINDS, SENDERS } from '../../../shared/protocol/next-segment.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useSettings } from '../../settings/settings-store.ts';
import { isTaken } from '../../ui/key-taken.ts';
import { voteMessages } from './messages.ts';
import { useMine } from './vote-store.ts';
import styles from './vote.module.css';

type Sender = (typeof SENDERS)[number];

/** The end that sends the next segment is pointed at on the stage, by its NIC; then its kind is chosen. */
export function SegmentOptions({
  question,
  give,
}: {
  readonly question: Question;
  readonly give: (option: number) => void;
}): ReactNode {
  const text = useMessages(voteMessages);
  const singleKeys = useSettings((settings) => settings.singleKeys);
  const mine = useMine(question, question.round - 1);
  const before = useMine(question, 0);
  const [pointed, setPointed] = useState<Sender | null>(null);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const clicked = ({ target }: MouseEvent): void => {
      const nic = target instanceof Element ? target.closest('[data-anchor^="nic:"]') : null;
      const sender = SENDERS.find((one) => nic?.getAttribute('data-anchor') === `nic:${one}`);
      if (sender === undefined) return;
      setPointed(sender);
      root.current?.querySelector<HTMLInputElement>(`[data-sender="${sender}"] input`)?.focus();
    };
    const pressed = (event: KeyboardEvent): void => {
      const kind = Number(event.key) - 1;
      if (!singleKeys || pointed === null || isTaken(event) || SEGMENT_KINDS[kind] === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      give(optionOf(pointed, kind));
    };
    document.addEventListener('click', clicked);
    document.addEventListener('keydown', pressed);
    return () => {
      document.removeEventListener('click', clicked);
      document.removeEventListener('keydown', pressed);
    };
  });
  return (
    <>
      <p className={`${styles['state']} ${styles['pointing']}`}>{text.pointAt}</p>
      <div ref={root} className={styles['segments']}>
        {SENDERS.map((sender) => (
          <fieldset key={sender} data-sender={sender} data-pointed={pointed === sender || undefined}>
            <legend>{text.sends(sender)}</legend>
            {SEGMENT_KINDS.map((kind, i) => {
              const option = optionOf(sender, i);
              return (
                <label key={kind} data-chosen={mine === option || undefined}>
                  <input
                    type="radio"
                    name="vote"
                    checked={mine === option}
                    onChange={() => give(option)}
                    aria-keyshortcuts={pointed === sender ? String(i + 1) : undefined}
                  />
                  <span>
                    {text.kinds[kind]}
                    {question.round === 2 && before === option && <small> ({text.before})</small>}
                  </span>
                  {pointed === sender && <kbd aria-hidden="true">{i + 1}</kbd>}
                </label>
              );
            })}
          </fieldset>
        ))}
      </div>
    </>
  );
}

const optionOf = (sender: Sender, kind: number): number =>
  SENDERS.indexOf(sender) * SEGMENT_KINDS.length + kind;
