import type { ClassAct, Command } from '../../shared/protocol/server-messages.ts';

/** The wrong codes that a client address may still say. */
export interface Guesses {
  isEmpty(nowMs: number): boolean;
  take(nowMs: number): boolean;
}

/** A connection that was admitted: to a room, and perhaps to a class. */
export interface ClassSeat {
  command(id: number, command: Command): void;
  act(act: ClassAct): void;
  leave(): void;
}
