import type { ClientMessage } from '../../shared/protocol/client-messages.ts';
import { WebSocket } from 'ws';
import type { LabState } from '../../shared/model/lab-state.ts';
import { nextMove } from '../../shared/model/next-move.ts';
import {
  type Command,
  parseServerMessage,
  type ServerMessage,
} from '../../shared/protocol/server-messages.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { Timeline } from '../../shared/log/timeline.ts';

type Hello = Extract<ClientMessage, { type: 'hello' }>;
type Of<T extends ServerMessage['type']> = Extract<ServerMessage, { type: T }>;

/** A real WebSocket into a running server. It keeps the log as a page would. */
export class RoomClient {
  /** It waits this long for something, ms: far more than a machine needs that has a test or two to do. */
  static patienceMs = 30_000;
  readonly messages: ServerMessage[] = [];
  readonly socket: WebSocket;
  timeline = new Timeline();
  epoch = '';
  /** The close code, or null while the socket is open. */
  closed: number | null = null;
  /** The handshake's HTTP status if the server refused it. */
  refusedStatus: number | null = null;
  /** A look through all messages at each of them would take a long log's square. */
  readonly #answers = new Map<number, Of<'done'> | Of<'refused'>>();
  #waiting: (() => void)[] = [];
  #next = 1;

  /** `address` is that of the page, as the server printed it, and `from` the client's own. */
  constructor(address: string, headers: Record<string, string> = {}, from?: string) {
    const url = new URL('ws', address);
    const own = from === undefined ? {} : { localAddress: from };
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    // A certificate that a test made for itself is signed by nobody.
    this.socket = new WebSocket(url, { headers, rejectUnauthorized: false, ...own });
    this.socket.on('message', (data) => this.#hear((data as Buffer).toString()));
    this.socket.on('unexpected-response', (request, response) => {
      this.refusedStatus = response.statusCode ?? 0;
      request.destroy();
      this.#wake();
    });
    this.socket.on('close', (code) => {
      this.closed = code;
      this.#wake();
    });
    this.socket.on('open', () => this.#wake());
    this.socket.on('error', () => {});
  }

  /** Connects, says hello and waits for the welcome. */
  static async enter(
    address: string,
    hello: Partial<Hello> = {},
    { log, headers, from }: { log?: Timeline; headers?: Record<string, string>; from?: string } = {},
  ): Promise<RoomClient> {
    const client = new RoomClient(address, headers, from);
    if (log !== undefined) {
      client.timeline = log;
      client.epoch = hello.epoch ?? '';
    }
    await client.open();
    if (client.refusedStatus !== null) throw new Error(`refused with ${client.refusedStatus}`);
    client.say({ type: 'hello', version: PROTOCOL_VERSION, ...hello });
    await client.until(
      () => client.welcome !== undefined || client.error !== undefined || client.closed !== null,
    );
    if (client.welcome === undefined && client.error === undefined)
      throw new Error(`closed with ${client.closed}`);
    return client;
  }

  /** Connects as the same page on a new connection, with the log it has. The old one is no longer heard. */
  static again({ welcome, epoch, timeline, socket }: RoomClient, address: string): Promise<RoomClient> {
    socket.removeAllListeners('message');
    const { room, token } = welcome!;
    return RoomClient.enter(address, { room, token: token!, epoch, after: timeline.head }, { log: timeline });
  }

  get welcome(): Of<'welcome'> | undefined {
    return this.#find('welcome');
  }

  get error(): Of<'error'>['error'] | undefined {
    return this.#find('error')?.error;
  }

  get room(): Of<'room'> | undefined {
    return this.messages.findLast((m): m is Of<'room'> => m.type === 'room');
  }

  get state(): LabState {
    return this.timeline.state;
  }

  open(): Promise<void> {
    return this.until(() => this.socket.readyState !== WebSocket.CONNECTING || this.refusedStatus !== null);
  }

  say(message: ClientMessage): void {
    this.socket.send(JSON.stringify(message));
  }

  /** Sends a command and returns the answer: done, or refused with the reason. */
  async command(command: Command): Promise<Of<'done'> | Of<'refused'>> {
    const id = this.#next++;
    this.say({ type: 'command', id, command });
    await this.until(() => this.#answers.has(id));
    const answer = this.#answers.get(id)!;
    this.#answers.delete(id);
    return answer;
  }

  /** Makes the move of the page's primary button at each rest, until the condition holds. */
  async drive(until: (state: LabState) => boolean): Promise<void> {
    let askedAt = -1;
    for (;;) {
      await this.until(
        () =>
          until(this.state) ||
          (this.state.atRest && this.state.seq > askedAt && nextMove(this.state) !== null),
      );
      if (until(this.state)) return;
      askedAt = this.state.seq;
      const answer = await this.command(nextMove(this.state)!.command);
      if (answer.type === 'refused') throw new Error(`${answer.error.code} at ${askedAt}`);
    }
  }

  /** Waits for something. Rejects when its patience is over, with what has come instead. */
  async until(condition: () => boolean): Promise<void> {
    const giveUpAt = performance.now() + RoomClient.patienceMs;
    while (!condition()) {
      const leftMs = giveUpAt - performance.now();
      if (leftMs <= 0)
        throw new Error(`waited in vain; last: ${JSON.stringify(this.messages.slice(-3)).slice(0, 1000)}`);
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
        setTimeout(resolve, leftMs);
      });
    }
  }

  /** Forgets what was said and what happened so far, except the welcome and the state, so that a long run keeps little. */
  forget(): void {
    this.timeline = new Timeline(this.state);
    const { welcome } = this;
    this.messages.splice(0, Infinity, ...(welcome === undefined ? [] : [welcome]));
  }

  async leave(): Promise<void> {
    this.socket.close();
    await this.until(() => this.closed !== null);
  }

  #find<T extends ServerMessage['type']>(type: T): Of<T> | undefined {
    return this.messages.find((message): message is Of<T> => message.type === type);
  }

  #hear(frame: string): void {
    const message = parseServerMessage(frame);
    if (message === null) throw new Error(`not a server's message: ${frame.slice(0, 200)}`);
    this.messages.push(message);
    if (message.type === 'done' || message.type === 'refused') this.#answers.set(message.id, message);
    if (message.type === 'snapshot') {
      this.epoch = message.epoch;
      this.timeline = new Timeline(message.state);
    }
    if (message.type === 'events')
      this.timeline.append(message.events, (event) => {
        if (event.type === 'notice' && event.code === 'event-unreadable')
          throw new Error(`an event cannot be read: ${event.detail}`);
      });
    this.#wake();
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}
