import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { LIMITS } from '../../shared/limits.ts';
import { type ClientMessage, parseClientMessage } from '../../shared/protocol/client-messages.ts';
import type { ClassAct, ProtocolError } from '../../shared/protocol/server-messages.ts';
import { SERVER_LIMITS } from '../limits.ts';
import { refusal } from '../refusal.ts';
import type { ClassSeat } from '../classes/class-seat.ts';
import type { Classes } from '../classes/classes.ts';
import type { Relay } from '../relay/relay.ts';
import type { RelayableLine } from '../relay/relayed-lines.ts';
import type { Store } from '../store/store.ts';
import type { TextFrames } from './text-frames.ts';
import { TokenBucket } from '../token-bucket.ts';
import type { Visitor } from './visitors.ts';

/** The close codes of RFC 6455 §7.4.1: 1008 for a violation of our rules, 1001 when the server ends. */
const POLICY_VIOLATION = 1008;
const GOING_AWAY = 1001;

/** A frame that is shorter cannot fill an empty line. */
export const WAITS_FROM_BYTES = 32 * 1024;

/** All connections of a server share these. */
export interface SharedByConnections {
  readonly frames: TextFrames;
  /** A connection with more bytes than this in its queue is full. */
  readonly queueBytes: number;
  /** Nobody is told anything that it has not got yet. */
  readonly store: Pick<Store, 'isBehind' | 'whenKept'> | null;
  /** The way to the other servers that use the same store. */
  readonly relay: Pick<Relay, 'asked' | 'enter'> | null;
}

export interface ConnectionOptions {
  readonly socket: WebSocket;
  /**
   * The TCP connection below. Frames are written to it as they are: `ws` would encode each for each viewer anew. It
   * itself writes whole frames only, because nothing is compressed.
   */
  readonly stream: Duplex;
  readonly shared: SharedByConnections;
  readonly classes: Classes;
  readonly visitor: Visitor;
  /** This browser may open rooms, and not only enter those that it was invited to. */
  readonly mayOpen: boolean;
}

/** One browser's WebSocket, from its first message to its end. */
export class ViewerConnection implements RelayableLine {
  readonly #socket: WebSocket;
  readonly #stream: Duplex;
  readonly #shared: SharedByConnections;
  readonly #classes: Classes;
  readonly #visitor: Visitor;
  readonly #mayOpen: boolean;
  readonly #commands: TokenBucket;
  readonly #messages: TokenBucket;
  readonly #helloTimer: NodeJS.Timeout;
  #seat: ClassSeat | null = null;
  #saidHello = false;
  #refused = false;
  #quietPings = 0;
  /** The length of the frames that wait for the store. */
  #held = 0;

  constructor({ socket, stream, shared, classes, visitor, mayOpen }: ConnectionOptions) {
    const nowMs = performance.now();
    this.#socket = socket;
    this.#stream = stream;
    this.#shared = shared;
    this.#classes = classes;
    this.#visitor = visitor;
    this.#mayOpen = mayOpen;
    this.#commands = new TokenBucket(LIMITS.commandBurst, LIMITS.commandsPerSecond, nowMs);
    this.#messages = new TokenBucket(SERVER_LIMITS.messageBurst, SERVER_LIMITS.messagesPerSecond, nowMs);
    this.#helloTimer = setTimeout(() => setImmediate(() => this.#nothingSaid()), SERVER_LIMITS.helloWithinMs);
    socket.on('message', (data, isBinary) => this.#hear(data, isBinary));
    socket.on('pong', () => this.#pong());
    socket.on('close', () => this.#left());
    // ws emits an error for a frame that breaks RFC 6455 or the size limit, and closes with the right code
    // itself.
    socket.on('error', () => {});
  }

  get isFull(): boolean {
    return this.#stream.writableLength + this.#held > this.#shared.queueBytes;
  }

  send(text: string, left?: () => void): void {
    if (this.#shared.store?.isBehind !== true) return this.#write(text, left);
    this.#held += text.length;
    this.#shared.store.whenKept(() => {
      const wasFull = this.isFull;
      this.#held -= text.length;
      this.#write(text, left);
      if (wasFull && !this.isFull) left?.();
    });
  }

  #write(text: string, left?: () => void): void {
    const queuedBytes = this.#stream.writableLength + this.#held;
    if (queuedBytes > SERVER_LIMITS.connectionQueueBytes) {
      this.#socket.terminate();
      return;
    }
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    const frame = this.#shared.frames.of(text);
    // Most frames go to the kernel at once. Only the others can fill the line, and so must wake whoever waits for it.
    if (queuedBytes === 0 && frame.length < WAITS_FROM_BYTES) this.#stream.write(frame);
    else
      this.#stream.write(frame, (error) => {
        if (error) return;
        this.#isAlive();
        left?.();
      });
  }

  /** Must be called every SERVER_LIMITS.pingEveryMs. */
  ping(): void {
    if (this.#quietPings >= 2) {
      this.#socket.terminate();
      return;
    }
    this.#quietPings += 1;
    this.#socket.ping();
  }

  /** Closes the connection because the server ends. */
  goAway(): void {
    this.#left();
    this.#socket.close(GOING_AWAY);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  /** Whoever sends pongs without end may not read the reason either. */
  #pong(): void {
    if (this.#messages.take(performance.now())) this.#isAlive();
    else this.#socket.terminate();
  }

  #isAlive(): void {
    this.#quietPings = 0;
  }

  #hear(data: RawData, isBinary: boolean): void {
    if (this.#refused) return;
    this.#isAlive();
    const nowMs = performance.now();
    // ws delivers a text frame as one Buffer (binaryType `nodebuffer`).
    const text = !isBinary && Buffer.isBuffer(data) ? data : Buffer.alloc(0);
    if (!this.#mayRead(text.length / 1024, nowMs)) {
      this.refuse(refusal('rate-limited'));
      return;
    }
    const message = parseClientMessage(text.toString());
    if (message === null) this.refuse(refusal('bad-message'));
    else if (message.type === 'hello') void this.#hello(message);
    else if (message.type === 'unsound') this.#unsound(message.id);
    else if (message.type === 'class') this.#act(message.act);
    else this.#command(message, nowMs);
  }

  #mayRead(kib: number, nowMs: number): boolean {
    const isLong = kib >= SERVER_LIMITS.longMessageKiB;
    if (!this.#messages.take(nowMs, 1 + Math.floor(kib))) return false;
    return !isLong || this.#visitor.longKiB.take(nowMs, kib);
  }

  async #hello(said: Extract<ClientMessage, { type: 'hello' }>): Promise<void> {
    if (this.#saidHello) return this.refuse(refusal('bad-message', 'a second hello'));
    this.#saidHello = true;
    clearTimeout(this.#helloTimer);
    const { joins, guesses, address } = this.#visitor;
    if (!joins.take(performance.now())) return this.refuse(refusal('rate-limited'));
    const caller = { address, guesses, mayOpen: this.#mayOpen };
    const { relay } = this.#shared;
    const hello = relay === null ? said : await relay.asked(said);
    const elsewhere = relay && (await relay.enter(hello, this, caller));
    if (elsewhere !== null) return this.#sit(elsewhere);
    const returning = this.#refused ? null : this.#classes.returning(hello);
    // A room that cannot be read now is perhaps read when its page comes back.
    const refused = returning && (await returning.catch(() => this.goAway()));
    if (this.#refused) return;
    // All that a newcomer is told goes to the kernel together.
    this.#stream.cork();
    this.#sit(refused ?? this.#classes.join(hello, this, caller));
    this.#stream.uncork();
  }

  #sit(joined: ClassSeat | ProtocolError): void {
    if ('code' in joined) this.refuse(joined);
    // The browser may have gone meanwhile.
    else if (this.#refused) joined.leave();
    else this.#seat = joined;
  }

  /** A turn of the event loop has read what was waiting, so that a busy server does not take itself for silence. */
  #nothingSaid(): void {
    if (!this.#saidHello && !this.#refused) this.refuse(refusal('hello-first'));
  }

  /** Refuses a command whose values are out of their bounds. */
  #unsound(id: number): void {
    if (this.#seat === null) this.refuse(refusal('hello-first'));
    else this.#say({ type: 'refused', id, error: refusal('bad-value') });
  }

  #act(act: ClassAct): void {
    if (this.#seat === null) this.refuse(refusal('hello-first'));
    else this.#seat.act(act);
  }

  #command({ id, command }: Extract<ClientMessage, { type: 'command' }>, nowMs: number): void {
    if (this.#seat === null) this.refuse(refusal('hello-first'));
    else if (this.#commands.take(nowMs) && this.#visitor.commands.take(nowMs))
      this.#seat.command(id, command);
    else this.#say({ type: 'refused', id, error: refusal('rate-limited') });
  }

  refuse(error: ProtocolError): void {
    if (this.#refused) return;
    this.#left();
    this.#say({ type: 'error', error });
    const close = (): void => this.#socket.close(POLICY_VIOLATION, error.code);
    // The reason comes before the end.
    if (this.#shared.store === null) close();
    else this.#shared.store.whenKept(close);
  }

  #say(message: object): void {
    this.send(JSON.stringify(message));
  }

  #left(): void {
    this.#refused = true;
    clearTimeout(this.#helloTimer);
    this.#seat?.leave();
    this.#seat = null;
  }
}
