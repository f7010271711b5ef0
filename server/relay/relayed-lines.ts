import type { ClassSeat } from '../classes/class-seat.ts';
import type { Line } from '../classes/member.ts';
import type { Outbox } from './outbox.ts';
import type { Hello, Tell } from './relay-messages.ts';

/** A connection that can be sent away: its browser comes back by itself, perhaps to another server. */
export interface RelayableLine extends Line {
  goAway(): void;
}

/** Somebody who says hello. */
export interface Caller {
  readonly address: string;
  readonly mayOpen: boolean;
  /** Their address has said too many wrong codes. */
  readonly isSpent: boolean;
}

interface RelayedLine {
  /** It is about this stream of the other server. */
  readonly stream: string;
  readonly line: RelayableLine;
  isFull: boolean;
}

/** The connections of this server whose seats are at one other server. */
export class RelayedLines {
  readonly #outbox: Outbox;
  readonly #newNumber: () => number;
  readonly #lines = new Map<number, RelayedLine>();
  #letters = 0;

  constructor(outbox: Outbox, newNumber: () => number) {
    this.#outbox = outbox;
    this.#newNumber = newNumber;
  }

  /** The streams of the other server that these lines are about. */
  get streams(): ReadonlySet<string> {
    return new Set(Array.from(this.#lines.values(), ({ stream }) => stream));
  }

  enter(stream: string, hello: Hello, line: RelayableLine, { address, mayOpen, isSpent }: Caller): ClassSeat {
    const number = this.#newNumber();
    this.#lines.set(number, { stream, line, isFull: false });
    this.#outbox.ask({ line: number, is: 'hello', hello, address, mayOpen, isSpent });
    return {
      command: (id, command) => this.#outbox.ask({ line: number, is: 'command', id, command }),
      act: (act) => this.#outbox.ask({ line: number, is: 'act', act }),
      leave: () => {
        if (this.#lines.delete(number)) this.#outbox.ask({ line: number, is: 'left' });
      },
    };
  }

  /** Passes on what the owner tells. */
  hear(tells: readonly Tell[], frames: string): void {
    let at = 0;
    const touched = new Set<number>();
    for (const tell of tells) {
      const text = 'length' in tell ? frames.slice(at, (at += tell.length)) : '';
      for (const number of tell.to) {
        const { line } = this.#lines.get(number) ?? {};
        if (line === undefined) continue;
        if ('length' in tell) {
          line.send(text, () => this.#drained(number));
          touched.add(number);
        } else this.#end(number, line, tell);
      }
    }
    for (const number of touched) this.#filled(number);
    this.#outbox.read((this.#letters += 1));
  }

  /** The owner is not there any more, or not for this stream. */
  sendAway(stream?: string): void {
    for (const [number, one] of this.#lines) {
      if (stream !== undefined && one.stream !== stream) continue;
      this.#lines.delete(number);
      this.#outbox.ask({ line: number, is: 'left' });
      one.line.goAway();
    }
  }

  #end(number: number, line: RelayableLine, tell: Exclude<Tell, { length: number }>): void {
    this.#lines.delete(number);
    if ('refused' in tell) line.refuse(tell.refused);
    else line.goAway();
  }

  #filled(number: number): void {
    const one = this.#lines.get(number);
    if (one === undefined || one.isFull || !one.line.isFull) return;
    one.isFull = true;
    this.#outbox.ask({ line: number, is: 'full' });
  }

  #drained(number: number): void {
    const one = this.#lines.get(number);
    if (one?.isFull !== true || one.line.isFull) return;
    one.isFull = false;
    this.#outbox.ask({ line: number, is: 'drained' });
  }
}
