import type { OwnAct } from '../../../shared/protocol/own-labs-schema.ts';
import { actInClass } from '../../lab/class-door.ts';

/** An act about labs of the followers' own. The class itself tells what became of it. */
export function actOnLabs(own: OwnAct): void {
  actInClass({ is: 'own', own });
}
