import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { classCodeOf } from '../../shared/protocol/class-code.ts';
import type { ProtocolError } from '../../shared/protocol/server-messages.ts';
import type { ClassSeat, Guesses } from '../classes/class-seat.ts';
import type { Classes } from '../classes/classes.ts';
import { SERVER_LIMITS } from '../limits.ts';
import type { Owner, SharedStore, Store } from '../store/store.ts';
import { streamOfClass } from '../store/streams.ts';
import { Outbox } from './outbox.ts';
import { type Hello, read } from './relay-messages.ts';
import { type Caller, type RelayableLine, RelayedLines } from './relayed-lines.ts';
import { RemoteLines } from './remote-lines.ts';

/** Another server, under the name that it has at present. */
interface Peer {
  readonly name: string;
  readonly outbox: Outbox;
  /** This server's connections with seats there. */
  readonly relayed: RelayedLines;
  /** Seats here with connections there. */
  readonly remote: RemoteLines;
}

interface RelayOptions {
  readonly store: Store;
  readonly shared: SharedStore;
  readonly classes: Classes;
}

/**
 * Serves browsers of which what they ask for is another server's. The owner has their seats, and does what they press; this
 * server has their connections. Between the two goes what would go to a browser and come from it, a frame for many once.
 */
export class Relay {
  readonly #options: RelayOptions;
  readonly #peers = new Map<string, Peer>();
  readonly #looks: NodeJS.Timeout;
  #lines = 0;

  constructor(options: RelayOptions) {
    this.#options = options;
    const { post } = options.shared;
    post.heard = (text) => this.#hear(text);
    post.wasCut = () => this.#dropAll();
    this.#looks = setInterval(() => void this.#look(), SERVER_LIMITS.leaseRenewedEveryMs).unref();
  }

  /**
   * Returns a seat at the owner of what a hello asks for; null if that is this server, or nobody. The line is sent away
   * if the owner is not known at the moment.
   */
  async enter(
    hello: Hello,
    line: RelayableLine,
    caller: Omit<Caller, 'isSpent'> & { readonly guesses: Guesses },
  ): Promise<ClassSeat | ProtocolError | null> {
    const { post } = this.#options.shared;
    const untilMs = performance.now() + SERVER_LIMITS.ownerAwaitedMs;
    do {
      const found = await this.#ownerOf(hello).catch(() => 'unknown' as const);
      if (found === 'unknown') break;
      if (typeof found.owner === 'string') return null;
      const { server } = found.owner;
      const [isThere] = this.#peers.has(server) ? [true] : await post.areThere([server]).catch(() => []);
      if (isThere === true && post.isHeard) {
        const isSpent = caller.guesses.isEmpty(performance.now());
        return this.#peer(server).relayed.enter(found.stream, hello, line, { ...caller, isSpent });
      }
      await wait(SERVER_LIMITS.ownerLookedForEveryMs);
    } while (performance.now() < untilMs);
    line.goAway();
    return null;
  }

  /** A page that only watches a room of another server than its class's presents the class elsewhere, and not there. */
  async asked(hello: Hello): Promise<Hello> {
    const { presents, room, token } = hello;
    if (presents === undefined || room === undefined || token !== undefined) return hello;
    const { shared } = this.#options;
    const owners = [streamOfClass(presents.code), room].map((stream) => shared.ownerOf(stream));
    const [first, second] = await Promise.all(owners).catch(() => []);
    if (first === undefined || first === 'nowhere' || second === 'nowhere') return hello;
    const { presents: _, ...watches } = hello;
    return isDeepStrictEqual(first, second) ? hello : watches;
  }

  close(): void {
    clearInterval(this.#looks);
  }

  /** The first of the streams that a hello names and that are there says who is asked. */
  async #ownerOf({ class: typed, presents, room, leaves }: Hello): Promise<{ stream: string; owner: Owner }> {
    const code = typed === undefined ? presents?.code : classCodeOf(typed.split('/')[0] ?? '');
    const ofClass = code && streamOfClass(code);
    // Whoever goes on to another lesson stays at the server that has their lab.
    const ofRoom = room ?? leaves?.room;
    const presented = typed === undefined && room !== undefined ? presents : undefined;
    // With a secret that is void nothing is presented, and their room is where it is.
    const isVoid = presented !== undefined && !(await this.#options.classes.isTrue(presented));
    for (const stream of isVoid ? [ofRoom, ofClass] : [ofClass, ofRoom]) {
      if (!stream) continue;
      const owner = await this.#options.shared.ownerOf(stream);
      if (owner !== 'nowhere') return { stream, owner };
    }
    return { stream: '', owner: 'nowhere' };
  }

  #peer(name: string): Peer {
    const known = this.#peers.get(name);
    if (known !== undefined) return known;
    const { store, shared, classes } = this.#options;
    const outbox = new Outbox(
      () => shared.post.name,
      (text, isOfTells) => {
        if (isOfTells) peer.remote.sent();
        // Nobody is told anything that the store has not got yet.
        store.whenKept(() => {
          if (this.#peers.get(name) === peer) void this.#tell(peer, text);
        });
      },
    );
    const isHere = async (hello: Hello): Promise<boolean> =>
      typeof (await this.#ownerOf(hello)).owner === 'string';
    const peer: Peer = {
      name,
      outbox,
      relayed: new RelayedLines(outbox, () => (this.#lines += 1)),
      remote: new RemoteLines({ classes, outbox, isHere }),
    };
    this.#peers.set(name, peer);
    return peer;
  }

  async #tell(peer: Peer, text: string): Promise<void> {
    if (!(await this.#options.shared.post.tell(peer.name, text))) this.#drop(peer);
  }

  #hear(text: string): void {
    const { letter, frames } = read(text);
    const { relayed, remote } = this.#peer(letter.from);
    if (letter.read !== undefined) remote.read(letter.read);
    for (const ask of letter.asks ?? []) remote.hear(ask);
    if (letter.tells !== undefined) relayed.hear(letter.tells, frames);
  }

  /** Finds out which servers have gone, and which have lost what lines are about. */
  async #look(): Promise<void> {
    const { shared } = this.#options;
    const { post } = shared;
    const peers = [...this.#peers.values()];
    const are = peers.length === 0 ? [] : await post.areThere(peers.map(({ name }) => name)).catch(() => []);
    for (const [i, peer] of peers.entries()) {
      if (are[i] === false) this.#drop(peer);
      for (const stream of peer.relayed.streams) {
        const owner = await shared.ownerOf(stream).catch(() => null);
        const isOther = owner !== null && (typeof owner === 'string' || owner.server !== peer.name);
        if (isOther) peer.relayed.sendAway(stream);
      }
    }
  }

  #drop(peer: Peer): void {
    this.#peers.delete(peer.name);
    peer.relayed.sendAway();
    peer.remote.leave();
  }

  #dropAll(): void {
    for (const peer of this.#peers.values()) this.#drop(peer);
  }
}
