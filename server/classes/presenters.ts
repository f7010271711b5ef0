import { after } from '../after.ts';
import { SERVER_LIMITS } from '../limits.ts';
import type { Member } from './member.ts';

/** A class has one presenter, and may have a second one who may do the same. */
export type Chair = 'first' | 'second';

/**
 * The presenters of a class. One of them leads: the class goes where they go. If they go away, the other leads after some
 * seconds; without another the class waits for either of them.
 */
export class Presenters {
  readonly #members = new Map<Chair, Member>();
  #leads: Chair;
  #isAway = false;
  /** The leader looks at a recording. */
  #isAside = false;
  readonly #changed: (leadsNow: boolean) => void;
  #cancelAway = (): void => {};

  /** `changed` is called when nobody leads any more, or when the other one leads. */
  constructor(leads: Chair, changed: (leadsNow: boolean) => void) {
    this.#leads = leads;
    this.#changed = changed;
    this.#await();
  }

  get leads(): Chair {
    return this.#leads;
  }

  get leader(): Member | null {
    return this.#members.get(this.#leads) ?? null;
  }

  get all(): readonly Member[] {
    return [...this.#members.values()];
  }

  get isAway(): boolean {
    return this.#isAway;
  }

  get isAside(): boolean {
    return this.#isAside;
  }

  has(member: Member): boolean {
    return this.chairOf(member) !== null;
  }

  chairOf(member: Member): Chair | null {
    for (const [chair, one] of this.#members) if (one === member) return chair;
    return null;
  }

  in(chair: Chair): Member | null {
    return this.#members.get(chair) ?? null;
  }

  /** Returns whoever sat there before. */
  sit(chair: Chair, member: Member): Member | null {
    const before = this.#members.get(chair) ?? null;
    this.#members.set(chair, member);
    return before === member ? null : before;
  }

  lead(chair: Chair): void {
    this.#cancelAway();
    this.#leads = chair;
    this.#isAway = false;
    this.#isAside = false;
  }

  /** Returns false if that is nothing new. */
  turnAside(isAside: boolean): boolean {
    const isNews = this.#isAside !== isAside;
    this.#isAside = isAside;
    return isNews;
  }

  /** Returns true if it was the leader. */
  leave(member: Member): boolean {
    const chair = this.chairOf(member);
    if (chair === null) return false;
    this.#members.delete(chair);
    if (chair === this.#leads) this.#await();
    return chair === this.#leads;
  }

  dropSecond(): void {
    const led = this.#leads === 'second';
    this.#members.delete('second');
    if (!led) return;
    this.lead('first');
    if (this.leader === null) this.#await();
  }

  end(): void {
    this.#cancelAway();
    this.#members.clear();
  }

  #await(): void {
    this.#cancelAway = after(SERVER_LIMITS.presenterAwayAfterMs, () => {
      const other = this.#leads === 'first' ? 'second' : 'first';
      const isThere = this.#members.has(other);
      if (isThere) this.lead(other);
      else this.#isAway = true;
      this.#isAside = false;
      this.#changed(isThere);
    });
  }
}
