import { deadlockMessages } from './messages.ts';
import { primaryActionMessages } from '../primary-action/messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import type { Guidance, Help } from '../../../shared/lessons/guidance.ts';
import { deadlockCycle, starved, type Waiting } from '../../../shared/model/deadlock.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';
import { useMayTakeWire } from '../../lab/use-in-hand.ts';
import card from '../../ui/notice.module.css';
import { useCard } from '../prediction/use-card.ts';
import { help, useWhy } from '../primary-action/use-guidance.ts';
import { straysMessages } from '../strays/messages.ts';
import { threadName } from '../strays/names.ts';
import { waitSentence, whySentences, type WhyTexts } from './sentences.ts';
import styles from './standstill.module.css';

/**
 * Says why nothing is to be done: who waits for whom, what was changed, what has ended, and what helps; and what would end a
 * wait. `next` is null where the state shown is not the newest.
 */
export function Standstill({
  state,
  next,
}: {
  readonly state: LabState;
  readonly next: Extract<Guidance, { is: 'stuck' | 'wait' }> | null;
}) {
  const text = { why: useMessages(deadlockMessages), strays: useMessages(straysMessages) };
  const action = useMessages(primaryActionMessages);
  const mayHelp = useMayTakeWire();
  const asking = useCard();
  // The lesson's own answer stands in the same place, and first.
  if (asking !== null) return null;
  const told = standstill(state, text);
  const sentences =
    next === null
      ? []
      : next.is === 'wait'
        ? [waitSentence(state, next.wait, text)]
        : whySentences(state, next.why, text);
  if (told === null && sentences.length === 0) return null;
  const helps: readonly Help[] = next?.is === 'stuck' ? next.helps : [];
  return (
    <output className={card['notice']} data-part={told?.part ?? 'why'}>
      {told !== null && (
        <p>
          {told.part === 'deadlock' && <b>{text.why.deadlock} </b>}
          {told.sentence}
        </p>
      )}
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {mayHelp && helps.length > 0 && (
        <span className={styles['helps']}>
          {helps.map((one) => (
            <button key={one.is} type="button" data-help={one.is} onClick={() => help(one)}>
              {action.help[one.is]}
            </button>
          ))}
        </span>
      )}
      {next?.is === 'wait' && (
        <span className={styles['helps']}>
          <button type="button" onClick={() => useWhy.setState({ asked: false })}>
            {text.why.close}
          </button>
        </span>
      )}
    </output>
  );
}

/** The threads that wait for each other only, or the client that waits while the server serves another. */
function standstill(
  state: LabState,
  text: WhyTexts,
): { readonly part: 'deadlock' | 'starved'; readonly sentence: string } | null {
  const waits = ({ thread, call, on }: Waiting): string =>
    text.why.waits(
      threadName(state, thread, text.strays),
      call,
      on.map((other) => threadName(state, other, text.strays)).join(text.why.or),
    );
  const cycle = deadlockCycle(state);
  if (cycle.length > 0) return { part: 'deadlock', sentence: cycle.map(waits).join(text.why.and) };
  const [hungry] = starved(state);
  if (hungry === undefined) return null;
  const behind = hungry.behind.map(waits).join(text.why.and);
  return {
    part: 'starved',
    sentence: text.why.starved(threadName(state, hungry.thread, text.strays), behind),
  };
}
