import type { Front } from './class-options.ts';
import type { ClassSecrets } from './class-secrets.ts';
import type { KeptClass } from './kept-classes.ts';
import type { Pace } from './pace.ts';
import type { Chair } from './presenters.ts';

interface Recorded {
  readonly code: string;
  readonly secrets: ClassSecrets;
  readonly front: Front;
  readonly beganAt: number;
  /** The number of the second presenter's device, if there is one. */
  readonly second: number | null;
  readonly leads: Chair;
  readonly pace: Pace;
}

/** A class as it is kept, without its questions, its hands and its followers' labs. */
export function recordOf({ code, secrets, front, beganAt, second: n, leads, pace }: Recorded): KeptClass {
  const { hashes, secondHash: hash } = secrets;
  return {
    code,
    hashes,
    ...front,
    beganAt,
    ...(hash !== null && n !== null && { second: { hash, n } }),
    ...(leads === 'second' && { leads }),
    ...(pace.isLimited && { isPaced: true }),
  };
}
