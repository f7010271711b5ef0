import { randomInt } from 'node:crypto';
import { CODE_LENGTH, CODE_LETTERS } from '../../shared/protocol/class-code.ts';
import type { ClassOptions, Front } from './class-options.ts';
import { ClassSecrets } from './class-secrets.ts';
import type { KeptClass, KeptClasses } from './kept-classes.ts';

/** A class begins with this: a new one, or one that was kept. */
export type Origin = Omit<ClassOptions, 'rooms' | 'keep'>;

/** A class that begins in this room, and is kept from now on. `isTaken` says whether another one has a code. */
export function newClass(
  { room, lesson }: Front,
  isTaken: (code: string) => boolean,
  kept: KeptClasses | null,
): Origin {
  let code = '';
  do code = newCode();
  while (isTaken(code));
  const secrets = ClassSecrets.made();
  const beganAt = Date.now();
  kept?.keep({ code, hashes: secrets.hashes, room, lesson, beganAt });
  return {
    code,
    secrets,
    front: { room, lesson },
    beganAt,
    keptVotes: kept?.votesOf(code) ?? null,
    keptHands: kept?.handsOf(code) ?? null,
    keptOwnLabs: kept?.ownLabsOf(code) ?? null,
  };
}

/** A class as it was kept, with its questions, its hands and its followers' labs. */
export async function classAsKept(
  { code, hashes, room, lesson, beganAt = Date.now(), second, leads, isPaced }: KeptClass,
  kept: KeptClasses,
): Promise<Origin> {
  const keptVotes = kept.votesOf(code);
  const keptHands = kept.handsOf(code);
  const keptOwnLabs = kept.ownLabsOf(code);
  const [ballot, hands] = [await keptVotes.read(), await keptHands.read()];
  const secrets = new ClassSecrets(hashes, null, second?.hash);
  const register = await keptOwnLabs.read();
  return {
    code,
    secrets,
    front: { room, lesson },
    beganAt,
    second: second?.n,
    leads,
    isPaced,
    keptVotes,
    ballot,
    keptHands,
    hands,
    keptOwnLabs,
    register,
  };
}

function newCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join('');
}
