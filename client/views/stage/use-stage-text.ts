import { useSettings } from '../../stores/settings-store.ts';
import { stageEn } from '../../text/stage.en.ts';
import { stageZh } from '../../text/stage.zh.ts';

export type StageText = typeof stageEn;

export function useStageText(): StageText {
  return useSettings((settings) => (settings.language === 'zh' ? stageZh : stageEn));
}
