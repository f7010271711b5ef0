import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import type { Question } from '../../../shared/protocol/vote-schema.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useCardState } from '../../lab/card-state.ts';
import { useWhyNotInClass } from '../../lab/class-door.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { useAsks } from '../../ui/use-asks.ts';
import { useRoom } from '../../lab/room-store.ts';
import { Icon } from '../../ui/icons.tsx';
import { FollowerCard } from './follower-card.tsx';
import { voteMessages } from './messages.ts';
import { PresenterCard } from './presenter-card.tsx';
import { fit } from './density.ts';
import { useTurn } from './use-turn.ts';
import { useWords } from './use-words.ts';
import { askQuestion } from './vote-actions.ts';
import { stateOf, turnLarge, useMine, useVoteView } from './vote-store.ts';
import styles from './vote.module.css';
import { watchVotes } from './watch-votes.ts';

export interface Asked {
  readonly lesson: { readonly id: string };
  readonly prediction: { readonly id: string };
}

/** The card of a question to the class. It stands in the place of the lesson's own, and covers no code and no buffer. */
export function VoteCard({
  asked,
  own,
}: {
  /** The prediction for which the lesson's own card asks. */
  readonly asked: Asked | null;
  /** That card, with one more button. It is there while the class is asked nothing. */
  readonly own: (more: ReactNode) => ReactNode;
}): ReactNode {
  const question = useRoom((session) => session.question);
  useEffect(watchVotes, []);
  useTurn(question);
  if (question !== null) return <Card key={question.id} question={question} />;
  return own(asked && <AskClass {...asked} />);
}

/** The presenter asks everybody what the lesson asks. */
function AskClass({ lesson, prediction }: Asked): ReactNode {
  const text = useMessages(voteMessages);
  const presents = useRoom((session) => session.class?.part === 'presenter');
  const whyNot = useWhyNotInClass();
  if (!presents) return null;
  return (
    <ActButton whyNot={whyNot} act={() => askQuestion({ lesson: lesson.id, prediction: prediction.id })}>
      {text.askClass}
    </ActButton>
  );
}

function Card({ question }: { readonly question: Question }): ReactNode {
  const text = useMessages(voteMessages);
  const words = useWords(question.about);
  const presents = useRoom((session) => session.class?.part === 'presenter');
  const isAside = useVoteView((view) => view.aside === stateOf(question));
  const large = useVoteView((view) => view.large);
  const card = useRef<HTMLElement>(null);
  const called = useCardState((state) => state.called);
  const calledBefore = useRef(called);
  useEffect(() => {
    if (called === calledBefore.current) return;
    calledBefore.current = called;
    useVoteView.setState({ aside: null });
    card.current?.querySelector<HTMLElement>('fieldset, [data-next]')?.focus();
  }, [called]);
  const whole = useVoteView((view) => view.whole);
  const mine = useMine(question, question.round - 1);
  const isLocked = question.is === 'locked';
  // The class talks about what the wall shows of a locked question.
  const isShort = isAside || (isLocked && !presents);
  const isOutcome = question.is === 'shown' && !isAside;
  useAsks(isShort ? 'aside' : isOutcome ? 'shown' : 'open');
  // Each render may have changed a text.
  useLayoutEffect(() => (isOutcome && card.current !== null ? fit(card.current, whole) : undefined));
  if (words === null) return null;
  // The run goes on while a round is locked, and is looked at.
  const canBeLarge = presents && !isShort && !isLocked;
  const isLarge = canBeLarge && large;
  const hasOwnWayOn = question.is === 'shown' && !presents;
  return (
    <section
      ref={card}
      className={styles['card']}
      data-part="vote"
      data-card={!isShort || undefined}
      data-is={question.is}
      data-short={isShort || undefined}
      data-large={isLarge || undefined}
      aria-label={text.toClass}
    >
      {presents ? (
        <PresenterCard question={question} words={words} isAside={isAside} />
      ) : (
        <FollowerCard question={question} words={words} isAside={isAside} mine={mine} />
      )}
      {canBeLarge && (
        <button
          type="button"
          className={styles['large']}
          aria-label={text.large}
          title={text.large}
          aria-pressed={isLarge}
          onClick={turnLarge}
        >
          <Icon name="full" />
        </button>
      )}
      {!isShort && !hasOwnWayOn && (
        <button
          type="button"
          className={styles['close']}
          aria-label={text.aside}
          title={text.aside}
          onClick={() => useVoteView.setState({ aside: stateOf(question) })}
        >
          <Icon name="close" />
        </button>
      )}
    </section>
  );
}
