import * as v from 'valibot';
import { NEXT_SEGMENTS } from '../../../shared/protocol/next-segment.ts';
import {
  matterSchema,
  type Mine,
  pastSchema,
  type PastQuestion,
  type Question,
  voterSchema,
} from '../../../shared/protocol/vote-schema.ts';
import { countSchema, idSchema } from '../../../shared/schema.ts';
import { SERVER_LIMITS } from '../../limits.ts';

/**
 * A class keeps an entry for each thing that happens to its questions. Whoever folds them in their order has its
 * questions again. A voter is the hash of a device's secret.
 */
export const entrySchema = v.variant('is', [
  v.strictObject({
    is: v.literal('asked'),
    id: countSchema,
    about: matterSchema,
    /** No question has more options than the one which segment leaves next. */
    options: v.pipe(countSchema, v.maxValue(NEXT_SEGMENTS)),
    /** The right option of an own question; null where none is. It is absent for a prediction. */
    right: v.exactOptional(v.nullable(countSchema)),
    /** The event after which the next segment is asked for. */
    after: v.exactOptional(v.strictObject({ epoch: idSchema, seq: countSchema })),
  }),
  v.strictObject({ is: v.literal('answered'), voter: voterSchema, option: countSchema }),
  v.strictObject({ is: v.literal('locked') }),
  v.strictObject({ is: v.literal('again') }),
  /** The run has come to the answer, or has shown none of the options (null). */
  v.strictObject({ is: v.literal('happened'), option: v.nullable(countSchema) }),
  v.strictObject({ is: v.literal('shown') }),
  v.strictObject({ is: v.literal('closed') }),
  v.strictObject({ is: v.literal('past'), ...pastSchema.entries }),
]);
export type Entry = v.InferOutput<typeof entrySchema>;

type Asked = Extract<Entry, { is: 'asked' }>;
/** The voters of a round, and their options. */
type Answers = Map<string, number>;

/** A question is open, then locked, perhaps open a second time and locked again, then shown. */
export interface Current {
  readonly asked: Asked;
  readonly rounds: readonly Answers[];
  readonly is: Question['is'];
  /** The option that the run has shown, or that is right; undefined while it is not known. */
  readonly happened: number | null | undefined;
}

/** The questions of a class: one at present, or none, and those of the past. They are folded from entries. */
export class Ballot {
  #current: Current | null = null;
  #past: readonly PastQuestion[] = [];
  #lastId = 0;

  get current(): Current | null {
    return this.#current;
  }

  /** All questions, the present one last. */
  get results(): readonly PastQuestion[] {
    return this.#current === null ? this.#past : [...this.#past, pastOf(this.#current)];
  }

  get nextId(): number {
    return this.#lastId + 1;
  }

  /** Entries that do not fit the state before them change nothing. */
  apply(entry: Entry): void {
    if (entry.is === 'asked') {
      if (this.#current !== null) return;
      const happened = entry.right ?? undefined;
      this.#current = { asked: entry, rounds: [new Map()], is: 'open', happened };
      this.#lastId = Math.max(this.#lastId, entry.id);
    } else if (entry.is === 'past') {
      const { is: _, ...past } = entry;
      this.#remember(past);
    } else if (this.#current !== null) this.#change(this.#current, entry);
  }

  #change(current: Current, entry: Exclude<Entry, { is: 'asked' | 'past' }>): void {
    const { rounds, is } = current;
    switch (entry.is) {
      case 'answered':
        if (is === 'open' && entry.option < current.asked.options)
          rounds.at(-1)?.set(entry.voter, entry.option);
        return;
      case 'locked':
        if (is === 'open') this.#current = { ...current, is: 'locked' };
        return;
      case 'again':
        if (is === 'locked' && rounds.length < 2)
          this.#current = { ...current, is: 'open', rounds: [...rounds, new Map()] };
        return;
      case 'happened':
        if (current.happened === undefined) this.#current = { ...current, happened: entry.option };
        return;
      case 'shown':
        if (is === 'locked') this.#current = { ...current, is: 'shown' };
        return;
      case 'closed':
        this.#remember(pastOf(current));
        this.#current = null;
        return;
      default:
        entry satisfies never;
    }
  }

  #remember(past: PastQuestion): void {
    this.#past = [...this.#past, past].slice(-SERVER_LIMITS.questionsKept);
    this.#lastId = Math.max(this.#lastId, past.id);
  }

  /** The entries of which this would be folded again. */
  *entries(): Iterable<Entry> {
    for (const past of this.#past) yield { is: 'past', ...past };
    if (this.#current === null) return;
    const { asked, rounds, is, happened } = this.#current;
    yield asked;
    for (const [i, answers] of rounds.entries()) {
      if (i > 0) yield { is: 'again' };
      for (const [voter, option] of answers) yield { is: 'answered', voter, option };
      if (i < rounds.length - 1 || is !== 'open') yield { is: 'locked' };
    }
    if (happened !== undefined && asked.right === undefined) yield { is: 'happened', option: happened };
    if (is === 'shown') yield { is: 'shown' };
  }
}

/** The answers of one voter. */
export function mineIn({ asked, rounds }: Current, voter: string | undefined): Mine {
  const answers = rounds.map((round) => (voter === undefined ? null : (round.get(voter) ?? null)));
  return { question: asked.id, answers };
}

/** How many have given each option, for each of these rounds. */
export function shareOf(
  { asked }: Current,
  rounds: readonly Answers[],
): Pick<PastQuestion, 'rounds' | 'changes'> {
  const none = (): number[] => Array.from({ length: asked.options }, () => 0);
  const counts = rounds.map((answers) => {
    const count = none();
    for (const option of answers.values()) count[option]! += 1;
    return count;
  });
  const [first, second] = rounds;
  if (first === undefined || second === undefined) return { rounds: counts };
  const changes = none().map(none);
  for (const [voter, option] of second) {
    const before = first.get(voter);
    if (before !== undefined) changes[before]![option]! += 1;
  }
  return { rounds: counts, changes };
}

function pastOf(current: Current): PastQuestion {
  const { asked, rounds, is, happened } = current;
  return {
    id: asked.id,
    about: asked.about,
    shown: is === 'shown',
    ...shareOf(current, rounds),
    ...(is === 'shown' && happened !== undefined && { happened }),
  };
}
