import type { LabLog, Position } from '../rooms/lab-log.ts';
import type { Reach } from '../rooms/viewer.ts';

/**
 * How far followers see into the log of the class's room. They may be kept to the moments that the presenter has shown: what
 * comes later is not sent to them.
 */
export class Pace implements Reach {
  #isLimited: boolean;
  /** The last event that was shown of the newest log of which the presenter has said so. */
  #shown: Position | null = null;

  constructor(isLimited: boolean) {
    this.#isLimited = isLimited;
  }

  get isLimited(): boolean {
    return this.#isLimited;
  }

  /** Returns false if that is nothing new. */
  limit(isLimited: boolean): boolean {
    const isNews = isLimited !== this.#isLimited;
    this.#isLimited = isLimited;
    return isNews;
  }

  /** A moment that was shown stays so. Returns false if that is nothing new. */
  show(shown: Position): boolean {
    const { epoch, seq } = this.#shown ?? {};
    if (epoch === shown.epoch && shown.seq <= (seq ?? 0)) return false;
    this.#shown = shown;
    return true;
  }

  reach({ epoch }: LabLog): number | null {
    if (this.#shown === null) return null;
    return epoch === this.#shown.epoch ? this.#shown.seq : 0;
  }
}
