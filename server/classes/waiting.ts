import type { ProtocolError, ServerMessage } from '../../shared/protocol/server-messages.ts';
import type { Member } from './member.ts';

/** `no-room`: the class has no room at the moment. `full`: its room has no place. */
export type Why = NonNullable<Extract<ServerMessage, { type: 'class' }>['waitsFor']>;

/** Those who have come to a class and have no place in its room yet, in the order in which they came. */
export class Waiting {
  readonly #members = new Set<Member>();
  /** All of them wait for the same. */
  #why: Why = 'full';

  get size(): number {
    return this.#members.size;
  }

  get why(): Why {
    return this.#why;
  }

  has(member: Member): boolean {
    return this.#members.has(member);
  }

  add(member: Member, why: Why): void {
    this.#waitFor(why);
    this.#members.add(member);
  }

  /** Returns false if the member did not wait. */
  remove(member: Member): boolean {
    return this.#members.delete(member);
  }

  /** Lets them in, one after the other, until `enter` returns why the next one must still wait. */
  admit(enter: (member: Member) => Why | null): Member[] {
    const admitted: Member[] = [];
    for (const member of this.#members) {
      const why = enter(member);
      if (why !== null) {
        this.#waitFor(why);
        break;
      }
      this.#members.delete(member);
      admitted.push(member);
    }
    return admitted;
  }

  #waitFor(why: Why): void {
    const isNews = why !== this.#why;
    this.#why = why;
    if (isNews) this.tell();
  }

  tell(): void {
    for (const member of this.#members) member.classChanged();
  }

  /** Empties it, and returns those who were in it. */
  clear(): Member[] {
    const all = [...this.#members];
    this.#members.clear();
    return all;
  }
}

/** Null if there is nothing that could be waited for. */
export function whyWaits(refused: ProtocolError | null): Why | null {
  if (refused?.code === 'too-many-viewers') return 'full';
  return refused?.code === 'no-such-room' ? 'no-room' : null;
}
