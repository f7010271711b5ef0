import { useMessages } from '../../../i18n/catalogue.ts';
import { useInTurn } from '../../../playback/in-turn.ts';
import { basisOf } from './basis.ts';
import { narrationMessages } from '../messages.ts';
import styles from './basis-word.module.css';
import type { Narrated } from '../tell.ts';

/** How the page knows what the sentence says, in one word. A sum of a flood is the page’s own count. */
export function BasisWord({ told: { seq, asOne } }: { readonly told: Narrated }) {
  const words = useMessages(narrationMessages).basis;
  const { events, base, index, stateAt } = useInTurn('told');
  const event = events[seq - base - 1];
  if (event === undefined) return null;
  const scene = { before: stateAt(seq - 1), after: stateAt(seq), index, inHand: false };
  const basis = asOne ? 'derived' : basisOf(event, scene);
  const hint = words.hints[basis];
  return (
    <span className={styles['basis']} role="note" aria-label={hint} title={hint} data-part="basis">
      {words[basis]}
    </span>
  );
}
