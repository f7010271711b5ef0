import { LIMITS } from '../../shared/limits.ts';
import type { ServerMessage } from '../../shared/protocol/server-messages.ts';
import type { LabLog, Position } from './lab-log.ts';

/** The connection to one browser. */
export interface Outlet {
  /** The bytes that were sent but have not left the process yet. */
  readonly queuedBytes: number;
  /** Calls `left` when the frame has left the process. */
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
  readonly #outlet: Outlet;
  readonly #view: View;
  #position: Position | null;
  #roomIsNews = true;
  /** It has its welcome. */
  #began = false;
  #gone = false;

  constructor(role: Role, outlet: Outlet, view: View, position: Position | null) {
    this.role = role;
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
    while (!this.#gone && this.#outlet.queuedBytes <= LIMITS.viewerQueueBytes) {
      const frame = this.#nextFrame();
      if (frame === null) return;
      this.#outlet.send(frame, () => this.pump());
    }
  }

  roomChanged(): void {
    this.#roomIsNews = true;
    if (this.#began) this.pump();
  }

  /**
   * Sends a message to this viewer alone. A welcome to another room may stand behind the frames of the room before, which
   * wake nobody any more.
   */
  tell(message: ServerMessage): void {
    if (!this.#gone) this.#outlet.send(JSON.stringify(message), () => this.pump());
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
    if (log.continues(this.#position) && this.#position.seq === log.head) return null;
    const next = log.continues(this.#position) ? log.batch(this.#position.seq) : log.snapshot();
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
