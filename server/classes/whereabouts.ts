import type { LabLog } from '../rooms/lab-log.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Front } from './class-options.ts';
import type { Member } from './member.ts';

/** The room in which a class is, and the one that is on its projector. */
export class Whereabouts {
  #front: Front;
  readonly #rooms: Pick<Rooms, 'has' | 'logOf'>;
  readonly #onProjector: () => string | null;
  /** When its room was first found to have ended; null while it is there. Nobody is in the class then. */
  #leftAtMs: number | null = null;

  /** `onProjector` returns the room of the follower's lab that is on the projector, if one is. */
  constructor(front: Front, rooms: Pick<Rooms, 'has' | 'logOf'>, onProjector: () => string | null) {
    this.#front = front;
    this.#rooms = rooms;
    this.#onProjector = onProjector;
  }

  get front(): Front {
    return this.#front;
  }

  /** The room that the presenter and those without a lab of their own see: the class's, or a follower's. */
  get shown(): string {
    return this.#onProjector() ?? this.#front.room;
  }

  get log(): LabLog | null {
    return this.#rooms.logOf(this.#front.room);
  }

  get isLost(): boolean {
    return !this.#rooms.has(this.#front.room);
  }

  /** The time in ms since its room has ended. Must be asked now and then. */
  lostForMs(nowMs: number): number {
    if (!this.isLost) this.#leftAtMs = null;
    else this.#leftAtMs ??= nowMs;
    return this.#leftAtMs === null ? 0 : nowMs - this.#leftAtMs;
  }

  isIn(room: string | undefined): boolean {
    return room === this.#front.room;
  }

  isSeenBy(member: Member): boolean {
    return member.seat?.room === this.shown;
  }

  go({ room, lesson }: Front): void {
    this.#front = { room, lesson };
  }
}
