import { useStageTexts } from '../../i18n/index.ts';
import type { Texts } from '../../i18n/texts.ts';

export type StageText = Texts['stage'];

export function useStageText(): StageText {
  return useStageTexts();
}
