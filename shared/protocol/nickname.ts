import { LIMITS } from '../limits.ts';

/** Characters that show nothing, or change how the text around them is shown: controls, directions, fillers. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]/gu;
const SPACES = /[\p{Z}\s]+/gu;
/** Some languages need two marks on a letter. More of them would cover the lines above. */
const MARKS = /(\p{M}{2})\p{M}+/gu;

/** Returns a short name as it is shown to others, or null if nothing of it can be read. */
export function nicknameOf(typed: string): string | null {
  // A letter and its mark are composed only once nothing hides between them: a name that is cleaned again stays as it is.
  const plain = typed.replace(SPACES, ' ').replace(HIDDEN, '').normalize('NFC').replace(MARKS, '$1');
  const name = Array.from(plain.trim()).slice(0, LIMITS.nicknameCharacters).join('').trim();
  return /[\p{L}\p{N}]/u.test(name) ? name : null;
}
