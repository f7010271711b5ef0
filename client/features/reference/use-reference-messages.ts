import { useSettings } from '../../settings/settings-store.ts';
import { referenceEn } from './messages.en.ts';
import { referenceZh } from './messages.zh.ts';

export function useReferenceText(): typeof referenceEn {
  return useSettings((settings) => settings.language) === 'zh' ? referenceZh : referenceEn;
}
