import type { LinkOptions } from './redis-link.ts';
import type { Store } from './store.ts';

/** Opens the store in Redis. Its client takes 40 ms to load, so that it is loaded only where it is asked for. */
export async function openRedis(options: LinkOptions): Promise<Store> {
  const { RedisStore } = await import('./redis.ts');
  return RedisStore.open(options);
}
