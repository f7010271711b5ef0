import { type AddressShares, SERVER_LIMITS } from '../limits.ts';
import { TokenBucket } from '../token-bucket.ts';

/** An address may give the commands of so many seconds at once. */
const COMMAND_BURST_SECONDS = 4;

/** All connections of one client address, which share what it may do. */
export class Visitor {
  readonly address: string;
  readonly joins: TokenBucket;
  readonly commands: TokenBucket;
  /** The wrong codes that it may still say. */
  readonly guesses: TokenBucket;
  /** The KiB of long messages that it may still send. */
  readonly longKiB: TokenBucket;
  sockets = 0;

  constructor(address: string, { joinsPerMinute, commandsPerSecond }: AddressShares, nowMs: number) {
    this.address = address;
    this.joins = new TokenBucket(joinsPerMinute, joinsPerMinute / 60, nowMs);
    this.commands = new TokenBucket(commandsPerSecond * COMMAND_BURST_SECONDS, commandsPerSecond, nowMs);
    this.guesses = new TokenBucket(
      SERVER_LIMITS.wrongCodesAtOnce,
      SERVER_LIMITS.wrongCodesPerMinute / 60,
      nowMs,
    );
    this.longKiB = new TokenBucket(SERVER_LIMITS.longKiBAtOnce, SERVER_LIMITS.longKiBPerSecond, nowMs);
  }

  /** Nothing about it has to be remembered. */
  isForgettable(nowMs: number): boolean {
    const buckets = [this.joins, this.commands, this.guesses, this.longKiB];
    return this.sockets === 0 && buckets.every((bucket) => bucket.isFull(nowMs));
  }
}

/** The client addresses that have connections, or had some a moment ago. */
export class Visitors {
  readonly #shares: AddressShares;
  readonly #byAddress = new Map<string, Visitor>();

  constructor(shares: AddressShares) {
    this.#shares = shares;
  }

  /** Returns null if the address has as many sockets as it may have. */
  arrive(address: string, nowMs: number): Visitor | null {
    const visitor = this.#byAddress.get(address) ?? new Visitor(address, this.#shares, nowMs);
    if (visitor.sockets >= this.#shares.sockets) return null;
    visitor.sockets += 1;
    this.#byAddress.set(address, visitor);
    return visitor;
  }

  /** Must be called now and then, so that addresses which come no more take no memory. */
  sweep(nowMs: number): void {
    for (const [address, visitor] of this.#byAddress)
      if (visitor.isForgettable(nowMs)) this.#byAddress.delete(address);
  }
}
