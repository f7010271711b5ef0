import { hashOfClass } from '../../lab/class-hash.ts';
import type { ClassTold } from '../../lab/connection.ts';
import { linkForOthers } from '../../lab/link-for-others.ts';
import { choicesOf, chosenOf } from './address-choice.ts';

type Told = Pick<ClassTold, 'code' | 'othersAt' | 'token'>;

/** The link by which others come into the class, at the address that was chosen. */
export function linkIntoClass({ code, othersAt }: Told): string {
  const chosen = chosenOf(choicesOf(location.href, othersAt));
  return linkForOthers(chosen?.at ?? location.href, null, hashOfClass(code));
}

/** The teacher's own link, by which another device presents the class; null where this page has no secret of it. */
export const ownLink = (told: Told): string | null =>
  told.token === undefined ? null : `${linkIntoClass(told)}/${told.token}`;
