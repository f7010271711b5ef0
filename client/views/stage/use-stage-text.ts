import { useStageTexts } from '../../text/index.ts';
import type { Texts } from '../../text/texts.ts';

export type StageText = Texts['stage'];

export function useStageText(): StageText {
  return useStageTexts();
}
