import type { ReactNode } from 'react';
import type { Question } from '../../../shared/protocol/vote-schema.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useWhyNotInClass } from '../../lab/class-door.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { Distribution } from './distribution.tsx';
import { voteMessages } from './messages.ts';
import type { Words } from './use-words.ts';
import { take } from './vote-actions.ts';
import { turnAfter, turnLabel, useVoteView } from './vote-store.ts';
import styles from './vote.module.css';
import { WholeTexts } from './whole-texts.tsx';

interface Props {
  readonly question: Question;
  readonly words: Words;
  readonly isAside: boolean;
}

/** How many have answered, and the question's next turn. It can be on the wall: how the answers are spread is folded away. */
export function PresenterCard({ question, words, isAside }: Props): ReactNode {
  const text = useMessages(voteMessages);
  const { answered, of, is, round, rounds = [] } = question;
  const onWall = useVoteView((view) => view.hasView);
  const count = (
    <output className={styles['count']}>
      <b data-part="answered">
        {answered}/{of}
      </b>{' '}
      <span>{text.haveAnswered}</span>
      <progress max={Math.max(1, of)} value={answered} aria-hidden="true" />
    </output>
  );
  if (isAside)
    return (
      <div className={styles['line']}>
        {count}
        <button
          type="button"
          className={styles['plain']}
          onClick={() => useVoteView.setState({ aside: null })}
        >
          {text.show}
        </button>
      </div>
    );
  return (
    <>
      <h3 className={styles['title']}>
        {is !== 'shown' && (
          <small>{is === 'locked' ? text.closed : round === 2 ? text.again : text.toClass}</small>
        )}
        {words.text}
      </h3>
      {is !== 'shown' && !('next' in question.about) && (
        <ol className={styles['options']}>
          {words.options.map((option, i) => (
            <li key={i}>{option.text}</li>
          ))}
        </ol>
      )}
      {is === 'shown' ? <Distribution question={question} words={words} mine={null} /> : count}
      {is === 'locked' && question.runOver === true && <p>{text.runOver}</p>}
      {question.notKept === true && <p role="alert">{text.notKept}</p>}
      {is === 'locked' && rounds.length > 0 && (
        <details className={styles['peek']}>
          <summary>{onWall ? text.peekOnWall : text.peek}</summary>
          <Distribution question={question} words={words} mine={null} />
        </details>
      )}
      <Turns question={question} />
    </>
  );
}

function Turns({ question }: { readonly question: Question }): ReactNode {
  const text = useMessages(voteMessages);
  const { is, round, known } = question;
  const whyNot = useWhyNotInClass();
  return (
    <div className={styles['actions']}>
      <ActButton data-next whyNot={whyNot} act={() => take(turnAfter(question), question)}>
        {turnLabel(question, text)}
      </ActButton>
      {is === 'locked' && round === 1 && known !== true && (
        <ActButton title={text.askAgainHint} whyNot={whyNot} act={() => take('again', question)}>
          {text.askAgain}
        </ActButton>
      )}
      {is === 'shown' ? (
        <WholeTexts />
      ) : (
        <ActButton whyNot={whyNot} act={() => take('close', question)}>
          {text.withdraw}
        </ActButton>
      )}
    </div>
  );
}
