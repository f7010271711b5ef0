import { create } from 'zustand';
import type { PastQuestion, Question } from '../../../shared/protocol/vote-schema.ts';
import { useRoom } from '../../lab/room-store.ts';
import { inTab } from '../../storage.ts';

const LARGE = 'socketscope.large-question';

/** The page's own part of a question to its class. The rest is what the server says of it (`useRoom`). */
interface VoteView {
  /** The answer that was sent, until the server says what counts. */
  readonly sent: { readonly question: number; readonly round: number; readonly option: number } | null;
  /** The state of the question (`stateOf`) whose card was put aside. */
  readonly aside: string | null;
  /** The presenter writes a question. */
  readonly asking: boolean;
  /** A presenter view of this browser is open, so that this window is the wall's. */
  readonly hasView: boolean;
  /** The number of times that the presenter has asked for the answers so far. */
  readonly resultsAsked: number;
  /** The presenter has the card in large type, for whoever sits far from the wall. */
  readonly large: boolean;
  /** The long texts of an outcome are wanted whole, though its card scrolls then. */
  readonly whole: boolean;
}

export const useVoteView = create<VoteView>(() => ({
  sent: null,
  aside: null,
  asking: false,
  hasView: false,
  resultsAsked: 0,
  large: inTab.read(LARGE) === 'yes',
  whole: false,
}));

/** The tab keeps the choice from one lesson to the next. */
export function turnLarge(): void {
  const large = !useVoteView.getState().large;
  inTab.keep(LARGE, large ? 'yes' : '');
  useVoteView.setState({ large });
}

/** Returns whether the question's own turn comes next, and not the run, which has to show the answer to a prediction first. */
export const hasNextTurn = ({ is, known, about }: Question): boolean =>
  is !== 'locked' || known === true || 'options' in about;

/** The turn that comes after this state. */
export const turnAfter = ({ is }: Question): 'lock' | 'show' | 'close' =>
  is === 'open' ? 'lock' : is === 'locked' ? 'show' : 'close';

/** The name of the next turn. */
export const turnLabel = (
  question: Question,
  text: Readonly<Record<'lock' | 'publish' | 'close', string>>,
): string => ({ lock: text.lock, show: text.publish, close: text.close })[turnAfter(question)];

/** An outcome that comes after the question was shown is another state: its card comes back. */
export const stateOf = ({ id, round, is, happened }: Question): string =>
  `${id} ${round} ${is} ${happened === undefined ? '' : 'happened'}`;

/** This page's answer in a round (from 0): the one that was sent last, or that the server has counted. */
export function useMine({ id }: Pick<Question, 'id'>, round: number): number | null {
  const mine = useRoom((session) => session.mine);
  const sent = useVoteView((view) => view.sent);
  if (sent?.question === id && sent.round === round + 1) return sent.option;
  return mine?.question === id ? (mine.answers[round] ?? null) : null;
}

/** The number of voters who have gone between the rounds to the right option, and from it. */
export function movedIn(
  { changes }: Pick<PastQuestion, 'changes'>,
  right: number,
): { to: number; from: number } {
  let [to, from] = [0, 0];
  for (const [before, row] of (changes ?? []).entries())
    for (const [after, voters] of row.entries()) {
      if (before === after) continue;
      if (after === right) to += voters;
      if (before === right) from += voters;
    }
  return { to, from };
}
