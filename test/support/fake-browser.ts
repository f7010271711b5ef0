import { ResumePoint } from '../../client/lab/resume-point.ts';
import type { LabEvent } from '../../shared/log/events.ts';
import type { ClientMessage } from '../../shared/protocol/client-messages.ts';
import type { LabState } from '../../shared/model/lab-state.ts';
import {
  parseServerMessage,
  type ProtocolError,
  type ServerMessage,
} from '../../shared/protocol/server-messages.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { Timeline } from '../../shared/log/timeline.ts';
import type { Rooms, Seat } from '../../server/rooms/rooms.ts';
import type { Outlet } from '../../server/rooms/viewer.ts';

type Welcome = Extract<ServerMessage, { type: 'welcome' }>;
type Hello = Extract<ClientMessage, { type: 'hello' }>;

/** A page's half of the protocol on a line that carries frames only when the test says so. */
export class FakeBrowser {
  readonly #rooms: Rooms;
  readonly #address: string;
  readonly #resume = new ResumePoint();
  #line: FakeLine | null = null;
  #seat: Seat | null = null;
  #next = 1;
  timeline = new Timeline();
  welcome: Welcome | null = null;
  refused: ProtocolError | null = null;
  snapshots = 0;
  /** The number of events that came a second time, or after a gap. */
  faults = 0;
  readonly answers: ServerMessage[] = [];
  room: Extract<ServerMessage, { type: 'room' }> | null = null;

  constructor(rooms: Rooms, address = '127.0.0.1') {
    this.#rooms = rooms;
    this.#address = address;
  }

  /** Connects. The first time it says what is given, later it names the room it was in. */
  connect(first: Partial<Omit<Hello, 'type'>> = {}): this {
    const known = this.welcome;
    const wanted =
      known === null
        ? first
        : { room: known.room, ...(known.token === undefined ? {} : { token: known.token }) };
    this.#line = new FakeLine();
    const hello = { type: 'hello', version: PROTOCOL_VERSION, ...wanted, ...this.#resume.hello() } as const;
    const joined = this.#rooms.join(hello, this.#line, { address: this.#address, mayOpen: true });
    if ('code' in joined) this.refused = joined;
    else this.#seat = joined;
    return this;
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

  get queuedBytes(): number {
    return this.#line?.queuedBytes ?? 0;
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
    switch (message.type) {
      case 'welcome':
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

class FakeLine implements Outlet {
  readonly #frames: { frame: string; left: (() => void) | undefined }[] = [];
  queuedBytes = 0;

  send(frame: string, left?: () => void): void {
    this.#frames.push({ frame, left });
    this.queuedBytes += frame.length;
  }

  take(): string | undefined {
    const first = this.#frames.shift();
    if (first === undefined) return undefined;
    this.queuedBytes -= first.frame.length;
    first.left?.();
    return first.frame;
  }
}
