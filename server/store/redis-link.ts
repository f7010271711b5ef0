import { createClient } from '@redis/client';
import { SERVER_LIMITS } from '../limits.ts';

/** Called with a sentence for whoever runs the server. */
type Say = (sentence: string) => void;

export interface LinkOptions {
  readonly url: string;
  readonly say: Say;
  /** Called when Redis has gone, and when it is there again. */
  readonly changed: () => void;
}

/** The connection to Redis. Commands are carried out, and answered, in the order in which they are given. */
export class RedisLink {
  /** The address, without a password. */
  readonly name: string;
  readonly #options: LinkOptions;
  #client: ReturnType<typeof createClient>;
  #wasReady = false;
  #isClosed = false;
  #losses = 0;
  /** The reason, as it was said last, why nothing can be written; empty while it can. */
  #trouble = '';
  /** The writes that were given, and those of them that were answered. */
  #given = 0;
  #answered = 0;
  /** Since then no write was answered, or none was under way. */
  #quietSinceMs = 0;
  /** These wait for the answer to a write. */
  readonly #waiting: { readonly write: number; readonly call: () => void }[] = [];
  readonly #watch: NodeJS.Timeout;
  #lookedAtMs = performance.now();
  /** Since then a connection is being made, and nothing was heard of it. */
  #triedAtMs = performance.now();

  constructor(options: LinkOptions) {
    const { protocol, host, pathname } = new URL(options.url);
    this.name = `${protocol}//${host}${pathname}`;
    this.#options = options;
    this.#client = this.#newClient();
    this.#watch = setInterval(() => this.#look(), SERVER_LIMITS.redisAnswersWithinMs / 2).unref();
  }

  /** Resolves when Redis is there, or after a while in which it is not: it is tried again and again then. */
  async open(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise((resolve) => {
      timer = setTimeout(resolve, SERVER_LIMITS.redisAnswersWithinMs);
    });
    await Promise.race([this.#client.connect().catch(() => {}), patience]);
    clearTimeout(timer);
  }

  /** So many times the connection was lost. */
  get losses(): number {
    return this.#losses;
  }

  get isReady(): boolean {
    return this.#client.isReady;
  }

  /** Something that was written has not been answered yet, or waits behind it. */
  get isBehind(): boolean {
    return this.#answered < this.#given || this.#waiting.length > 0;
  }

  ask(...words: readonly string[]): Promise<unknown> {
    return this.#client.sendCommand([...words]);
  }

  /** `then` is told the error if it is not carried out, or if that is not known. */
  write(words: readonly string[], then: (error: Error | null, answer?: unknown) => void): void {
    if (this.#answered === this.#given) this.#quietSinceMs = performance.now();
    this.#given += 1;
    void this.ask(...words)
      .then((answer) => then(null, answer), then)
      .then(() => this.#answer());
  }

  /** Calls `then` when all that was written until now has been answered. Such calls keep their order. */
  afterWrites(then: () => void): void {
    if (this.isBehind) this.#waiting.push({ write: this.#given, call: then });
    else then();
  }

  close(): void {
    this.#isClosed = true;
    clearInterval(this.#watch);
    this.#client.destroy();
  }

  #answer(): void {
    this.#answered += 1;
    this.#quietSinceMs = performance.now();
    while (this.#waiting[0] !== undefined && this.#waiting[0].write <= this.#answered)
      this.#waiting.shift()!.call();
  }

  /** A Redis that does not answer is one that is not there. */
  #look(): void {
    const { redisAnswersWithinMs } = SERVER_LIMITS;
    const nowMs = performance.now();
    // A server that was stopped meanwhile has not asked.
    if (nowMs - this.#lookedAtMs > redisAnswersWithinMs) {
      this.#quietSinceMs = nowMs;
      this.#triedAtMs = nowMs;
    }
    this.#lookedAtMs = nowMs;
    if (this.isReady && this.#answered === this.#given) this.write(['PING'], () => {});
    const sinceMs = this.isReady ? this.#quietSinceMs : this.#triedAtMs;
    if (nowMs - sinceMs <= redisAnswersWithinMs) return;
    this.#client.destroy();
    this.#client = this.#newClient();
    this.#client.connect().catch(() => {});
    this.#lost(new Error('no answer'));
  }

  #newClient(): ReturnType<typeof createClient> {
    const { redisAnswersWithinMs, redisTriedEveryMs } = SERVER_LIMITS;
    const client = createClient({
      url: this.#options.url,
      // Streams that cannot be written now are written whole later.
      disableOfflineQueue: true,
      socket: {
        connectTimeout: redisAnswersWithinMs,
        reconnectStrategy: redisTriedEveryMs,
      },
      maintNotifications: 'disabled',
    });
    client.on('error', (error: Error) => {
      if (client === this.#client) this.#lost(error);
    });
    client.on('ready', () => {
      this.#wasReady = true;
      this.#options.changed();
    });
    return client as ReturnType<typeof createClient>;
  }

  #lost(error: Error): void {
    const { changed } = this.#options;
    this.#triedAtMs = performance.now();
    this.troubled(error);
    if (this.#wasReady) {
      this.#losses += 1;
      changed();
    }
    this.#wasReady = false;
  }

  /** Says once that nothing can be written. */
  troubled(error: Error): void {
    if (this.#isClosed) return;
    const trouble = (error as NodeJS.ErrnoException).code ?? error.message.replace(/\.? script: .*/s, '');
    if (trouble !== this.#trouble) this.#options.say(`Rooms are not kept in ${this.name}: ${trouble}.`);
    this.#trouble = trouble;
  }

  worked(): void {
    if (this.#trouble !== '') this.#options.say(`Rooms are kept in ${this.name} again.`);
    this.#trouble = '';
  }
}
