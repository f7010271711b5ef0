import { randomBytes, timingSafeEqual } from 'node:crypto';

/** 96 bits: names a lab's log, which is not secret but must never come twice. */
export function newId(): string {
  return randomBytes(12).toString('base64url');
}

/** 192 bits: a room's name and a controller's token, which cannot be guessed. */
export function newSecret(): string {
  return randomBytes(24).toString('base64url');
}

/** In a time that does not tell how much of it is right. */
export function isSecret(given: string, secret: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}
