import type { HandAct } from '../../../shared/protocol/hand-schema.ts';
import type { Part, Parts } from '../../../shared/protocol/parts.ts';
import { actInClass } from '../../lab/class-door.ts';
import { useRoom } from '../../lab/room-store.ts';

export function hand(act: HandAct): void {
  actInClass({ is: 'hand', hand: act });
}

/** The parts that are in a follower's hand, as the presenter was told last. */
export function partsOf(n: number): Parts {
  return useRoom.getState().holders.find((holder) => holder.n === n)?.parts ?? [];
}

/** The presenter gives one part more, or takes it back. Everything is more than its parts. */
export function turnPart(n: number, part: Part): void {
  const had = partsOf(n);
  const others = had.filter((one) => one !== part && one !== 'all');
  const parts = had.includes(part) ? others : part === 'all' ? [part] : [...others, part];
  hand({ is: 'give', to: n, parts });
}
