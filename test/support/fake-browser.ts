import { ResumePoint } from '../../client/lab/resume-point.ts';
import { LIMITS } from '../../shared/limits.ts';
import type { LabEvent } from '../../shared/log/events.ts';
import type { ClientMessage } from '../../shared/protocol/client-messages.ts';
import type { LabState } from '../../shared/model/lab-state.ts';
import {
  parseServerMessage,
  type ProtocolError,
  type ServerMessage,
} from '../../shared/protocol/server-messages.ts';
import type { ClassPlayhead, ViewNews } from '../../shared/protocol/class-schema.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import type { HandQueue, Holder, OwnHand, Person } from '../../shared/protocol/hand-schema.ts';
import type { Parts } from '../../shared/protocol/parts.ts';
import type { Mine, PastQuestion, Question } from '../../shared/protocol/vote-schema.ts';
import { Timeline } from '../../shared/log/timeline.ts';
import type { ClassAct } from '../../shared/protocol/server-messages.ts';
import type { ClassSeat, Guesses } from '../../server/classes/class-seat.ts';
import type { Line } from '../../server/classes/member.ts';
import type { Rooms } from '../../server/rooms/rooms.ts';
import type { Newcomer, Seat } from '../../server/rooms/seat.ts';
import { TokenBucket } from '../../server/token-bucket.ts';

type Welcome = Extract<ServerMessage, { type: 'welcome' }>;
type Hello = Extract<ClientMessage, { type: 'hello' }>;

/** The rooms alone, or the classes above them. */
export interface Door {
  join(
    hello: Hello,
    line: Line,
    newcomer: Newcomer & { readonly guesses: Guesses },
  ): Seat | ClassSeat | ProtocolError;
}

/** A page's half of the protocol on a line that carries frames only when the test says so. */
export class FakeBrowser {
  #door: Door;
  readonly #address: string;
  readonly #guesses: Guesses;
  readonly #resume = new ResumePoint();
  #line: FakeLine | null = null;
  #seat: Seat | ClassSeat | null = null;
  #first: Partial<Omit<Hello, 'type'>> | null = null;
  #next = 1;
  /** The browser has the token of the server's launch. */
  mayOpen = true;
  timeline = new Timeline();
  welcome: Welcome | null = null;
  refused: ProtocolError | null = null;
  readonly messages: ServerMessage[] = [];
  snapshots = 0;
  /** The number of events that came a second time, or after a gap. */
  faults = 0;
  readonly answers: ServerMessage[] = [];
  room: Extract<ServerMessage, { type: 'room' }> | null = null;
  /** The messages of its class, and the places of its presenter’s playhead. */
  readonly classes: Extract<ServerMessage, { type: 'class' }>[] = [];
  /** The parts that were given to it, each time. */
  readonly may: Parts[] = [];
  hands: { holders?: Holder[]; ownHand?: OwnHand | null; queue?: HandQueue; roster?: Person[] } = {};
  votes: { question?: Question | null; mine?: Mine | null; results?: readonly PastQuestion[] } = {};
  readonly playheads: ClassPlayhead[] = [];
  view: ViewNews = {};

  constructor(door: Door, address = '127.0.0.1', guesses: Guesses = new TokenBucket(1000, 1, 0)) {
    this.#door = door;
    this.#address = address;
    this.#guesses = guesses;
  }

  /** Connects. The first time it says what is given, later it names the class that it follows, or the room it was in. */
  connect(first: Partial<Omit<Hello, 'type'>> = {}): this {
    const hello = this.#hello(first);
    this.#line = new FakeLine((error) => {
      this.refused = error;
      this.disconnect();
    });
    const joined = this.#door.join(hello, this.#line, {
      address: this.#address,
      mayOpen: this.mayOpen,
      guesses: this.#guesses,
    });
    if ('code' in joined) this.refused = joined;
    else this.#seat = joined;
    return this;
  }

  /** Connects to the server that came in its server's place, which reads the room first. */
  async comeBack(rooms: Rooms, first: Partial<Omit<Hello, 'type'>> = {}): Promise<this> {
    this.#door = rooms;
    this.#seat = null;
    const refused = await rooms.returning(this.#hello(first));
    if (refused === null) return this.connect(first);
    this.refused = refused;
    return this;
  }

  #hello(first: Partial<Omit<Hello, 'type'>>): Hello {
    this.#first ??= first;
    const { class: followed, as } = this.#first;
    const known = this.welcome;
    const wanted =
      known === null
        ? first
        : followed !== undefined
          ? { class: followed, ...(as !== undefined && { as }) }
          : { room: known.room, ...(known.token === undefined ? {} : { token: known.token }), ...first };
    return { type: 'hello', version: PROTOCOL_VERSION, ...wanted, ...this.#resume.hello() };
  }

  /** Breaks the line. Frames that are still on it are lost. */
  disconnect(): this {
    this.#seat?.leave();
    this.#seat = null;
    this.#line = null;
    return this;
  }

  command(command: Parameters<Seat['command']>[1]): this {
    this.#seat?.command(this.#next++, command);
    return this;
  }

  act(act: ClassAct): this {
    if (this.#seat !== null && 'act' in this.#seat) this.#seat.act(act);
    return this;
  }

  get isConnected(): boolean {
    return this.#seat !== null;
  }

  get queuedBytes(): number {
    return this.#line?.queuedBytes ?? 0;
  }

  /** A test may fill it. */
  get line(): { queuedBytes: number } | null {
    return this.#line;
  }

  /** Takes up to so many frames from the line. */
  receive(frames = Infinity): this {
    for (let i = 0; i < frames; i += 1) {
      const frame = this.#line?.take();
      if (frame === undefined) break;
      const message = parseServerMessage(frame);
      if (message === null) throw new Error(`not a server's message: ${frame.slice(0, 200)}`);
      this.#hear(message);
    }
    return this;
  }

  #hear(message: ServerMessage): void {
    this.messages.push(message);
    switch (message.type) {
      case 'welcome':
        // A class has gone to another room, whose lab may still be being made.
        if (this.welcome !== null && this.welcome.room !== message.room) {
          this.#resume.forget();
          this.timeline = new Timeline();
        }
        this.welcome = message;
        return;
      case 'snapshot':
        this.snapshots += 1;
        this.#resume.snapshot(message);
        this.timeline = new Timeline(message.state as LabState);
        return;
      case 'events': {
        if (message.events[0]?.seq !== this.timeline.head + 1) this.faults += 1;
        const taken = this.#resume.events(message);
        if (taken.is !== 'take') this.faults += 1;
        else this.timeline.append(taken.events as LabEvent[]);
        return;
      }
      case 'room':
        this.room = message;
        return;
      case 'class':
        this.classes.push(message);
        return;
      case 'view':
        if (message.told.presenterAt !== undefined) this.playheads.push(message.told.presenterAt);
        this.view = { ...this.view, ...message.told };
        return;
      case 'hands':
        this.hands = { ...this.hands, ...message.told };
        return;
      case 'may':
        this.may.push(message.parts);
        return;
      case 'vote':
        this.votes = { ...this.votes, ...message.told };
        return;
      case 'done':
      case 'refused':
      case 'error':
        this.answers.push(message);
        return;
      default:
        message satisfies never;
    }
  }
}

class FakeLine implements Line {
  readonly #frames: { frame: string; left: (() => void) | undefined }[] = [];
  readonly refuse: (error: ProtocolError) => void;
  queuedBytes = 0;

  constructor(refuse: (error: ProtocolError) => void) {
    this.refuse = refuse;
  }

  send(frame: string, left?: () => void): void {
    this.#frames.push({ frame, left });
    this.queuedBytes += frame.length;
  }

  get isFull(): boolean {
    return this.queuedBytes > LIMITS.viewerQueueBytes;
  }

  take(): string | undefined {
    const first = this.#frames.shift();
    if (first === undefined) return undefined;
    this.queuedBytes -= first.frame.length;
    first.left?.();
    return first.frame;
  }
}
