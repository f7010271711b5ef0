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

/** Says how far a viewer sees into a log of a room. */
export interface Reach {
  /** The last event that is sent; null if no more is than the viewer has. */
  reach(log: LabLog): number | null;
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
  /** Null if the viewer sees all of the log. */
  #reach: Reach | null = null;
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

  /** It sees so far from now on. If it has seen more, it begins the log anew. */
  see(reach: Reach | null): void {
    this.#reach = reach;
    const at = this.#position;
    const { log } = this.#view;
    const end = log === null ? null : this.#endOf(log);
    if (at !== null && end !== null && at.epoch === log?.epoch && at.seq > end)
      this.#position = { epoch: '', seq: 0 };
    if (this.#began) this.pump();
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
    const end = this.#endOf(log);
    if (goesOn && (end === null || at.seq >= end)) return null;
    const next = goesOn && end !== null ? log.batch(at.seq, end) : log.snapshot();
    this.#position = next.position;
    return next.frame;
  }

  /** The last event of a log that is sent; null if nothing more is. */
  #endOf(log: LabLog): number | null {
    if (this.#reach === null) return log.head;
    const end = this.#reach.reach(log);
    return end === null ? null : Math.min(log.head, end);
  }

  /** Returns the log to read. A lost one comes first, as far as it is seen, for whoever has not read the new one. */
  #unread(): LabLog | null {
    const { log, lost } = this.#view;
    const at = this.#position;
    if (lost === null) return log;
    return at === null || (at.epoch === lost.epoch && at.seq < (this.#endOf(lost) ?? 0)) ? lost : log;
  }
}
