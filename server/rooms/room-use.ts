import type { Command } from '../../shared/protocol/server-messages.ts';
import { SERVER_LIMITS } from '../limits.ts';

/** When a room was left and when something was last done in it: how long it stays, and how long its lab does. */
export class RoomUse {
  readonly #nowMs: () => number;
  #leftAtMs: number;
  #operatedAtMs: number;
  #hasWork: boolean;
  #warned = false;
  #replaces: string | null = null;
  #mayComeBack = true;

  /** `hasWork`: something was done in it before. */
  constructor(nowMs: () => number, hasWork: boolean) {
    this.#nowMs = nowMs;
    this.#hasWork = hasWork;
    this.#leftAtMs = nowMs();
    this.#operatedAtMs = nowMs();
  }

  leave(): void {
    this.#leftAtMs = this.#nowMs();
  }

  /** Its controller has opened another room in its place. */
  giveUp(): void {
    this.#hasWork = false;
  }

  /** The time in ms since the last viewer left, where there is none. */
  get emptyForMs(): number {
    return this.#nowMs() - this.#leftAtMs;
  }

  /** Says whether a room that nobody is in may give way to another, as it is or once it is given up. */
  mayYield(givenUp: boolean): boolean {
    const { roomYieldsAfterMs, workedRoomYieldsAfterMs } = SERVER_LIMITS;
    const hasWork = this.#hasWork && !givenUp;
    return this.emptyForMs > (hasWork ? workedRoomYieldsAfterMs : roomYieldsAfterMs);
  }

  /** Returns true if what its viewers were told is over: that the lab closes, or that it took another's place. */
  operate({ type }: Command): boolean {
    this.#operatedAtMs = this.#nowMs();
    const told = this.#warned || this.#replaces !== null;
    this.#warned = false;
    this.#replaces = null;
    if (type === 'stay') return told;
    this.#hasWork = true;
    this.#mayComeBack = true;
    return told;
  }

  /**
   * Says whether a lab that was lost comes back by itself. It does so once until somebody operates it again, so that
   * a program that ends its lab host does not go on doing so by itself.
   */
  comesBack(): boolean {
    const may = this.#mayComeBack;
    this.#mayComeBack = false;
    return may;
  }

  /** It did not: no lab could be made in its place. */
  mayComeBack(): void {
    this.#mayComeBack = true;
  }

  /** A lab has taken the place of one that closed with this code. */
  replaced(code: string): void {
    this.#replaces = code;
  }

  /** Null if the lab was asked for, or has been operated since. */
  get replaces(): string | null {
    return this.#replaces;
  }

  /** The time in ms since somebody operated the lab. */
  get quietForMs(): number {
    return this.#nowMs() - this.#operatedAtMs;
  }

  /** The time in ms until a lab closes that nobody operates; null while that is far off. */
  get closesInMs(): number | null {
    const left = this.#operatedAtMs + SERVER_LIMITS.labIdleMs - this.#nowMs();
    return left > SERVER_LIMITS.labIdleWarningMs ? null : Math.max(0, Math.round(left));
  }

  /** Returns true the first time. */
  warn(): boolean {
    const first = !this.#warned;
    this.#warned = true;
    return first;
  }

  closed(): void {
    this.#warned = false;
  }
}
