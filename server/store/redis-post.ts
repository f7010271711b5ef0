import { randomBytes } from 'node:crypto';
import { createClient } from '@redis/client';
import { SERVER_LIMITS } from '../limits.ts';
import { channelOf } from './redis-keys.ts';
import type { RedisLink } from './redis-link.ts';
import type { Post } from './post.ts';

/**
 * Messages between the servers, over Redis' channels. A channel keeps nothing: whenever something may have been lost, the
 * server takes another name, and under the old one nobody reaches it any more.
 */
export class RedisPost implements Post {
  readonly id = `${randomBytes(12).toString('base64url')}.`;
  readonly #url: string;
  readonly #link: RedisLink;
  #connection = 0;
  #client: ReturnType<typeof createClient> | null = null;
  #isHeard = false;
  heard = (_text: string): void => {};
  wasCut = (): void => {};

  constructor(url: string, link: RedisLink) {
    this.#url = url;
    this.#link = link;
  }

  get name(): string {
    return this.id + String(this.#connection);
  }

  get isHeard(): boolean {
    return this.#isHeard;
  }

  async open(): Promise<void> {
    const { redisAnswersWithinMs, redisTriedEveryMs } = SERVER_LIMITS;
    const client = createClient({
      url: this.#url,
      disableOfflineQueue: true,
      pingInterval: redisAnswersWithinMs / 2,
      socket: {
        connectTimeout: redisAnswersWithinMs,
        socketTimeout: redisAnswersWithinMs,
        reconnectStrategy: redisTriedEveryMs,
      },
      maintNotifications: 'disabled',
    });
    this.#client = client as ReturnType<typeof createClient>;
    client.on('error', () => this.cut());
    const listens = new Promise<void>((resolve) => {
      client.on('ready', () => void this.#listen().then(resolve));
    });
    client.connect().catch(() => {});
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise((resolve) => {
      timer = setTimeout(resolve, redisAnswersWithinMs);
    });
    await Promise.race([listens, patience]);
    clearTimeout(timer);
  }

  /** Resolves with false if nobody is there who hears it, or if that is not known. */
  async tell(server: string, text: string): Promise<boolean> {
    try {
      return Number(await this.#link.ask('PUBLISH', channelOf(server), text)) > 0;
    } catch {
      this.cut();
      return false;
    }
  }

  async areThere(servers: readonly string[]): Promise<readonly boolean[]> {
    const counts = (await this.#link.ask(
      'PUBSUB',
      'NUMSUB',
      ...servers.map(channelOf),
    )) as readonly unknown[];
    return servers.map((_, i) => Number(counts[2 * i + 1]) > 0);
  }

  /** Something may have been lost on the way. */
  cut(): void {
    if (!this.#isHeard) return;
    this.#isHeard = false;
    this.#connection += 1;
    this.wasCut();
    if (this.#client?.isReady === true) void this.#listen();
  }

  close(): void {
    this.#isHeard = false;
    this.#client?.destroy();
    this.#client = null;
  }

  async #listen(): Promise<void> {
    const { name } = this;
    try {
      await this.#client?.unsubscribe();
      await this.#client?.subscribe(channelOf(name), (text) => {
        if (name === this.name) this.heard(text);
      });
      this.#isHeard = name === this.name;
    } catch {
      // The connection was lost meanwhile, and is made again.
    }
  }
}
