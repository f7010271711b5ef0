import type { LabEvent } from '../../shared/log/events.ts';
import type { LabState } from '../../shared/model/lab-state.ts';
import type { ClientMessage } from '../../shared/protocol/client-messages.ts';
import { readServerFrame } from '../../shared/protocol/server-frame.ts';
import type { ViewNews } from '../../shared/protocol/class-schema.ts';
import type {
  ClassAct,
  Command,
  ProtocolError,
  ServerMessage,
} from '../../shared/protocol/server-messages.ts';
import type { Parts } from '../../shared/protocol/parts.ts';
import type { HandTold } from '../../shared/protocol/hand-schema.ts';
import type { VoteTold } from '../../shared/protocol/vote-schema.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { utf8Length } from '../../shared/bytes.ts';
import { LIMITS } from '../../shared/limits.ts';
import { retryDelayMs } from './backoff.ts';
import { ResumePoint } from './resume-point.ts';

/** The part of a WebSocket that is used, so that a test can stand in for it. */
export interface Channel {
  send(frame: string): void;
  close(): void;
  onopen: (() => void) | null;
  onmessage: ((frame: { data: unknown }) => void) | null;
  onclose: (() => void) | null;
}

export interface Surroundings {
  open(): Channel;
  now(): number;
  random(): number;
  /** Calls back after so many ms; returns the way to cancel. */
  after(ms: number, then: () => void): () => void;
}

/** The messages for the page, in the order of their arrival. */
export interface Listener {
  connecting(): void;
  welcome(message: Extract<ServerMessage, { type: 'welcome' }>): void;
  /** The log begins anew; null: from nothing. `now` is the lab's clock, µs, where the server has told it. */
  restarted(base: LabState | null, now?: number): void;
  events(events: readonly LabEvent[], head: number): void;
  room(message: Extract<ServerMessage, { type: 'room' }>): void;
  /** The server has said something of the class that this page is in, or what is in its hand. */
  class(told: { readonly class: ClassTold } | { readonly may: Parts } | ViewNews | VoteTold | HandTold): void;
  /** `tries`: attempts since the last welcome. */
  lost(retryAt: number, tries: number): void;
  /** The page does not try again by itself. */
  refused(error: ProtocolError): void;
}

export interface Wanted {
  readonly lesson?: string | undefined;
  readonly room?: string | undefined;
  readonly token?: string | undefined;
  /** The class to follow, from room to room. */
  readonly class?: string | undefined;
  /** It presented that class, whose secret it has, until another one did. */
  readonly watches?: true | undefined;
  /** The secret by which that class knows this device again. */
  readonly as?: string | undefined;
  /** The class that this page presents. */
  readonly presents?: { readonly code: string; readonly token: string } | undefined;
  /** The room that this tab controlled before: the server may end it for others. */
  readonly leaves?: { readonly room: string; readonly token: string } | undefined;
}

export type ClassTold = Extract<ServerMessage, { type: 'class' }>;

/** Errors after which a new attempt would be refused again. */
const FINAL = new Set([
  'unsupported-version',
  'no-such-room',
  'no-such-class',
  'too-many-guesses',
  'no-such-lesson',
  'too-many-labs',
  'too-many-from-here',
  'too-many-viewers',
  'token-needed',
  'bad-message',
]);

/** A server that accepts the connection and sends nothing counts as unreachable after this time, ms. */
const WELCOME_WITHIN_MS = 10_000;

/** A page that finds its room full asks again after this time or up to twice as much, ms. */
const FULL_AGAIN_MS = 5000;

const UNANSWERED: ProtocolError = { code: 'lab-unavailable' };
/** The answer to a command that is too long to send: the server would close the connection over it. */
const UNSENDABLE: ProtocolError = { code: 'bad-value' };

function frameOf(message: ClientMessage): string {
  return JSON.stringify(message);
}

/** One room's stream: says hello, resumes after a loss without a gap or a repeat, carries commands. */
export class RoomConnection {
  readonly #around: Surroundings;
  #listener: Listener;
  readonly #resume = new ResumePoint();
  readonly #answers = new Map<number, (error: ProtocolError | null) => void>();
  #wanted: Wanted;
  #channel: Channel | null = null;
  /** The room of the last welcome. */
  #room: string | null = null;
  #welcomed = false;
  #tries = 0;
  #nextCommand = 1;
  #cancelTimer = (): void => {};

  constructor(around: Surroundings, listener: Listener, wanted: Wanted) {
    this.#around = around;
    this.#listener = listener;
    this.#wanted = wanted;
  }

  start(): void {
    this.#cancelTimer();
    this.#listener.connecting();
    this.#open();
  }

  stop(): void {
    this.#cancelTimer();
    this.#drop();
  }

  send(command: Command): Promise<ProtocolError | null> {
    const channel = this.#channel;
    if (!channel || !this.#welcomed) return Promise.resolve(UNANSWERED);
    const id = this.#nextCommand++;
    const frame = frameOf({ type: 'command', id, command });
    if (utf8Length(frame) > LIMITS.messageBytes) return Promise.resolve(UNSENDABLE);
    return new Promise((resolve) => {
      this.#answers.set(id, resolve);
      channel.send(frame);
    });
  }

  /** The name of the log that the page has. */
  get epoch(): string | null {
    return this.#resume.epoch;
  }

  /** Somebody else listens from now on. */
  tell(listener: Listener): void {
    this.#listener = listener;
  }

  act(act: ClassAct): boolean {
    if (this.#welcomed) this.#channel?.send(frameOf({ type: 'class', act }));
    return this.#welcomed;
  }

  /** The next hello differs in this. */
  want(more: Wanted): void {
    this.#wanted = { ...this.#wanted, ...more };
  }

  #waits(): void {
    this.#cancelTimer();
    this.#welcomed = false;
    this.#tries = 0;
  }

  #open(): void {
    const channel = this.#around.open();
    this.#channel = channel;
    this.#welcomed = false;
    channel.onopen = () =>
      // JSON has no place for what is undefined.
      channel.send(
        frameOf({
          type: 'hello',
          version: PROTOCOL_VERSION,
          ...this.#wanted,
          ...this.#resume.hello(),
        } as ClientMessage),
      );
    channel.onmessage = ({ data }) => this.#hear(data);
    channel.onclose = () => this.#lose();
    this.#cancelTimer = this.#around.after(WELCOME_WITHIN_MS, () => this.#lose());
  }

  #hear(data: unknown): void {
    const message = typeof data === 'string' ? readServerFrame(data) : null;
    if (message === null) {
      this.#refuse({ code: 'bad-message' });
      return;
    }
    switch (message.type) {
      case 'welcome': {
        this.#cancelTimer();
        if (message.version !== PROTOCOL_VERSION) {
          this.#refuse({ code: 'unsupported-version', detail: String(message.version) });
          return;
        }
        this.#welcomed = true;
        this.#tries = 0;
        // The page begins anew in another room, so that it no longer has the log of the one before.
        if (message.room !== this.#room) this.#resume.forget();
        this.#room = message.room;
        // From now on this room and, where given, this secret: whatever the page's link said.
        const { class: followed, as, presents, token: had = message.token } = this.#wanted;
        // A secret with which one only watches is of no use any more.
        const token = message.role === 'controller' ? had : undefined;
        if (followed === undefined)
          this.#wanted = {
            lesson: message.lesson,
            room: message.room,
            token,
            presents,
            as,
          };
        this.#listener.welcome(message);
        return;
      }
      case 'snapshot':
        this.#resume.snapshot(message);
        this.#listener.restarted(message.state, message.now);
        return;
      case 'events': {
        const taken = this.#resume.events(message);
        if (taken.is === 'gap') {
          // The whole log is asked for again; what is on the page stays until it comes.
          this.#lose();
          return;
        }
        if (taken.is === 'restart') this.#listener.restarted(null);
        this.#listener.events(taken.events, message.head);
        return;
      }
      case 'done':
        this.#answer(message.id, null);
        return;
      case 'refused':
        this.#answer(message.id, message.error);
        return;
      case 'room':
        this.#listener.room(message);
        return;
      case 'class':
        // The welcome comes once there is a place, however long that takes.
        if (message.part === 'waiting') this.#waits();
        this.#listener.class({ class: message });
        return;
      case 'may':
        this.#listener.class({ may: message.parts });
        return;
      case 'view':
      case 'vote':
      case 'hands':
        this.#listener.class(message.told);
        return;
      case 'error':
        if (this.#isFinal(message.error)) this.#refuse(message.error);
        return;
      default:
        message satisfies never;
    }
  }

  /** The code of a page that was in was right: others at its address have said wrong ones meanwhile. */
  #isFinal({ code }: ProtocolError): boolean {
    return FINAL.has(code) && !(code === 'too-many-guesses' && this.#room !== null);
  }

  #answer(id: number, error: ProtocolError | null): void {
    this.#answers.get(id)?.(error);
    this.#answers.delete(id);
  }

  #refuse(error: ProtocolError): void {
    this.#cancelTimer();
    this.#drop();
    this.#listener.refused(error);
    // Somebody leaves in a while, and all who wait do not ask at the same moment.
    if (error.code === 'too-many-viewers')
      this.#cancelTimer = this.#around.after(FULL_AGAIN_MS * (1 + this.#around.random()), () => this.#open());
  }

  #lose(): void {
    this.#cancelTimer();
    this.#drop();
    const delayMs = retryDelayMs(this.#tries, this.#around.random());
    this.#tries += 1;
    this.#listener.lost(this.#around.now() + delayMs, this.#tries);
    this.#cancelTimer = this.#around.after(delayMs, () => this.start());
  }

  #drop(): void {
    const channel = this.#channel;
    this.#channel = null;
    this.#welcomed = false;
    for (const resolve of this.#answers.values()) resolve(UNANSWERED);
    this.#answers.clear();
    if (!channel) return;
    channel.onopen = channel.onmessage = channel.onclose = null;
    channel.close();
  }
}
