import { createHash } from 'node:crypto';
import { findLesson } from '../../../shared/lessons/index.ts';
import { NEXT_SEGMENTS } from '../../../shared/protocol/next-segment.ts';
import type { ServerMessage } from '../../../shared/protocol/server-messages.ts';
import type { Question, VoteAct, VoteTold } from '../../../shared/protocol/vote-schema.ts';
import { Throttle } from '../../../shared/throttle.ts';
import { after } from '../../after.ts';
import { SERVER_LIMITS } from '../../limits.ts';
import type { LabLog } from '../../rooms/lab-log.ts';
import { Ballot, type Current, type Entry, mineIn, shareOf } from './ballot.ts';
import type { KeptVotes } from '../kept-classes.ts';
import { type OutcomeReader, readerOf } from './outcome-reader.ts';

/** The three things that a member may have to be told. */
export type VoteNews = 'question' | 'mine' | 'results';

/** A member of the class, as far as questions go. */
export interface Voter {
  voteChanged(news: VoteNews): void;
}

/** The class, as far as questions go. */
export interface Assembly {
  readonly code: string;
  readonly presenters: readonly Voter[];
  readonly followers: ReadonlySet<Voter>;
  /** The log of the room in which the class is. */
  readonly log: LabLog | null;
}

type Act<Is extends VoteAct['is']> = Extract<VoteAct, { is: Is }>;

/**
 * The questions of a class. Followers are told neither how the answers are spread nor what is right before the presenter
 * shows it. A device has one answer in a round, and can change it until the round is locked.
 */
export class Votes {
  readonly #class: Assembly;
  readonly #ballot: Ballot;
  readonly #kept: KeptVotes | null;
  /** The hash of the secret that each connection has said first. It cannot say another. */
  readonly #known = new Map<Voter, string>();
  #changes = new Map<string, number>();
  /** It follows the run for the present question. */
  #reader: OutcomeReader | null = null;
  #stopReading = (): void => {};
  #frame: string | null = null;
  readonly #counts = new Throttle(SERVER_LIMITS.answersToldEveryMs, after, () => {
    for (const presenter of this.#class.presenters) presenter.voteChanged('question');
  });

  constructor(of: Assembly, kept: KeptVotes | null, ballot = new Ballot()) {
    this.#class = of;
    this.#kept = kept;
    this.#ballot = ballot;
    this.#readOn();
  }

  /** Nothing was ever asked: nobody needs to be told that nothing is. */
  get isUnused(): boolean {
    return this.#ballot.nextId === 1;
  }

  /** Somebody has come into the class, or presents it now. */
  join(member: Voter): void {
    if (this.isUnused) return;
    member.voteChanged('question');
    this.#counts.ask();
  }

  leave(member: Voter): void {
    this.#known.delete(member);
    if (!this.isUnused) this.#counts.ask();
  }

  act(member: Voter, act: VoteAct): void {
    const isPresenter = this.#class.presenters.includes(member);
    if (act.is === 'answer' || act.is === 'recall') {
      if (this.#class.followers.has(member)) this.#hear(member, act);
    } else if (!isPresenter) return;
    else if (act.is === 'results') member.voteChanged('results');
    else if (act.is === 'ask') this.#ask(act);
    else this.#turn(act);
  }

  /** The newest word of this kind, for this member. */
  told(news: VoteNews, member: Voter): string {
    const { current } = this.#ballot;
    const isPresenter = this.#class.presenters.includes(member);
    switch (news) {
      case 'question':
        if (isPresenter) return frameOf({ question: current && this.#question(current, true) });
        return (this.#frame ??= frameOf({ question: current && this.#question(current, false) }));
      case 'mine':
        return frameOf({ mine: current && mineIn(current, this.#known.get(member)) });
      case 'results':
        return frameOf({ results: isPresenter ? this.#ballot.results : [] } as VoteTold);
      default:
        return news satisfies never;
    }
  }

  /** The outcome of one lesson's question is no part of the next lesson. */
  leaveLesson(): void {
    const { current } = this.#ballot;
    if (current?.is === 'shown') this.#close();
  }

  sweep(): void {
    const wasKept = this.#kept?.isKept;
    this.#kept?.sweep(this.#ballot);
    if (this.#kept?.isKept !== wasKept) this.#counts.ask();
  }

  /** The class is over, and its questions are forgotten. */
  end(): void {
    this.#counts.end();
    this.#stopReading();
    this.#kept?.remove();
  }

  #hear(member: Voter, act: Act<'answer' | 'recall'>): void {
    const known = this.#known.get(member);
    const voter = known ?? hashOf(act.as, this.#class.code);
    if (known === undefined) {
      this.#known.set(member, voter);
      // Until now it was one of those who have not answered, and perhaps it has.
      this.#counts.ask();
    }
    if (act.is === 'answer') this.#answer(voter, act);
    // An answer that was not counted is told, too: the page shows what is true.
    member.voteChanged('mine');
  }

  #answer(voter: string, { question, round, option, as }: Act<'answer'>): void {
    this.#readRun();
    const { current } = this.#ballot;
    if (current?.is !== 'open' || !isAt(current, question, round)) return;
    const answers = current.rounds.at(-1)!;
    if (voter !== hashOf(as, this.#class.code) || option >= current.asked.options) return;
    if (answers.get(voter) === option) return;
    const changes = this.#changes.get(voter) ?? 0;
    const isNew = !answers.has(voter);
    if (isNew ? answers.size >= SERVER_LIMITS.votersPerQuestion : changes >= SERVER_LIMITS.changesPerRound)
      return;
    if (!isNew) this.#changes.set(voter, changes + 1);
    this.#keep({ is: 'answered', voter, option });
    this.#counts.ask();
  }

  #ask({ about, right }: Act<'ask'>): void {
    if (this.#ballot.current !== null) return;
    const id = this.#ballot.nextId;
    if ('options' in about) {
      const options = about.options.length;
      if (right === undefined || right < options)
        this.#enter({ is: 'asked', id, about, options, right: right ?? null });
      return;
    }
    const { log } = this.#class;
    const lesson = 'next' in about ? null : findLesson(about.lesson);
    const prediction = lesson?.predictions.find(
      (one) => 'prediction' in about && one.id === about.prediction,
    );
    const options = 'next' in about ? NEXT_SEGMENTS : prediction?.options.length;
    if (log === null || options === undefined) return;
    const asked: Extract<Entry, { is: 'asked' }> = {
      is: 'asked',
      id,
      about,
      options,
      ...('next' in about && { after: { epoch: log.epoch, seq: log.head } }),
    };
    // A question to which the run has shown the answer asks for nothing.
    const reader = readerOf(asked);
    if (reader?.follows(log) !== true || reader.answer(log) !== undefined) return;
    this.#reader = reader;
    this.#enter(asked);
  }

  #turn({ is, question, round }: Act<'lock' | 'again' | 'show' | 'close'>): void {
    this.#readRun();
    const { current } = this.#ballot;
    if (current === null || !isAt(current, question, round)) return;
    if (is === 'close') this.#close();
    else if (is === 'lock' && current.is === 'open') this.#enter({ is: 'locked' });
    else if (is === 'show' && current.is === 'locked') this.#enter({ is: 'shown' });
    else if (is === 'again' && current.is === 'locked' && round === 1 && !hasRunShown(current))
      this.#enter({ is: 'again' });
  }

  #close(): void {
    this.#reader = null;
    this.#enter({ is: 'closed' });
  }

  #keep(entry: Entry): void {
    this.#ballot.apply(entry);
    this.#kept?.keep(entry, this.#ballot);
  }

  /** The question takes a turn, of which everybody is told. */
  #enter(entry: Entry): void {
    this.#keep(entry);
    this.#changes = new Map();
    this.#frame = null;
    for (const member of [...this.#class.presenters, ...this.#class.followers])
      member.voteChanged('question');
    this.#readOn();
  }

  /** Looks now and then whether the run has come to the answer, as long as that is waited for. */
  #readOn(): void {
    this.#stopReading();
    if (!this.#waitsForRun) return;
    this.#stopReading = after(SERVER_LIMITS.runReadEveryMs, () => {
      this.#readRun();
      this.#readOn();
    });
  }

  get #waitsForRun(): boolean {
    const { current } = this.#ballot;
    return current !== null && current.asked.right === undefined && current.happened === undefined;
  }

  /** Nobody answers after the fact: the round is locked once the run has come to the answer. */
  #readRun(): void {
    const { current } = this.#ballot;
    const { log } = this.#class;
    if (!this.#waitsForRun || current === null || log === null) return;
    this.#reader ??= readerOf(current.asked);
    const option = this.#reader?.answer(log);
    if (option === undefined) return;
    if (current.is === 'open') this.#enter({ is: 'locked' });
    this.#enter({ is: 'happened', option });
  }

  #question(current: Current, isPresenter: boolean): Question {
    const { asked, rounds, is, happened } = current;
    const answers = rounds.at(-1)!;
    const isShown = is === 'shown';
    const finished = is === 'open' ? rounds.slice(0, -1) : rounds;
    return {
      id: asked.id,
      about: asked.about,
      options: asked.options,
      round: rounds.length as Question['round'],
      is,
      answered: answers.size,
      of: answers.size + this.#waitedFor(answers),
      ...((isShown || isPresenter) && finished.length > 0 && shareOf(current, finished)),
      ...(isShown && happened !== undefined && { happened }),
      ...('next' in asked.about && happened === null && { runOver: true }),
      ...(isPresenter && !isShown && hasRunShown(current) && { known: true }),
      ...(isPresenter && this.#kept?.isKept === false && { notKept: true }),
    };
  }

  /** The devices that are here and have not answered. */
  #waitedFor(answers: ReadonlyMap<string, number>): number {
    let unknown = 0;
    const waited = new Set<string>();
    for (const follower of this.#class.followers) {
      const voter = this.#known.get(follower);
      if (voter === undefined) unknown += 1;
      else if (!answers.has(voter)) waited.add(voter);
    }
    return unknown + waited.size;
  }
}

/** The run has come to the answer. */
function hasRunShown({ asked, happened }: Current): boolean {
  return happened !== undefined && asked.right === undefined;
}

function isAt({ asked, rounds }: Current, question: number, round: number): boolean {
  return asked.id === question && rounds.length === round;
}

/** The secret cannot be had back from it, and is another in each class, so that nobody is followed from one to the next. */
function hashOf(secret: string, code: string): string {
  return createHash('sha256').update(`${code} ${secret}`).digest('base64url').slice(0, 32);
}

function frameOf(told: VoteTold): string {
  return JSON.stringify({ type: 'vote', told } satisfies ServerMessage);
}
