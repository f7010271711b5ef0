import { EVERYTHING, NOTHING, type Parts } from '../../shared/protocol/parts.ts';
import type { ServerMessage } from '../../shared/protocol/server-messages.ts';
import type { LabLog, Position } from './lab-log.ts';

/** The connection to one browser. */
export interface Outlet {
  /** So much that was sent has not left the process yet that nothing more should be sent. */
  readonly isFull: boolean;
  /** Calls `left` when the frame has left the process, at least where the line is full after it. */
  send(frame: string, left?: () => void): void;
}

export type Role = 'controller' | 'viewer';

/** A room as its viewers see it. */
export interface View {
  readonly log: LabLog | null;
  /** The log of the lab before, which was lost, until somebody operates the new one. */
  readonly lost: LabLog | null;
  roomFrame(): string;
}

/**
 * A viewer's position in a room's log. It needs no queue, because its position says what it still needs. A
 * slow viewer costs the others nothing, and itself at most a later snapshot.
 */
export class Viewer {
  readonly role: Role;
  #parts: Parts;
  readonly #outlet: Outlet;
  readonly #view: View;
  #position: Position | null;
  #roomIsNews = true;
  /** It has its welcome. */
  #began = false;
  #gone = false;
  readonly #left = (): void => this.pump();

  constructor(role: Role, outlet: Outlet, view: View, position: Position | null) {
    this.role = role;
    this.#parts = role === 'controller' ? EVERYTHING : NOTHING;
    this.#outlet = outlet;
    this.#view = view;
    this.#position = position;
  }

  /**
   * Sends the events that the viewer lacks, until its socket's queue is full. It is cheap if there is nothing
   * to send.
   */
  pump(): void {
    this.#began = true;
    while (!this.#gone && !this.#outlet.isFull) {
      const frame = this.#nextFrame();
      if (frame === null) return;
      this.#outlet.send(frame, this.#left);
    }
  }

  roomChanged(): void {
    this.#roomIsNews = true;
    if (this.#began) this.pump();
  }

  /** The parts of the room that are in its hand: what it may do. */
  get parts(): Parts {
    return this.#parts;
  }

  /** A controller's parts are all, whatever is given to it. Returns false if that is nothing new. */
  give(parts: Parts): boolean {
    const isNews = this.role === 'viewer' && parts.join() !== this.#parts.join();
    if (isNews) this.#parts = parts;
    return isNews;
  }

  /**
   * Sends a message to this viewer alone. A welcome to another room may stand behind the frames of the room before, which
   * wake nobody any more.
   */
  tell(message: ServerMessage): void {
    if (!this.#gone) this.#outlet.send(JSON.stringify(message), this.#left);
  }

  leave(): void {
    this.#gone = true;
  }

  #nextFrame(): string | null {
    if (this.#roomIsNews) {
      this.#roomIsNews = false;
      return this.#view.roomFrame();
    }
    const log = this.#unread();
    if (log === null) return null;
    const at = this.#position;
    const goesOn = log.continues(at);
    if (goesOn && at.seq === log.head) return null;
    const next = goesOn ? log.batch(at.seq) : log.snapshot();
    this.#position = next.position;
    return next.frame;
  }

  /** Returns the log to read. A lost one comes first, to its end, for whoever has not read the new one. */
  #unread(): LabLog | null {
    const { log, lost } = this.#view;
    const at = this.#position;
    if (lost === null) return log;
    return at === null || (at.epoch === lost.epoch && at.seq < lost.head) ? lost : log;
  }
}
