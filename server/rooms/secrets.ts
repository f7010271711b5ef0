import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 96 random bits. They name a lab's log: the name need not be secret, but must be unique. */
export function newId(): string {
  return randomBytes(12).toString('base64url');
}

/** 192 random bits, for a room's name and a controller's token, which must not be guessable. */
export function newSecret(): string {
  return randomBytes(24).toString('base64url');
}

/** A secret of 192 bits cannot be had back from its hash, so that the hash may be written down. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** Compares in constant time, so that the time does not tell how many characters are right. */
export function isSecret(given: string, secret: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}
