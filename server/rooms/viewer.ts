import { LIMITS } from '../../shared/limits.ts';
import type { ServerMessage } from '../../shared/protocol/server-messages.ts';
import type { LabLog, Position } from './lab-log.ts';

/** The way out to one browser. */
export interface Outlet {
  /** Bytes handed over that have not left the process yet. */
  readonly queuedBytes: number;
  /** `left` is called when the frame has left the process. */
  send(frame: string, left?: () => void): void;
}

export type Role = 'controller' | 'viewer';

/** What a room currently is, for one who looks at it. */
export interface View {
  readonly log: LabLog | null;
  roomFrame(): string;
}

/**
 * One connection's place in a room. It has no queue: its position in the log is the queue, so a slow one
 * costs the others nothing and itself only a later snapshot.
 */
export class Viewer {
  readonly role: Role;
  readonly #outlet: Outlet;
  readonly #view: View;
  #position: Position | null;
  #roomIsNews = true;
  #gone = false;

  constructor(role: Role, outlet: Outlet, view: View, position: Position | null) {
    this.role = role;
    this.#outlet = outlet;
    this.#view = view;
    this.#position = position;
  }

  /** Sends what it does not have, for as long as its socket takes it. Cheap where there is nothing to send. */
  pump(): void {
    while (!this.#gone && this.#outlet.queuedBytes <= LIMITS.viewerQueueBytes) {
      const frame = this.#nextFrame();
      if (frame === null) return;
      this.#outlet.send(frame, () => this.pump());
    }
  }

  roomChanged(): void {
    this.#roomIsNews = true;
    this.pump();
  }

  /** A reply to this viewer alone. */
  tell(message: ServerMessage): void {
    if (!this.#gone) this.#outlet.send(JSON.stringify(message));
  }

  leave(): void {
    this.#gone = true;
  }

  #nextFrame(): string | null {
    if (this.#roomIsNews) {
      this.#roomIsNews = false;
      return this.#view.roomFrame();
    }
    const { log } = this.#view;
    if (log === null) return null;
    if (log.continues(this.#position) && this.#position.seq === log.head) return null;
    const next = log.continues(this.#position) ? log.batch(this.#position.seq) : log.snapshot();
    this.#position = next.position;
    return next.frame;
  }
}
