import type { Command, ErrorCode, ProtocolError } from '../../shared/protocol/server-messages.ts';
import { useRoom } from './room-store.ts';

/** What the lab says of a segment that has gone already. */
const GONE: readonly ErrorCode[] = ['no-such-chip', 'chip-not-held'];

/** The segment that was taken off the wire last, and how. */
let taken: Extract<Command, { type: 'deliver' | 'drop' }> | null = null;

/**
 * Sends a command. Null when it is done; null too where a segment has gone already because the same was asked of it a
 * moment before: who presses twice has what they wanted. Any other refusal is returned.
 */
export async function sendOnce(command: Command): Promise<ProtocolError | null> {
  const refusal = await useRoom.getState().send(command);
  if (command.type !== 'deliver' && command.type !== 'drop') return refusal;
  if (refusal === null) taken = command;
  // Answers come in the order of the commands: that the first one was done is known by now.
  else if (GONE.includes(refusal.code) && taken?.type === command.type && taken.chip === command.chip)
    return null;
  return refusal;
}
