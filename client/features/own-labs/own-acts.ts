import type { OwnAct } from '../../../shared/protocol/own-labs-schema.ts';
import { room } from '../../lab/room.ts';

/** An act about labs of the followers' own. The class itself tells what became of it. */
export function actOnLabs(own: OwnAct): void {
  room.act({ is: 'own', own });
}
