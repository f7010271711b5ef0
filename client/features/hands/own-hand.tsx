import { type ReactNode, useEffect } from 'react';
import { useMessages } from '../../i18n/catalogue.ts';
import { isElsewhereThanClass } from '../../lab/elsewhere.ts';
import { useWhyNotInClass } from '../../lab/class-door.ts';
import { useRoom } from '../../lab/room-store.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { hand } from './hand-actions.ts';
import { HandIcon } from './hand-icon.tsx';
import { useHandsView } from './hands-store.ts';
import styles from './hands.module.css';
import { handsMessages } from './messages.ts';
import { sayInWhoseHand } from './say-in-whose-hand.ts';

/** The follower's button that raises the hand, or lowers it. Nothing is there for a device without one. */
export function RaiseHand(): ReactNode {
  const text = useMessages(handsMessages);
  const own = useRoom((session) => session.ownHand);
  const has = useRoom((session) => session.may.length > 0 && !isElsewhereThanClass(session));
  const whyNot = useWhyNotInClass();
  useEffect(sayInWhoseHand, []);
  if (own === null || has) return null;
  const { isRaised } = own;
  return (
    <ActButton
      className={styles['raise']}
      data-part="raise-hand"
      aria-pressed={isRaised}
      whyNot={whyNot}
      act={() => hand({ is: isRaised ? 'lower' : 'raise' })}
    >
      <HandIcon /> {isRaised ? text.lower : text.raise}
    </ActButton>
  );
}

/** The follower gives a name, once their hand is up. */
export function NameHand(): ReactNode {
  const text = useMessages(handsMessages);
  const isUp = useRoom(
    (session) =>
      session.ownHand?.isRaised === true && (session.may.length === 0 || isElsewhereThanClass(session)),
  );
  if (!isUp) return null;
  return (
    <button type="button" onClick={() => useHandsView.setState({ naming: true })}>
      {text.name}
    </button>
  );
}

/** The sentence on the follower's own hand; null while it is down and empty. */
export function useHandSentence(): string | null {
  const text = useMessages(handsMessages);
  const own = useRoom((session) => session.ownHand);
  const may = useRoom((session) => session.may);
  const isElsewhere = useRoom(isElsewhereThanClass);
  if (may.length > 0 && !isElsewhere) return text.yours(may);
  return own?.isRaised === true ? text.isUp(own) : null;
}
