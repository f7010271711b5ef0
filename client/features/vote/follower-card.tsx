import { type ReactNode, useLayoutEffect } from 'react';
import type { Question } from '../../../shared/protocol/vote-schema.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useSettings } from '../../settings/settings-store.ts';
import { isTaken } from '../../ui/key-taken.ts';
import { Distribution } from './distribution.tsx';
import { voteMessages } from './messages.ts';
import { SegmentOptions } from './segment-options.tsx';
import type { Words } from './use-words.ts';
import { answer } from './vote-actions.ts';
import { stateOf, useMine, useVoteView } from './vote-store.ts';
import styles from './vote.module.css';
import { WholeTexts } from './whole-texts.tsx';

interface Props {
  readonly question: Question;
  readonly words: Words;
  readonly isAside: boolean;
  /** This page's answer in the present round. */
  readonly mine: number | null;
}

/** A press on an option is the answer, and another press another one, until the round is locked. */
export function FollowerCard({ question, words, isAside, mine }: Props): ReactNode {
  const text = useMessages(voteMessages);
  const own = mine === null ? undefined : words.options[mine];
  const reopen = (
    <button type="button" className={styles['main']} onClick={() => useVoteView.setState({ aside: null })}>
      {question.is === 'open' && mine === null ? text.open : text.show}
    </button>
  );
  if (question.is === 'locked')
    return (
      <output className={styles['line']}>
        <small>{words.text}</small>
        <span>
          {(own === undefined ? text.lockedWithout : text.locked)(question.answered)}
          {question.runOver === true && ` ${text.runOver}`}
        </span>
        {own !== undefined && (
          <span>
            <small>{text.yours}</small> <b>{own.text}</b>
          </span>
        )}
      </output>
    );
  if (isAside)
    return (
      <div className={styles['line']}>
        <output>{question.is === 'open' ? (mine === null ? text.waits : text.counted) : words.text}</output>
        {reopen}
      </div>
    );
  return question.is === 'open' ? (
    <Options question={question} words={words} mine={mine} />
  ) : (
    <Outcome question={question} words={words} mine={mine} />
  );
}

function Options({ question, words, mine }: Omit<Props, 'isAside'>): ReactNode {
  const text = useMessages(voteMessages);
  const singleKeys = useSettings((settings) => settings.singleKeys);
  const before = useMine(question, 0);
  const isSent = useVoteView((view) => view.sent !== null);
  const give = (option: number): void => {
    if (option !== mine) answer(question, option);
  };
  const isNext = 'next' in question.about;
  useLayoutEffect(() => {
    if (isNext) return;
    const pressed = (event: KeyboardEvent): void => {
      const option = Number(event.key) - 1;
      if (!singleKeys || isTaken(event) || words.options[option] === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      give(option);
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  });
  return (
    <>
      <fieldset className={styles['question']} tabIndex={-1}>
        <legend>
          <small>
            {question.round === 2 ? text.again : text.toClass}
            {singleKeys && !isNext && <span> · {text.keys(words.options.length)}</span>}
          </small>
          {words.text}
        </legend>
        {isNext && <SegmentOptions question={question} give={give} />}
        {(isNext ? [] : words.options).map((option, i) => (
          <label key={i} data-chosen={mine === i || undefined}>
            <input
              type="radio"
              name="vote"
              checked={mine === i}
              onChange={() => give(i)}
              aria-keyshortcuts={String(i + 1)}
            />
            <span>
              {option.text}
              {question.round === 2 && before === i && <small> ({text.before})</small>}
            </span>
            <kbd aria-hidden="true">{i + 1}</kbd>
          </label>
        ))}
      </fieldset>
      <output className={styles['state']} data-counted={(mine !== null && !isSent) || undefined}>
        {isSent ? text.sending : mine === null ? text.notYet : text.counted}
      </output>
    </>
  );
}

function Outcome({ question, words, mine }: Omit<Props, 'isAside'>): ReactNode {
  const text = useMessages(voteMessages);
  const { happened } = question;
  // Nothing happens that would show what is right of a question of the presenter's own.
  const verdicts =
    'options' in question.about ? [text.isRight, text.isWrong] : [text.asUsual, text.otherwise];
  const isJudged = mine !== null && happened !== undefined && happened !== null;
  return (
    <>
      <output className={styles['outcome']}>
        <h3>
          <small>{words.text}</small>
          {isJudged ? verdicts[mine === happened ? 0 : 1] : text.outcome}
        </h3>
        <Distribution question={question} words={words} mine={mine} />
      </output>
      <button type="button" className={styles['on']} onClick={() => closeOutcome(question)}>
        {text.goOn}
      </button>
      <div className={styles['actions']}>
        <WholeTexts />
      </div>
    </>
  );
}

/** While the presenter still has it, it can be shown again. */
function closeOutcome(question: Question): void {
  useVoteView.setState({ aside: stateOf(question) });
}
