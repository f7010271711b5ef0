import { composerMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import type { CompositionProblem } from '../../../shared/programs/composition.ts';

/** Why the experiment in the page's link cannot be opened. */
export function DamagedLink({ problem }: { readonly problem: CompositionProblem }) {
  const text = useMessages(composerMessages);
  return <p>{text.linkProblem[problem]}</p>;
}
