import { LIMITS } from '../limits.ts';

/** Characters that show nothing, or change how the text around them is shown: controls, directions, fillers. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]/gu;
const SPACES = /[\p{Z}\s]+/gu;
/** Some languages need two marks on a letter. More of them would cover the lines above. */
const MARKS = /(\p{M}{2})\p{M}+/gu;

function cleaned(name: string): string {
  const plain = name.normalize('NFC').replace(SPACES, ' ').replace(HIDDEN, '').replace(MARKS, '$1');
  return Array.from(plain.trim()).slice(0, LIMITS.nicknameCharacters).join('').trim();
}

/** Returns a short name as it is shown to others, or null if nothing of it can be read. */
export function nicknameOf(typed: string): string | null {
  let name = typed;
  // Once something hidden is gone, two spaces, or a letter and its mark, may stand together.
  for (let next = cleaned(name); next !== name; next = cleaned(name)) name = next;
  return /[\p{L}\p{N}]/u.test(name) ? name : null;
}
