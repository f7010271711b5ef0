/**
 * A token bucket: `burst` tokens at once, then `perSecond`. Times are in ms, from any clock that never goes
 * back.
 */
export class TokenBucket {
  readonly #burst: number;
  readonly #perSecond: number;
  #left: number;
  #atMs: number;

  constructor(burst: number, perSecond: number, nowMs: number) {
    this.#burst = burst;
    this.#perSecond = perSecond;
    this.#left = burst;
    this.#atMs = nowMs;
  }

  take(nowMs: number, tokens = 1): boolean {
    this.#refill(nowMs);
    if (this.#left < tokens) return false;
    this.#left -= tokens;
    return true;
  }

  isEmpty(nowMs: number): boolean {
    this.#refill(nowMs);
    return this.#left < 1;
  }

  isFull(nowMs: number): boolean {
    this.#refill(nowMs);
    return this.#left === this.#burst;
  }

  #refill(nowMs: number): void {
    const refilled = this.#left + ((nowMs - this.#atMs) / 1000) * this.#perSecond;
    this.#left = Math.min(this.#burst, refilled);
    this.#atMs = nowMs;
  }
}
