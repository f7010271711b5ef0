import type { ClassTold } from '../../lab/connection.ts';
import { isHere } from '../../lab/link-for-others.ts';
import { onDevice } from '../../storage.ts';

const KEY = 'socketscope.class-address';

/** An address of the page at which a class may find it. */
export interface Choice {
  readonly at: string;
  /** The host, and the network interface where it is known. */
  readonly label: string;
}

type OthersAt = NonNullable<ClassTold['othersAt']>;

/** Returns the addresses to choose from, the best first. One that was given to the server as public is the only one. */
export function choicesOf(page: string, othersAt: OthersAt = []): readonly Choice[] {
  const url = new URL(page);
  const own = { at: url.origin + url.pathname, device: undefined };
  const isPublic = othersAt.some((one) => one.isPublic);
  const others = othersAt.filter(({ at }) => new URL(at).host !== url.host);
  const known = othersAt.find(({ at }) => new URL(at).host === url.host);
  const all = isPublic ? othersAt : isHere(page) ? others : [{ ...own, device: known?.device }, ...others];
  return all.map(({ at, device }) => ({
    at,
    label: new URL(at).host + (device === undefined ? '' : ` (${device})`),
  }));
}

/** The address that was chosen on this device before, if it is still one; otherwise the best. */
export function chosenOf(choices: readonly Choice[]): Choice | undefined {
  const kept = onDevice.read(KEY);
  return choices.find(({ at }) => at === kept) ?? choices[0];
}

export function choose(at: string): void {
  onDevice.keep(KEY, at);
}
