import type { ClientMessage } from '../../shared/protocol/client-messages.ts';
import type { Parts } from '../../shared/protocol/parts.ts';
import type { Command } from '../../shared/protocol/server-messages.ts';
import type { Position } from './lab-log.ts';
import type { Room } from './room.ts';
import type { Reach, Role, Viewer } from './viewer.ts';

/** Somebody who says hello. */
export interface Newcomer {
  /** The client's address. */
  readonly address: string;
  /** They may open rooms, and not only enter those that they were invited to. */
  readonly mayOpen: boolean;
  /** The room that they control without its token, because they present the class that is there. */
  readonly controls?: string | undefined;
  /** The parts of the room that are in their hand, if they do not control it. Nothing that a browser says decides it. */
  readonly parts?: Parts | undefined;
  /** They are not told the room's token: they control it only as long as somebody lets them. */
  readonly isOnLoan?: boolean;
  /** How far they see into the room's log; all of it, if that is not said. */
  readonly reach?: Reach | null;
  /** They were in the room until now, and keep their place although it is full. */
  readonly hadPlace?: boolean;
}

/** A connection that was admitted to a room. */
export interface Seat {
  readonly room: string;
  readonly lesson: string;
  readonly role: Role;
  /** Carries out a command. The answer goes over the connection and has this id. */
  command(id: number, command: Command): void;
  /** Other parts of the room are in their hand from now on. Any number of viewers may have some, also the same. */
  give(parts: Parts): void;
  /** They see so far into the room's log from now on. Must be called again when that goes further. */
  see(reach: Reach | null): void;
  leave(): void;
}

/** The seat of a viewer that has its welcome. `left` is called once, when it is left. */
export function seatOf(room: Room, viewer: Viewer, left: () => void): Seat {
  let isSeated = true;
  return {
    room: room.id,
    lesson: room.lesson.id,
    role: viewer.role,
    command: (id, command) => {
      void room.command(viewer.parts, command).then((error) => {
        viewer.tell(error === null ? { type: 'done', id } : { type: 'refused', id, error });
      });
    },
    give: (parts) => {
      if (viewer.give(parts)) viewer.tell({ type: 'may', parts: [...parts] });
    },
    see: (reach) => viewer.see(reach),
    leave: () => {
      room.leave(viewer);
      if (isSeated) left();
      isSeated = false;
    },
  };
}

/** The position up to which the browser has the room's log already. */
export function positionOf({ epoch, after }: Extract<ClientMessage, { type: 'hello' }>): Position | null {
  return epoch === undefined || after === undefined ? null : { epoch, seq: after };
}
