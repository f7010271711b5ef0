import { SERVER_LIMITS } from '../limits.ts';
import { hashOf, isSecret, newSecret } from '../rooms/secrets.ts';

/**
 * The secrets with which a class is presented. A server that has read the class from the store knows their hashes only, until
 * somebody says one of them.
 */
export class ClassSecrets {
  #hashes: readonly string[];
  #known: string | null;

  constructor(hashes: readonly string[], known: string | null) {
    this.#hashes = hashes;
    this.#known = known;
  }

  static made(): ClassSecrets {
    const secret = newSecret();
    return new ClassSecrets([hashOf(secret)], secret);
  }

  /** The oldest first. */
  get hashes(): readonly string[] {
    return this.#hashes;
  }

  /** The secret for whoever presents the class now. */
  get known(): string | null {
    return this.#known;
  }

  has(said: string): boolean {
    const hash = hashOf(said);
    return this.#hashes.some((one) => isSecret(hash, one));
  }

  /** A presenter has said it. */
  hear(said: string): void {
    this.#known = said;
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
