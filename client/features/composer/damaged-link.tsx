import type { CompositionProblem } from '../../../shared/programs/composition.ts';
import { useSettings } from '../../settings/settings-store.ts';
import { composeEn } from './messages.en.ts';
import { composeZh } from './messages.zh.ts';

/** Why the experiment in the page's link cannot be opened. */
export function DamagedLink({ problem }: { readonly problem: CompositionProblem }) {
  const text = useSettings(({ language }) => language) === 'zh' ? composeZh : composeEn;
  return <p>{text.linkProblem[problem]}</p>;
}
