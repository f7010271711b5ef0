import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { SERVER_LIMITS } from '../../server/limits.ts';
import { RedisStore } from '../../server/store/redis.ts';
import { lacks } from '../support/machine.ts';
import { RedisServer } from '../support/redis-server.ts';
import { eventually } from '../support/server-process.ts';
import { entriesOf, storeContract } from './store-contract.ts';

const missing = lacks('redis-server', 'rooms kept in Redis');

const stores: RedisStore[] = [];

async function opened(url: string): Promise<{ store: RedisStore; said: string[]; changes: () => number }> {
  const said: string[] = [];
  let changes = 0;
  const store = await RedisStore.open({
    url,
    say: (sentence) => said.push(sentence),
    changed: () => (changes += 1),
  });
  stores.push(store);
  return { store, said, changes: () => changes };
}

describe.skipIf(missing !== undefined)('[STORE1] a store in Redis', () => {
  let redis: RedisServer;
  let databases = 0;
  beforeAll(async () => {
    redis = await RedisServer.started('--appendonly', 'yes', '--appendfsync', 'everysec');
  });
  afterAll(() => redis?.remove());

  storeContract(() => {
    const url = redis.url((databases += 1));
    return {
      open: async () => {
        const { store } = await opened(url);
        await store.takeFree();
        return store;
      },
    };
  }, 12);
});

describe.skipIf(missing !== undefined)('the store in Redis', () => {
  let redis: RedisServer;
  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close();
    await redis.remove();
  });
  /** The entries of a stream as Redis has them. */
  const inRedis = async (stream: string): Promise<unknown[]> => {
    const pieces = (await redis.ask('XRANGE', `socketscope:stream:${stream}`, '-', '+')) as [
      string,
      string[],
    ][];
    return pieces.flatMap(([, [, piece = '']]) =>
      piece.split('\n').map((line) => JSON.parse(line) as unknown),
    );
  };
  const keptAgain = /^Rooms are kept in .* again\.$/;

  test('[STORE4] that ends refuses entries, and takes them whole when it is back, empty or not', async () => {
    redis = await RedisServer.started();
    const { store, said, changes } = await opened(redis.url());
    expect(said).toEqual([expect.stringContaining('has no append-only file')]);
    store.replace('a', ['1']);
    await store.flush();
    const before = changes();
    await redis.stop();
    await eventually(() => changes() > before);
    expect(() => store.append('a', ['2'])).toThrow();
    expect(() => store.append('a', [])).toThrow();
    expect(() => store.replace('a', ['2'])).toThrow();
    expect(said[1]).toMatch(/^Rooms are not kept in redis:/);
    await redis.start();
    await eventually(() => changes() > before + 1);
    // It may have forgotten everything.
    expect(() => store.append('a', ['2'])).toThrow();
    store.replace('a', ['1', '2']);
    store.append('a', ['3']);
    await store.flush();
    expect(await entriesOf(store, 'a')).toEqual([1, 2, 3]);
    expect(said.at(-1)).toMatch(keptAgain);
  });

  test('[STORE4] that is full refuses entries, says so once, and has no gap when it has place again', async () => {
    redis = await RedisServer.started('--maxmemory-policy', 'noeviction');
    const { store, said } = await opened(redis.url());
    store.replace('a', ['1']);
    await store.flush();
    await redis.ask('CONFIG', 'SET', 'maxmemory', '1');
    store.append('a', ['2']);
    await store.flush();
    await redis.ask('CONFIG', 'SET', 'maxmemory', '0');
    expect(() => store.append('a', ['3'])).toThrow();
    expect(said.slice(1)).toEqual([
      expect.stringMatching(/^Rooms are not kept in redis:.*: OOM command not allowed/),
    ]);
    expect(await inRedis('a')).toEqual([1]);
    store.replace('a', ['1', '2', '3']);
    await store.flush();
    expect(await inRedis('a')).toEqual([1, 2, 3]);
    expect(said.at(-1)).toMatch(keptAgain);
  });

  test('[STORE4] that has lost a stream takes nothing of it but the whole', async () => {
    redis = await RedisServer.started('--appendonly', 'yes');
    const { store, said } = await opened(redis.url());
    store.replace('a', ['1']);
    await store.flush();
    await redis.ask('DEL', 'socketscope:stream:a');
    store.append('a', ['2']);
    store.append('a', ['3']);
    await store.flush();
    expect([await inRedis('a'), said]).toEqual([[], []]);
    expect(() => store.append('a', [])).toThrow();
    store.replace('a', ['1', '2', '3']);
    await store.flush();
    expect(await inRedis('a')).toEqual([1, 2, 3]);
  });

  test('[STORE4] that hangs is as one that is not there, until it answers again', async () => {
    redis = await RedisServer.started();
    const { store, said } = await opened(redis.url());
    store.replace('a', ['1']);
    await store.flush();
    redis.signal('SIGSTOP');
    store.append('a', ['2']);
    let isTold = false;
    store.whenKept(() => (isTold = true));
    // Nobody is told of it before it is known that it is not kept.
    expect(isTold).toBe(false);
    await eventually(() => {
      // The kernel takes it.
      if (!isTold) store.append('a', ['3']);
      return isTold;
    });
    expect(() => store.append('a', ['4'])).toThrow();
    expect(said.at(-1)).toBe(`Rooms are not kept in ${redis.url()}: no answer.`);
    redis.signal('SIGCONT');
    await eventually(() => {
      try {
        store.replace('a', ['1', '2', '3']);
        return true;
      } catch {
        return false;
      }
    });
    await store.flush();
    expect(await entriesOf(store, 'a')).toEqual([1, 2, 3]);
  });

  test('[STORE2] with appendfsync always has what was kept also after kill -9 of Redis', async () => {
    redis = await RedisServer.started('--appendonly', 'yes', '--appendfsync', 'always');
    const first = await opened(redis.url());
    expect(first.said).toEqual([]);
    first.store.replace('a', ['1']);
    first.store.append('a', ['2']);
    await first.store.flush();
    await redis.stop('SIGKILL');
    await redis.start();
    expect(await inRedis('a')).toEqual([1, 2]);
  });

  test('[STORE8] that is another server’s by now takes nothing, and says so before anybody is told', async () => {
    redis = await RedisServer.started('--appendonly', 'yes');
    const { store } = await opened(redis.url());
    store.replace('a', ['1']);
    await store.flush();
    const [lease = ''] = (await redis.ask('KEYS', 'socketscope:lease:*')) as string[];
    await redis.ask('SET', lease, 'another.0', 'PX', '60000');
    const order: string[] = [];
    store.lost = () => {
      // The store must not remove what is another's.
      store.remove('a');
      order.push('lost');
    };
    store.append('a', ['2']);
    store.whenKept(() => order.push('told'));
    await store.flush();
    await store.flush();
    expect([order, await inRedis('a'), await store.list()]).toEqual([['lost', 'told'], [1], []]);
  });

  test('[STORE8] is another’s after silence: soon if it has ended, later if it hangs', async () => {
    redis = await RedisServer.started('--appendonly', 'yes');
    const { store } = await opened(redis.url());
    store.replace('a', ['1']);
    await store.flush();
    const { store: other } = await opened(redis.url());
    expect(await other.ownerOf('a')).toEqual({ server: store.post.name });
    expect([await other.ownerOf('none'), await store.ownerOf('a')]).toEqual(['nowhere', 'here']);
    // This one is there and says nothing.
    const { store: silent } = await opened(redis.url());
    const lease = `socketscope:lease:${String(await redis.ask('GET', 'socketscope:at:a'))}`;
    const { leaseMs, silentMs } = SERVER_LIMITS;
    const after = async (name: string, ms: number): Promise<unknown> => {
      await redis.ask('SET', lease, name, 'PX', String(leaseMs - ms));
      return other.ownerOf('a');
    };
    await store.close();
    expect(await after('gone.0', 0)).toEqual({ server: 'gone.0' });
    expect(await after(silent.post.name, silentMs + 500)).toEqual({ server: silent.post.name });
    const taken: unknown[] = [];
    other.took = async (streams) => void taken.push(...streams);
    expect([await after('gone.0', silentMs + 500), taken]).toEqual(['here', ['a']]);
    expect(await entriesOf(other, 'a')).toEqual([1]);
  });

  test('[STORE8] is not half taken over where Redis is lost meanwhile', async () => {
    redis = await RedisServer.started('--appendonly', 'yes', '--appendfsync', 'always');
    const { store } = await opened(redis.url());
    store.replace('a', ['1']);
    await store.flush();
    const { store: other, changes } = await opened(redis.url());
    const before = changes();
    let isLost = false;
    other.lost = () => (isLost = true);
    other.took = async () => {
      // Not all is read from now on.
      await redis.stop();
      await eventually(() => changes() > before);
    };
    await store.close();
    await expect(other.ownerOf('a')).rejects.toThrow('lost');
    expect([isLost, await other.list()]).toEqual([true, []]);
    await redis.start();
    other.took = async () => {};
    await eventually(async () => (await other.ownerOf('a').catch(() => 'unknown')) === 'here');
    expect(await entriesOf(other, 'a')).toEqual([1]);
  });

  test('[STORE8] what a server adds to what it has taken over becomes another’s together with it', async () => {
    redis = await RedisServer.started('--appendonly', 'yes');
    const { store: first } = await opened(redis.url());
    const { store: second } = await opened(redis.url());
    const { store: third } = await opened(redis.url());
    first.replace('class-a', ['1']);
    await first.flush();
    await first.close();
    expect(await second.ownerOf('class-a')).toBe('here');
    second.replace('hands-a', ['2']);
    await second.flush();
    expect(await third.ownerOf('hands-a')).toEqual({ server: second.post.name });
    await second.close();
    const taken: string[] = [];
    third.took = async (streams) => void taken.push(...streams);
    expect([await third.ownerOf('class-a'), taken.toSorted()]).toEqual(['here', ['class-a', 'hands-a']]);
    expect([await entriesOf(third, 'class-a'), await entriesOf(third, 'hands-a')]).toEqual([[1], [2]]);
    third.append('class-a', ['3']);
    await third.flush();
    expect(await inRedis('class-a')).toEqual([1, 3]);
  });

  test('[STORE8] a server that has slept through a takeover and the next one writes nothing any more', async () => {
    redis = await RedisServer.started('--appendonly', 'yes');
    vi.useFakeTimers({ toFake: ['setInterval'] });
    const { store } = await opened(redis.url());
    vi.useRealTimers();
    store.replace('a', ['1']);
    await store.flush();
    const shelf = String(await redis.ask('GET', 'socketscope:at:a'));
    const { store: other } = await opened(redis.url());
    // As it is when the lease of a server that hangs is over.
    await redis.ask('SET', `socketscope:lease:${shelf}`, 'gone.0', 'PX', '1000');
    let isLost = false;
    store.lost = () => (isLost = true);
    expect(await other.ownerOf('a')).toBe('here');
    expect(await entriesOf(other, 'a')).toEqual([1]);
    other.append('a', ['2']);
    await other.close();
    store.append('a', ['3']);
    await store.flush();
    expect([isLost, await inRedis('a')]).toEqual([true, [1, 2]]);
  });

  test('[STORE8] a takeover that fails half-way is tried again', async () => {
    redis = await RedisServer.started('--appendonly', 'yes');
    const { store } = await opened(redis.url());
    const { store: other } = await opened(redis.url());
    store.replace('a', ['1']);
    await store.close();
    await redis.ask('ACL', 'SETUSER', 'default', '-smembers');
    await expect(other.ownerOf('a')).rejects.toThrow();
    await redis.ask('ACL', 'SETUSER', 'default', '+smembers');
    expect(await other.ownerOf('a')).toBe('here');
    expect(await entriesOf(other, 'a')).toEqual([1]);
  });

  test('ends at an entry that is damaged, and says so', async () => {
    redis = await RedisServer.started('--appendonly', 'yes');
    const { store, said } = await opened(redis.url());
    store.replace('a', ['1', 'two', '3']);
    await store.flush();
    expect(await entriesOf(store, 'a')).toEqual([1]);
    expect(said).toEqual([`${redis.url()} is damaged in a: what stands before it is read.`]);
  });

  test('a stream that is removed while Redis is away is removed when it is back', async () => {
    redis = await RedisServer.started('--appendonly', 'yes', '--appendfsync', 'always');
    const { store, changes } = await opened(redis.url());
    store.replace('a', ['1']);
    store.replace('b', ['2']);
    await store.flush();
    const before = changes();
    await redis.stop();
    await eventually(() => changes() > before);
    store.remove('a');
    await redis.start();
    await eventually(() => changes() > before + 1);
    await store.flush();
    expect(await store.list()).toEqual(['b']);
  });
});
