import { setTimeout as wait } from 'node:timers/promises';
import { SERVER_LIMITS } from '../limits.ts';
import type { Owner, SharedStore } from './store.ts';

/** Resolves with the owner of a stream once that is one that is there. Rejects if it is not known in time. */
export async function settledOwner(shared: SharedStore, stream: string): Promise<Owner> {
  const untilMs = performance.now() + SERVER_LIMITS.ownerAwaitedMs;
  for (;;) {
    const owner = await shared.ownerOf(stream);
    if (typeof owner === 'string') return owner;
    const [isThere] = await shared.post.areThere([owner.server]);
    if (isThere === true) return owner;
    if (performance.now() > untilMs) throw new Error(`the owner of ${stream} has ended`);
    await wait(SERVER_LIMITS.ownerLookedForEveryMs);
  }
}
