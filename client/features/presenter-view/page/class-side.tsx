import type { ReactNode } from 'react';
import type { Question } from '../../../../shared/protocol/vote-schema.ts';
import { useMessages } from '../../../i18n/catalogue.ts';
import { ActButton } from '../../../ui/act-button.tsx';
import actions from '../../../ui/actions.module.css';
import type { OwnOfPresenter } from '../../../../shared/protocol/own-labs-schema.ts';
import { NowYou } from '../../own-labs/labs/now-you.tsx';
import { ownLabsMessages } from '../../own-labs/messages.ts';
import { Distribution } from '../../vote/distribution.tsx';
import { voteMessages } from '../../vote/messages.ts';
import { useWords } from '../../vote/use-words.ts';
import { turnAfter, turnLabel } from '../../vote/vote-store.ts';
import type { Report, Said } from '../channel.ts';
import { presenterViewMessages } from '../messages.ts';
import styles from './class-side.module.css';
import { hasHands, Hands } from './hands.tsx';
import { Clock } from './clock.tsx';
import { say, usePresenterView, useWhyNot } from './view-store.ts';

/** The time, who follows, and the question to the class with its answers. */
export function ClassSide({ report }: { readonly report: Report }): ReactNode {
  const text = useMessages(presenterViewMessages);
  return (
    <aside className={styles['side']} aria-label={text.class}>
      <Clock beganAt={report.beganAt} />
      <Followers report={report} />
      <section data-part="question">
        <h3>{text.question}</h3>
        {report.question === null ? (
          <p>{text.noQuestion}</p>
        ) : (
          <Answers key={report.question.id} question={report.question} />
        )}
      </section>
      {!hasHands(report.hands) && <Hands hands={report.hands} />}
      {report.ownLabs !== null && report.ownLabs.on === undefined && (
        <BeginLabs told={report.ownLabs} isCalm={report.question === null && !hasHands(report.hands)} />
      )}
    </aside>
  );
}

function Followers({
  report: { followers, gone, aside, waiting, ownLabs, isConnected },
}: {
  readonly report: Report;
}): ReactNode {
  const text = useMessages(presenterViewMessages);
  const isThere = usePresenterView((view) => view.isThere);
  const lines = [
    ...(isConnected && isThere ? [] : [text.outdated]),
    ...(aside > 0 ? [text.aside(aside)] : []),
    ...(gone > 0 ? [text.gone(gone)] : []),
    ...(waiting > 0 ? [text.waiting(waiting)] : []),
  ];
  const isApart = ownLabs?.on !== undefined;
  const calm = followers === 0 ? text.nobody : isApart ? text.apartNow : text.all;
  return (
    <section className={styles['followers']} data-part="followers">
      <h3 className="heard">{text.class}</h3>
      <p>
        <b>{followers}</b> {text.here(followers)}
      </p>
      <ul>
        {(lines.length === 0 ? [calm] : lines).map((line) => (
          <li key={line} data-news={lines.length > 0 || undefined}>
            {line}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** It is folded away while something else is going on. */
function BeginLabs({ told, isCalm }: { readonly told: OwnOfPresenter; readonly isCalm: boolean }): ReactNode {
  const text = useMessages(ownLabsMessages);
  const whyNot = useWhyNot();
  return (
    <details data-part="own" open={isCalm}>
      <summary>{text.title}</summary>
      <NowYou told={told} whyNot={whyNot} act={(own) => say({ is: 'own', own })} />
    </details>
  );
}

type Turn = Extract<Said, { is: 'turn' }>['turn'];

function Answers({ question }: { readonly question: Question }): ReactNode {
  const text = useMessages(voteMessages);
  const words = useWords(question.about);
  const whyNot = useWhyNot();
  const { id, is, round, known, answered, of, rounds, runOver } = question;
  const turn = (next: Turn, label: string): ReactNode => (
    <ActButton
      className={actions['button']}
      whyNot={whyNot}
      act={() => say({ is: 'turn', turn: next, question: id, round })}
    >
      {label}
    </ActButton>
  );
  return (
    <>
      <p className={styles['asked']}>
        {is === 'locked' && <small>{text.closed}</small>}
        {words?.text}
        {round === 2 && <small> {text.round(2)}</small>}
      </p>
      <p className={styles['count']}>
        <b data-part="answered">
          {answered}/{of}
        </b>{' '}
        {text.haveAnswered}
        <progress max={Math.max(1, of)} value={answered} aria-hidden="true" />
      </p>
      {is === 'locked' && runOver === true && <p>{text.runOver}</p>}
      <p className={styles['turns']}>
        {turn(turnAfter(question), turnLabel(question, text))}
        {is === 'locked' && round === 1 && known !== true && turn('again', text.askAgain)}
        {is !== 'shown' && turn('close', text.withdraw)}
      </p>
      {rounds === undefined && words !== null && !('next' in question.about) && (
        <ol className={styles['options']}>
          {words.options.map((option, i) => (
            <li key={i}>{option.text}</li>
          ))}
        </ol>
      )}
      {rounds !== undefined && words !== null && (
        <Distribution question={question} words={words} mine={null} />
      )}
    </>
  );
}
