import type { Command } from '../../shared/protocol/server-messages.ts';
import { SERVER_LIMITS } from '../limits.ts';

/** When a room was left and when something was last done in it: how long it stays, and how long its lab does. */
export class RoomUse {
  readonly #nowMs: () => number;
  #leftAtMs: number;
  #operatedAtMs: number;
  #hasWork = false;
  #warned = false;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
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

  /** Says whether a room that nobody is in may give way to another. */
  get mayYield(): boolean {
    const { roomYieldsAfterMs, workedRoomYieldsAfterMs } = SERVER_LIMITS;
    return this.emptyForMs > (this.#hasWork ? workedRoomYieldsAfterMs : roomYieldsAfterMs);
  }

  /** Returns true if its viewers had been warned that the lab closes. */
  operate({ type }: Command): boolean {
    this.#operatedAtMs = this.#nowMs();
    if (type !== 'stay') this.#hasWork = true;
    const was = this.#warned;
    this.#warned = false;
    return was;
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
