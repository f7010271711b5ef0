import type { ProtocolError } from '../../shared/protocol/server-messages.ts';
import { type Ask, type Letter, type Tell, written } from './relay-messages.ts';

/** Gathers what a server has for another in a turn of the event loop. Frames that are for many lines go once. */
export class Outbox {
  readonly #from: () => string;
  readonly #post: (text: string, isOfTells: boolean) => void;
  #asks: Ask[] = [];
  #tells: Tell[] = [];
  #frames: string[] = [];
  #read: number | undefined;
  /** The last of the tells with each text, and the last for each line. */
  readonly #ofText = new Map<string, number>();
  readonly #ofLine = new Map<number, number>();
  #isAsked = false;

  constructor(from: () => string, post: (text: string, isOfTells: boolean) => void) {
    this.#from = from;
    this.#post = post;
  }

  ask(ask: Ask): void {
    this.#asks.push(ask);
    this.#soon();
  }

  read(letters: number): void {
    this.#read = letters;
    this.#soon();
  }

  /** Returns the length by which the letter grows. The frames of a line keep their order. */
  frame(line: number, text: string): number {
    const made = this.#ofText.get(text);
    if (made !== undefined && made > (this.#ofLine.get(line) ?? -1)) {
      this.#tells[made]!.to.push(line);
      this.#ofLine.set(line, made);
      return 0;
    }
    this.#frames.push(text);
    this.#ofText.set(text, this.#tells.length);
    this.#tell(line, { to: [line], length: text.length });
    return text.length;
  }

  refuse(line: number, refused: ProtocolError): void {
    this.#tell(line, { to: [line], refused });
  }

  away(line: number): void {
    this.#tell(line, { to: [line], away: true });
  }

  #tell(line: number, tell: Tell): void {
    this.#ofLine.set(line, this.#tells.length);
    this.#tells.push(tell);
    this.#soon();
  }

  #soon(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    setImmediate(() => this.#send());
  }

  #send(): void {
    this.#isAsked = false;
    const letter: Letter = {
      from: this.#from(),
      ...(this.#asks.length > 0 && { asks: this.#asks }),
      ...(this.#tells.length > 0 && { tells: this.#tells }),
      ...(this.#read !== undefined && { read: this.#read }),
    };
    const text = written(letter, this.#frames);
    const isOfTells = this.#tells.length > 0;
    this.#asks = [];
    this.#tells = [];
    this.#frames = [];
    this.#read = undefined;
    this.#ofText.clear();
    this.#ofLine.clear();
    this.#post(text, isOfTells);
  }
}
