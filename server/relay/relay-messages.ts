import type { ClientMessage } from '../../shared/protocol/client-messages.ts';
import type { ClassAct, Command, ProtocolError } from '../../shared/protocol/server-messages.ts';

/*
 * Servers tell each other what a browser and a server would, over the store's post. A line stands for a browser's
 * connection: the asking server has the connection, and the owner of what it asks for has the seat.
 */

export type Hello = Extract<ClientMessage, { type: 'hello' }>;

/** The asking server's words for a line, which it has numbered. */
export type Ask = { readonly line: number } & (
  | {
      readonly is: 'hello';
      readonly hello: Hello;
      readonly address: string;
      readonly mayOpen: boolean;
      /** The address has said too many wrong codes to the asking server, which counts them. */
      readonly isSpent: boolean;
    }
  | { readonly is: 'command'; readonly id: number; readonly command: Command }
  | { readonly is: 'act'; readonly act: ClassAct }
  /** The connection has ended. */
  | { readonly is: 'left' }
  /** Its queue takes no more at the moment, or takes more again. */
  | { readonly is: 'full' | 'drained' }
);

/** The owner's words for some lines. */
export type Tell =
  /** A frame. Its text follows behind. */
  | { readonly to: number[]; readonly length: number }
  /** It is not let in, or no longer. */
  | { readonly to: number[]; readonly refused: ProtocolError }
  /** The room or class that it asked for is another server's. */
  | { readonly to: number[]; readonly away: true };

/** All words of one turn of the event loop. */
export interface Letter {
  readonly from: string;
  readonly asks?: readonly Ask[];
  readonly tells?: readonly Tell[];
  /** The number of letters with tells that have been read. */
  readonly read?: number;
}

/** The letter stands on the first line, and the frames behind it. */
export function written(letter: Letter, frames: readonly string[]): string {
  return `${JSON.stringify(letter)}\n${frames.join('')}`;
}

export function read(text: string): { readonly letter: Letter; readonly frames: string } {
  const end = text.indexOf('\n');
  return { letter: JSON.parse(text.slice(0, end)) as Letter, frames: text.slice(end + 1) };
}
