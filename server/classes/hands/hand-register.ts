import * as v from 'valibot';
import { nicknameSchema } from '../../../shared/protocol/hand-schema.ts';
import { NOTHING, type Parts, PARTS, partsSchema } from '../../../shared/protocol/parts.ts';
import { voterSchema } from '../../../shared/protocol/vote-schema.ts';
import { countSchema } from '../../../shared/schema.ts';

/**
 * A class keeps an entry for each thing that happens to its hands. Whoever folds them in their order has them again. A
 * device is known by the hash of its secret, and gets a number.
 */
export const handEntrySchema = v.variant('is', [
  v.strictObject({ is: v.literal('came'), n: countSchema, who: voterSchema }),
  v.strictObject({ is: v.literal('named'), n: countSchema, name: v.nullable(nicknameSchema) }),
  v.strictObject({ is: v.literal('unnamed'), n: countSchema }),
  v.strictObject({ is: v.literal('raised'), n: countSchema }),
  v.strictObject({ is: v.literal('lowered'), n: countSchema }),
  v.strictObject({ is: v.literal('given'), n: countSchema, parts: partsSchema }),
  /** The device is forgotten, so that there is place for another. */
  v.strictObject({ is: v.literal('gone'), n: countSchema }),
]);
export type HandEntry = v.InferOutput<typeof handEntrySchema>;

/** A device of a follower. */
export interface Hand {
  readonly n: number;
  readonly who: string;
  readonly name: string | null;
  /** Its name was taken away, so that it gets no other. */
  readonly isNameless: boolean;
  readonly parts: Parts;
}

/** The devices that follow a class, with their names, the order in which they raised their hands, and what they have. */
export class HandRegister {
  readonly #hands = new Map<number, Hand>();
  readonly #numbers = new Map<string, number>();
  /** Those who have raised their hands, the first first. */
  readonly #raised = new Set<number>();
  #last = 0;

  get size(): number {
    return this.#hands.size;
  }

  get next(): number {
    return this.#last + 1;
  }

  /** All, in the order in which they came. */
  get all(): Iterable<Hand> {
    return this.#hands.values();
  }

  get raised(): readonly Hand[] {
    return Array.from(this.#raised, (n) => this.#hands.get(n)!);
  }

  get holders(): readonly Hand[] {
    return [...this.#hands.values()].filter(({ parts }) => parts.length > 0);
  }

  of(who: string): Hand | undefined {
    return this.#hands.get(this.#numbers.get(who) ?? -1);
  }

  numbered(n: number): Hand | undefined {
    return this.#hands.get(n);
  }

  isRaised(n: number): boolean {
    return this.#raised.has(n);
  }

  /** Entries that do not fit the state before them change nothing. */
  apply(entry: HandEntry): void {
    const { n } = entry;
    if (entry.is === 'came') {
      if (this.#hands.has(n) || this.#numbers.has(entry.who)) return;
      const { who } = entry;
      this.#hands.set(n, { n, who, name: null, isNameless: false, parts: NOTHING });
      this.#numbers.set(who, n);
      this.#last = Math.max(this.#last, n);
      return;
    }
    const hand = this.#hands.get(n);
    if (hand === undefined) return;
    switch (entry.is) {
      case 'named':
        if (!hand.isNameless) this.#hands.set(n, { ...hand, name: entry.name });
        return;
      case 'unnamed':
        this.#hands.set(n, { ...hand, name: null, isNameless: true });
        return;
      case 'raised':
        this.#raised.add(n);
        return;
      case 'lowered':
        this.#raised.delete(n);
        return;
      case 'given':
        return this.#give(hand, entry.parts);
      case 'gone':
        this.#hands.delete(n);
        this.#numbers.delete(hand.who);
        this.#raised.delete(n);
        return;
      default:
        entry satisfies never;
    }
  }

  /** A part is in one hand: whoever had it before has it no more. */
  #give(to: Hand, parts: Parts): void {
    for (const hand of this.holders)
      if (hand !== to) this.#hands.set(hand.n, { ...hand, parts: without(hand.parts, parts) });
    this.#hands.set(to.n, { ...to, parts });
    if (parts.length > 0) this.#raised.delete(to.n);
  }

  /** The entries of which this would be folded again. */
  *entries(): Iterable<HandEntry> {
    for (const { n, who, name, isNameless, parts } of this.#hands.values()) {
      yield { is: 'came', n, who };
      if (name !== null) yield { is: 'named', n, name };
      if (isNameless) yield { is: 'unnamed', n };
      if (parts.length > 0) yield { is: 'given', n, parts: [...parts] };
    }
    for (const n of this.#raised) yield { is: 'raised', n };
  }
}

/** The parts that somebody keeps when others are given away: of everything, the rest of the three. */
export function without(parts: Parts, given: Parts): Parts {
  if (given.includes('all')) return NOTHING;
  if (given.length === 0) return parts;
  const had = parts.includes('all') ? PARTS.filter((part) => part !== 'all') : parts;
  return had.filter((part) => !given.includes(part));
}
