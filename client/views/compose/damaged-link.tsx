import type { CompositionProblem } from '../../../shared/composition.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { composeEn } from '../../text/compose.en.ts';
import { composeZh } from '../../text/compose.zh.ts';

/** Why the experiment in the page's link cannot be opened. */
export function DamagedLink({ problem }: { readonly problem: CompositionProblem }) {
  const text = useSettings(({ language }) => language) === 'zh' ? composeZh : composeEn;
  return <p>{text.linkProblem[problem]}</p>;
}
