import type { ReactNode } from 'react';
import type { Question } from '../../../shared/protocol/vote-schema.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useRoom } from '../../lab/room-store.ts';
import { voteMessages } from './messages.ts';
import type { Words } from './use-words.ts';
import { movedIn } from './vote-store.ts';
import styles from './distribution.module.css';

interface Props {
  readonly question: Pick<Question, 'about' | 'is' | 'round' | 'rounds' | 'changes' | 'happened'>;
  readonly words: Words;
  /** This page's own answer. */
  readonly mine: number | null;
}

/** How the answers are spread, in each round, beside what happened. */
export function Distribution({ question, words, mine }: Props): ReactNode {
  const text = useMessages(voteMessages);
  const { rounds = [], happened, is, about } = question;
  const isOfRun = !('options' in about);
  const right = happened ?? null;
  const lesson = useRoom((session) => session.lesson);
  const isLeft = 'lesson' in about && about.lesson !== lesson;
  const moved = right === null || question.changes === undefined ? null : movedIn(question, right);
  /** Many segments could come next: those are listed that somebody has named, or that came. */
  const isNamed = (option: number): boolean =>
    !('next' in about) || option === right || rounds.some((counts) => counts[option]! > 0);
  return (
    <div className={styles['spread']} data-rounds={rounds.length}>
      {question.round > 1 && (
        <p className={styles['rounds']} aria-hidden={rounds.length > 1}>
          {rounds.map((_, round) => (
            <small key={round}>{text.round(round + 1)}</small>
          ))}
        </p>
      )}
      <ol>
        {words.options.map((option, i) =>
          isNamed(i) ? (
            <li key={i} data-happened={i === right || undefined}>
              <span>
                <span className={styles['text']}>{option.text}</span>
                {i === right && <Mark>{isOfRun ? text.happened : text.right}</Mark>}
                {i === mine && <Mark>{text.yours}</Mark>}
              </span>
              {rounds.map((counts, round) => (
                <Bar
                  key={round}
                  counts={counts}
                  option={i}
                  round={round + 1}
                  name={rounds.length > 1 ? text.round(round + 1) : null}
                />
              ))}
              {i === right && option.because !== undefined && (
                <span className={styles['because']}>{option.because}</span>
              )}
            </li>
          ) : null,
        )}
      </ol>
      {moved !== null && <p>{(isOfRun ? text.moved : text.movedToRight)(moved.to, moved.from)}</p>}
      {is === 'shown' && isOfRun && right === null && (
        <p>{happened === null ? text.none : isLeft ? text.neverRun : text.waitsForRun}</p>
      )}
    </div>
  );
}

function Mark({ children }: { readonly children: string }): ReactNode {
  return (
    <small>
      <span className={styles['dot']}> · </span>
      {children}
    </small>
  );
}

function Bar({
  counts,
  option,
  round,
  name,
}: {
  readonly counts: readonly number[];
  readonly option: number;
  readonly round: number;
  readonly name: string | null;
}): ReactNode {
  const text = useMessages(voteMessages);
  const all = counts.reduce((sum, count) => sum + count, 0);
  const count = counts[option] ?? 0;
  const percent = all === 0 ? 0 : Math.round((100 * count) / all);
  return (
    <>
      <span className={styles['figure']} data-round={round}>
        {name !== null && <span className="heard">{name} </span>}
        <b className={name === null ? undefined : 'heard'}>{text.voters(count)}</b> {text.share(percent)}
      </span>
      <span className={styles['track']} data-round={round} aria-hidden="true">
        {percent > 0 && <span style={{ inlineSize: `${percent}%` }} />}
      </span>
    </>
  );
}
