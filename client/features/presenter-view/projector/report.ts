import { openQuestion, useWalkthrough } from '../../../lab/walkthrough-store.ts';
import { useRoom } from '../../../lab/room-store.ts';
import type { ClassTold } from '../../../lab/connection.ts';
import { usePlayhead } from '../../../playback/playhead-store.ts';
import type { PrimaryTexts } from '../../primary-action/labels.ts';
import { ownLink } from '../../class-desk/link-into-class.ts';
import { type Primary, primaryNow } from '../../primary-action/use-primary.ts';
import type { Messages as VoteMessages } from '../../vote/messages.en.ts';
import { openPredictions, seesSegments } from '../../vote/ask/asking-here.ts';
import { turnLabel } from '../../vote/vote-store.ts';
import type { Report } from '../channel.ts';
import type { NotedWay } from './noted-way.ts';

/** The window itself remembers this of its class. */
export interface Remembered {
  readonly beganAt: number | null;
  /** The most that have been here beside the first presenter while this window presented. */
  readonly most: number;
}

/** A follower who has become the second presenter has not gone. */
export const hereOf = ({ followers, hasSecond }: ClassTold): number =>
  followers + (hasSecond === true ? 1 : 0);

/** So many are named beside the notes. */
const RAISED_REPORTED = 5;

/** The texts of this window in the view's language. */
export interface ReportTexts extends PrimaryTexts {
  readonly vote: VoteMessages;
}

/** The primary action of this window, in the words of a language. */
export function primaryIn(text: ReportTexts): Primary {
  const primary = primaryNow(text);
  const { question, turn } = useRoom.getState();
  if (turn === undefined || question === null) return primary;
  const whyNot = turn.whyNot === null ? null : text.lab.keys.whyNot.offline;
  return { ...primary, label: turnLabel(question, text.vote), whyNot };
}

/** Reports this window, in the words of a language; null where it presents no class. */
export function reportNow(
  text: ReportTexts,
  { beganAt, most }: Remembered,
  notedWay: NotedWay,
): Report | null {
  const session = useRoom.getState();
  const { class: told, question, connection, queue, holders } = session;
  if (told?.part !== 'presenter') return null;
  const playhead = usePlayhead.getState();
  const { mode, cursor, head, state } = playhead;
  const { label, wait, telling, whyNot } = primaryIn(text);
  const { lesson = told.lesson, variation = null, experiment } = state.lab ?? {};
  return {
    is: 'report',
    lesson,
    variation,
    experiment: experiment?.title ?? null,
    ...placeOnTheWay(lesson, variation, cursor, notedWay),
    mode,
    cursor,
    head,
    isConnected: connection.is === 'open',
    primary: { label, telling, waits: wait !== null, whyNot },
    asks: askedNow()?.id ?? null,
    followers: told.followers,
    gone: Math.max(0, most - hereOf(told)),
    aside: told.aside ?? 0,
    waiting: told.waiting ?? 0,
    beganAt,
    question,
    askable: {
      predictions: openPredictions(useWalkthrough.getState()).map(({ id }) => id),
      next: seesSegments(session, playhead),
    },
    isPaced: told.isPaced === true,
    ownLink: ownLink(told),
    ownLabs: told.ownLabs ?? null,
    hands: {
      raised: queue?.raised.slice(0, RAISED_REPORTED) ?? [],
      all: queue?.all ?? 0,
      holders: [...holders],
    },
  };
}

/** The prediction that is asked before the run goes on, once the picture has come to it. */
export function askedNow(): ReturnType<typeof openQuestion> {
  const run = useWalkthrough.getState();
  const { mode, cursor } = usePlayhead.getState();
  return mode === 'live' && cursor >= run.movedAt ? openQuestion(run) : null;
}

function placeOnTheWay(
  id: string,
  variation: string | null,
  cursor: number,
  notedWay: NotedWay,
): Pick<Report, 'done' | 'moves'> {
  const { lesson, walkthrough } = useWalkthrough.getState();
  const isIts = lesson?.id === id && (lesson.variation ?? null) === variation;
  if (!isIts || walkthrough === null || lesson.experiment !== undefined) return { done: null, moves: 0 };
  return (
    notedWay.placeAt(cursor) ?? {
      done: walkthrough.doneAt.filter((seq) => seq <= cursor).length,
      moves: lesson.moves.length,
    }
  );
}
