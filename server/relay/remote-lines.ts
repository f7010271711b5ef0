import type { ProtocolError } from '../../shared/protocol/server-messages.ts';
import type { ClassSeat, Guesses } from '../classes/class-seat.ts';
import type { Classes } from '../classes/classes.ts';
import type { Line } from '../classes/member.ts';
import { SERVER_LIMITS } from '../limits.ts';
import { refusal } from '../refusal.ts';
import type { Outbox } from './outbox.ts';
import type { Ask, Hello } from './relay-messages.ts';

interface RemoteLinesOptions {
  readonly classes: Classes;
  readonly outbox: Outbox;
  /** Says whether what a hello asks for is this server's. */
  readonly isHere: (hello: Hello) => Promise<boolean>;
}

/** The seats of this server whose connections are at one other server. */
export class RemoteLines {
  readonly #options: RemoteLinesOptions;
  readonly #lines = new Map<number, RemoteLine>();
  /** The lengths of the letters that the other server has not read yet, and of the next. */
  readonly #unread: number[] = [];
  #next = 0;
  #unreadBytes = 0;
  #letters = 0;

  constructor(options: RemoteLinesOptions) {
    this.#options = options;
  }

  get isFull(): boolean {
    return this.#unreadBytes > SERVER_LIMITS.bytesToServer;
  }

  hear(ask: Ask): void {
    if (ask.is === 'hello') {
      void this.#enter(ask);
      return;
    }
    const line = this.#lines.get(ask.line);
    switch (ask.is) {
      case 'command':
        return line?.command(ask.id, ask.command);
      case 'act':
        return line?.seat?.act(ask.act);
      case 'left':
        return this.#leave(ask.line);
      case 'full':
      case 'drained':
        return line?.fill(ask.is === 'full');
      default:
        ask satisfies never;
    }
  }

  frame(line: number, text: string): void {
    const length = this.#options.outbox.frame(line, text);
    this.#next += length;
    this.#unreadBytes += length;
  }

  /** A letter has gone. */
  sent(): void {
    this.#unread.push(this.#next);
    this.#next = 0;
  }

  /** The other server has read so many letters. */
  read(letters: number): void {
    const wasFull = this.isFull;
    for (; this.#letters < letters; this.#letters += 1) this.#unreadBytes -= this.#unread.shift() ?? 0;
    if (wasFull && !this.isFull) for (const line of this.#lines.values()) line.wake();
  }

  /** The other server is not there any more. */
  leave(): void {
    for (const line of this.#lines.keys()) this.#leave(line);
  }

  async #enter({
    line: number,
    hello,
    address,
    mayOpen,
    isSpent,
  }: Extract<Ask, { is: 'hello' }>): Promise<void> {
    const { classes, outbox } = this.#options;
    const line = new RemoteLine(number, outbox, this);
    this.#lines.set(number, line);
    const refused = await this.#returning(hello).catch(() => 'away' as const);
    // It may have left meanwhile.
    if (this.#lines.get(number) !== line) return;
    if (refused === 'away') {
      this.#lines.delete(number);
      outbox.away(number);
      return;
    }
    // The asking server counts them: a code that leads here is right.
    const guesses: Guesses = { isEmpty: () => isSpent, take: () => !isSpent };
    const joined = refused ?? classes.join(hello, line, { address, mayOpen, guesses });
    if ('code' in joined) line.refuse(joined);
    else line.seat = joined;
  }

  async #returning(hello: Hello): Promise<ProtocolError | 'away' | null> {
    const { classes, isHere } = this.#options;
    return (await isHere(hello)) ? classes.returning(hello) : 'away';
  }

  drop(line: number): void {
    this.#lines.delete(line);
  }

  #leave(number: number): void {
    const line = this.#lines.get(number);
    this.#lines.delete(number);
    line?.seat?.leave();
  }
}

/** A browser's connection, at another server. */
class RemoteLine implements Line {
  seat: ClassSeat | null = null;
  readonly #number: number;
  readonly #outbox: Outbox;
  readonly #all: RemoteLines;
  #isFull = false;
  #left = (): void => {};

  constructor(number: number, outbox: Outbox, all: RemoteLines) {
    this.#number = number;
    this.#outbox = outbox;
    this.#all = all;
  }

  get isFull(): boolean {
    return this.#isFull || this.#all.isFull;
  }

  send(frame: string, left?: () => void): void {
    if (left !== undefined) this.#left = left;
    this.#all.frame(this.#number, frame);
  }

  refuse(error: ProtocolError): void {
    this.#outbox.refuse(this.#number, error);
    this.#all.drop(this.#number);
    this.seat?.leave();
    this.seat = null;
  }

  command(id: number, command: Parameters<ClassSeat['command']>[1]): void {
    if (this.seat !== null) this.seat.command(id, command);
    else this.refuse(refusal('hello-first'));
  }

  fill(isFull: boolean): void {
    this.#isFull = isFull;
    this.wake();
  }

  wake(): void {
    if (!this.isFull) this.#left();
  }
}
