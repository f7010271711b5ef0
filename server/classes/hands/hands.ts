import { createHash } from 'node:crypto';
import type { HandAct, HandTold, OwnHand, Person } from '../../../shared/protocol/hand-schema.ts';
import { nicknameOf } from '../../../shared/protocol/nickname.ts';
import { NOTHING, type Parts } from '../../../shared/protocol/parts.ts';
import type { ServerMessage } from '../../../shared/protocol/server-messages.ts';
import { Throttle } from '../../../shared/throttle.ts';
import { after } from '../../after.ts';
import { SERVER_LIMITS } from '../../limits.ts';
import { TokenBucket } from '../../token-bucket.ts';
import type { KeptHands } from '../kept-classes.ts';
import { type Hand, type HandEntry, HandRegister } from './hand-register.ts';

/** The things that a member may have to be told. */
const HAND_NEWS = ['holders', 'ownHand', 'queue', 'roster'] as const;
export type HandNews = (typeof HAND_NEWS)[number];

export function isOfHands(news: string): news is HandNews {
  return (HAND_NEWS as readonly string[]).includes(news);
}

/** A member of the class, as far as hands go. */
export interface Handed {
  /** The secret of its device, if the browser has said it. */
  readonly device: string | null;
  handsChanged(news: HandNews): void;
  /** Other parts of the class's room are in its hand. */
  partsChanged(): void;
}

/** The class, as far as hands go. */
export interface Company {
  readonly code: string;
  readonly followers: ReadonlySet<Handed>;
  readonly presenters: Iterable<Handed>;
  /** The number of the second presenter's device. */
  readonly second: { readonly n: number; readonly isHere: boolean } | null;
}

/**
 * It owns what each follower of a class may do in its room. A follower raises a hand; a presenter puts parts of the
 * room into it, and takes them back. It belongs to the device, so that a reload or a new server changes nothing.
 */
export class Hands {
  readonly #class: Company;
  readonly #register: HandRegister;
  readonly #kept: KeptHands | null;
  readonly #nowMs: () => number;
  readonly #numbers = new Map<Handed, number>();
  /** The connections of each device that are here. */
  readonly #here = new Map<number, number>();
  readonly #buckets = new Map<number, TokenBucket>();
  #frame: string | null = null;
  /** Until something was given, nobody needs to be told that nothing is. */
  #wasGiven: boolean;
  readonly #queue = new Throttle(SERVER_LIMITS.queueToldEveryMs, after, () => {
    for (const presenter of this.#class.presenters) presenter.handsChanged('queue');
  });

  constructor(
    of: Company,
    kept: KeptHands | null,
    register = new HandRegister(),
    nowMs = () => performance.now(),
  ) {
    this.#class = of;
    this.#kept = kept;
    this.#register = register;
    this.#nowMs = nowMs;
    // A page may have been told by a server before this one that something is in a hand.
    this.#wasGiven = register.size > 0;
  }

  /** A follower has come, before it is seated. */
  know(member: Handed): void {
    if (member.device === null || this.#numbers.has(member)) return;
    const n = this.#numberOf(hashOf(member.device, this.#class.code));
    if (n === null) return;
    this.#numbers.set(member, n);
    this.#here.set(n, (this.#here.get(n) ?? 0) + 1);
    if (this.#isUsed(n)) this.#queue.ask();
  }

  /** The member's device has followed before. */
  knows({ device }: Handed): boolean {
    return device !== null && this.#register.of(hashOf(device, this.#class.code)) !== undefined;
  }

  /** Somebody has come into the class, or presents it now. */
  join(member: Handed): void {
    if (this.#wasGiven) member.handsChanged('holders');
    if (this.#numbers.has(member)) member.handsChanged('ownHand');
  }

  /** Somebody presents the class now. */
  present(member: Handed): void {
    member.handsChanged('holders');
    member.handsChanged('queue');
  }

  leave(member: Handed): void {
    const n = this.#numbers.get(member);
    if (n === undefined) return;
    this.#numbers.delete(member);
    const others = (this.#here.get(n) ?? 1) - 1;
    if (others > 0) this.#here.set(n, others);
    else this.#here.delete(n);
    if (this.#isUsed(n)) this.#queue.ask();
  }

  /** The device of a connection, as the presenter is told of it; null if it is none that the class knows. */
  personOf(member: Handed): (Person & { readonly isRaised?: true }) | null {
    const hand = this.#register.numbered(this.#numbers.get(member) ?? -1);
    if (hand === undefined) return null;
    return { ...personOf(hand), ...(this.#register.isRaised(hand.n) && { isRaised: true }) };
  }

  /** The parts of the class's room that are in the member's hand. */
  partsOf(member: Handed): Parts {
    return this.#register.numbered(this.#numbers.get(member) ?? -1)?.parts ?? NOTHING;
  }

  actOfFollower(member: Handed, act: HandAct): void {
    const n = this.#numbers.get(member);
    const hand = n === undefined ? undefined : this.#register.numbered(n);
    if (hand === undefined) return;
    if (this.#mayAct(hand.n)) this.#followerDoes(hand, act);
    // An act that came to nothing is told, too: the page shows what is true.
    this.#tellOwn(hand.n);
  }

  #followerDoes({ n, name: before, parts }: Hand, act: HandAct): void {
    if (act.is === 'raise' && !this.#register.isRaised(n)) this.#enter({ is: 'raised', n });
    else if (act.is === 'lower' && this.#register.isRaised(n)) this.#enter({ is: 'lowered', n });
    else if (act.is === 'name' && parts.length === 0) {
      // Nobody reads a name on the stage that the presenter has not read before.
      const name = nicknameOf(act.name);
      if (name !== before) this.#enter({ is: 'named', n, name });
    }
  }

  numberOf(member: Handed): number | undefined {
    return this.#numbers.get(member);
  }

  /** Nothing is in the hand any more, and it is lowered: whoever has it presents the class. */
  empty(n: number): void {
    this.#enter({ is: 'given', n, parts: [] });
    this.#enter({ is: 'lowered', n });
    for (const follower of this.#numbers.keys()) follower.partsChanged();
  }

  actOfPresenter(member: Handed, act: Exclude<HandAct, { is: 'second' | 'lead' }>): void {
    switch (act.is) {
      case 'give':
        return this.#give(act.to, act.parts);
      case 'lower-of':
        for (const { n } of this.#register.raised)
          if (act.of === null || act.of === n) {
            this.#enter({ is: 'lowered', n });
            this.#tellOwn(n);
          }
        return;
      case 'unname':
        this.#enter({ is: 'unnamed', n: act.of });
        return this.#tellOwn(act.of);
      case 'roster':
        return member.handsChanged('roster');
      case 'raise':
      case 'lower':
      case 'name':
        return;
      default:
        act satisfies never;
    }
  }

  #give(to: number, parts: Parts): void {
    const hand = this.#register.numbered(to);
    // The second presenter has everything already.
    if (to === this.#class.second?.n) return;
    // Whoever has gone and had nothing gets nothing: nobody would act.
    if (hand === undefined || (parts.length > 0 && !this.#here.has(to) && hand.parts.length === 0)) return;
    this.#wasGiven = true;
    this.#enter({ is: 'given', n: to, parts: [...parts] });
    this.#tellOwn(to);
    for (const follower of this.#numbers.keys()) follower.partsChanged();
  }

  /** The newest word of this kind, for this member. */
  told(news: HandNews, member: Handed): string {
    switch (news) {
      case 'holders':
        return this.#holdersFrame;
      case 'ownHand':
        return frameOf({ ownHand: this.#ownHand(this.#numbers.get(member)) });
      case 'queue':
        return frameOf({ queue: this.#queueNow() });
      case 'roster':
        return frameOf({
          roster: [...this.#register.all].filter(({ n }) => this.#here.has(n)).map(personOf),
        });
      default:
        return news satisfies never;
    }
  }

  sweep(): void {
    const wasKept = this.#kept?.isKept;
    this.#kept?.sweep(this.#register);
    if (this.#kept?.isKept !== wasKept) this.#queue.ask();
    for (const [n, bucket] of this.#buckets) if (bucket.isFull(this.#nowMs())) this.#buckets.delete(n);
  }

  /** The class is over, and its hands are forgotten. */
  end(): void {
    this.#queue.end();
    this.#kept?.remove();
  }

  #ownHand(n: number | undefined): OwnHand | null {
    const hand = n === undefined ? undefined : this.#register.numbered(n);
    if (hand === undefined) return null;
    const isRaised = this.#register.isRaised(hand.n);
    return { ...personOf(hand), isRaised, ...(hand.isNameless && { isNameless: true }) };
  }

  #queueNow(): Extract<HandTold, { queue: unknown }>['queue'] {
    const { raised, holders } = this.#register;
    const { second } = this.#class;
    const person = second === null ? undefined : this.#register.numbered(second.n);
    return {
      raised: this.#told(raised).map((hand) => ({ ...personOf(hand), isHere: this.#here.has(hand.n) })),
      all: raised.length,
      gone: holders.filter(({ n }) => !this.#here.has(n)).map(({ n }) => n),
      ...(person !== undefined && second && { second: { ...personOf(person), isHere: second.isHere } }),
      ...(this.#kept?.isKept === false && { notKept: true }),
    };
  }

  /** As many as the presenter is told of, in their order. Those who are not here give way to those who are. */
  #told(raised: readonly Hand[]): readonly Hand[] {
    const most = SERVER_LIMITS.raisedTold;
    const here = raised.filter(({ n }) => this.#here.has(n)).slice(0, most);
    const gone = raised.filter(({ n }) => !this.#here.has(n)).slice(0, most - here.length);
    const told = new Set([...here, ...gone]);
    return raised.filter((hand) => told.has(hand));
  }

  /** Somebody who has come or gone is one of whom the presenter is told. */
  #isUsed(n: number): boolean {
    const hasParts = (this.#register.numbered(n)?.parts.length ?? 0) > 0;
    return hasParts || this.#register.isRaised(n) || this.#class.second?.n === n;
  }

  #mayAct(n: number): boolean {
    const { handsAtOnce, handsPerMinute } = SERVER_LIMITS;
    const nowMs = this.#nowMs();
    const bucket = this.#buckets.get(n) ?? new TokenBucket(handsAtOnce, handsPerMinute / 60, nowMs);
    this.#buckets.set(n, bucket);
    return bucket.take(nowMs);
  }

  /** Returns the number of a device, perhaps a new one; null if the class knows as many as it can, and all are in use. */
  #numberOf(who: string): number | null {
    const known = this.#register.of(who);
    if (known !== undefined) return known.n;
    if (this.#register.size >= SERVER_LIMITS.devicesOfClass && !this.#forgetOne()) return null;
    const n = this.#register.next;
    this.#keep({ is: 'came', n, who });
    return n;
  }

  /**
   * Forgets the first device that came, is not here, has neither a part nor a raised hand, and does not present; or one that has only
   * raised its hand before it left. There is always one then, as those who are here are fewer.
   */
  #forgetOne(): boolean {
    const gone = Array.from(this.#register.all, ({ n }) => n).filter((n) => !this.#here.has(n));
    const one =
      gone.find((n) => !this.#isUsed(n)) ??
      gone.find((n) => this.#register.numbered(n)?.parts.length === 0 && this.#class.second?.n !== n);
    if (one === undefined) return false;
    if (this.#register.isRaised(one)) this.#queue.ask();
    this.#keep({ is: 'gone', n: one });
    return true;
  }

  #tellOwn(n: number): void {
    for (const [member, number] of this.#numbers) if (number === n) member.handsChanged('ownHand');
  }

  /** Something has changed that the presenter sees, and perhaps everybody. */
  #enter(entry: HandEntry): void {
    const before = this.#holdersFrame;
    this.#keep(entry);
    this.#queue.ask();
    if (entry.is === 'raised' || entry.is === 'lowered') return;
    this.#frame = null;
    if (before === this.#holdersFrame) return;
    for (const member of [...this.#class.presenters, ...this.#class.followers])
      member.handsChanged('holders');
  }

  get #holdersFrame(): string {
    const { holders } = this.#register;
    return (this.#frame ??= frameOf({
      holders: holders.map((hand) => ({ ...personOf(hand), parts: [...hand.parts] })),
    }));
  }

  #keep(entry: HandEntry): void {
    this.#register.apply(entry);
    this.#kept?.keep(entry, this.#register);
  }
}

function personOf({ n, name }: Hand): Person {
  return { n, ...(name !== null && { name }) };
}

/** The hash is another one than that of the device's answers, so that nobody finds a name for them. */
function hashOf(secret: string, code: string): string {
  return createHash('sha256').update(`hand ${code} ${secret}`).digest('base64url').slice(0, 32);
}

function frameOf(told: HandTold): string {
  return JSON.stringify({ type: 'hands', told } satisfies ServerMessage);
}
