import { SERVER_LIMITS } from '../limits.ts';
import { hashOf, isSecret, newSecret } from '../rooms/secrets.ts';
import type { Chair } from './presenters.ts';

/**
 * The secrets with which a class is presented. A server that has read the class from the store knows their hashes only, until
 * somebody says one of them.
 */
export class ClassSecrets {
  #hashes: readonly string[];
  #known: string | null;
  /** The one of the second presenter, who may be made another's follower again. */
  #secondHash: string | null;
  #secondKnown: string | null = null;

  constructor(hashes: readonly string[], known: string | null, secondHash: string | null = null) {
    this.#hashes = hashes;
    this.#known = known;
    this.#secondHash = secondHash;
  }

  static made(): ClassSecrets {
    const secret = newSecret();
    return new ClassSecrets([hashOf(secret)], secret);
  }

  /** The oldest first. */
  get hashes(): readonly string[] {
    return this.#hashes;
  }

  get secondHash(): string | null {
    return this.#secondHash;
  }

  /** The secret for whoever presents the class now. */
  knownOf(chair: Chair): string | null {
    return chair === 'first' ? this.#known : this.#secondKnown;
  }

  /** The chair that a secret opens; null if it is wrong. */
  chairOf(said: string): Chair | null {
    const hash = hashOf(said);
    if (this.#hashes.some((one) => isSecret(hash, one))) return 'first';
    return this.#secondHash !== null && isSecret(hash, this.#secondHash) ? 'second' : null;
  }

  /** A presenter has said it. */
  hear(said: string): void {
    if (this.chairOf(said) === 'second') this.#secondKnown = said;
    else this.#known = said;
  }

  /** Makes the second presenter's secret. The one before is void. */
  makeSecond(): void {
    this.#secondKnown = newSecret();
    this.#secondHash = hashOf(this.#secondKnown);
  }

  dropSecond(): void {
    this.#secondKnown = null;
    this.#secondHash = null;
  }

  /**
   * Makes one more, for a presenter who came with the secret of the room. Those before stay true: another tab, or the
   * teacher's other device, may have the first one.
   */
  add(): void {
    this.#known = newSecret();
    const more = [...this.#hashes.slice(1), hashOf(this.#known)];
    this.#hashes = [...this.#hashes.slice(0, 1), ...more.slice(1 - SERVER_LIMITS.secretsOfClass)];
  }
}
