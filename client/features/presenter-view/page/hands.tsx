import type { ReactNode } from 'react';
import type { HandAct } from '../../../../shared/protocol/hand-schema.ts';
import { useMessages } from '../../../i18n/catalogue.ts';
import { ActButton } from '../../../ui/act-button.tsx';
import actions from '../../../ui/actions.module.css';
import { handsMessages } from '../../hands/messages.ts';
import type { Report } from '../channel.ts';
import styles from './hands.module.css';
import { say, useWhyNot } from './view-store.ts';

/** Returns whether a hand is up, or something is in one. */
export const hasHands = ({ all, holders }: Report['hands']): boolean => all > 0 || holders.length > 0;

/** The first who have raised a hand, and in whose hand something is. The projector's sheet has the rest. */
export function Hands({ hands: { raised, all, holders } }: { readonly hands: Report['hands'] }): ReactNode {
  const text = useMessages(handsMessages);
  const whyNot = useWhyNot();
  const button = (label: string, name: string, hand: HandAct): ReactNode => (
    <ActButton
      className={actions['button']}
      aria-label={name}
      whyNot={whyNot}
      act={() => say({ is: 'hand', hand })}
    >
      {label}
    </ActButton>
  );
  const isEmpty = !hasHands({ raised, all, holders });
  return (
    <section data-part="hands">
      <h3>{text.title}</h3>
      {isEmpty && <p>{text.nothingRaised}</p>}
      <ul className={styles['hands']}>
        {holders.map((holder) => (
          <li key={holder.n}>
            <bdi>{text.holds(holder, holder.parts)}</bdi>
            {button(text.takeBack, text.forWhom(text.takeBack, holder), {
              is: 'give',
              to: holder.n,
              parts: [],
            })}
          </li>
        ))}
      </ul>
      <ol className={styles['hands']}>
        {raised.map(({ isHere, ...person }) => (
          <li key={person.n} data-away={!isHere || undefined}>
            <bdi>{text.who(person)}</bdi>
            <span>
              {button(text.part.wire, `${text.give(person)}: ${text.part.wire}`, {
                is: 'give',
                to: person.n,
                parts: ['wire'],
              })}{' '}
              {button(text.lower, text.lowerOne(person), { is: 'lower-of', of: person.n })}
            </span>
          </li>
        ))}
      </ol>
      {all > raised.length && <p>{text.andMore(all - raised.length)}</p>}
    </section>
  );
}
