import { useSettings } from '../stores/settings-store.ts';
import { referenceEn } from './reference.en.ts';
import { referenceZh } from './reference.zh.ts';

export function useReferenceText(): typeof referenceEn {
  return useSettings((settings) => settings.language) === 'zh' ? referenceZh : referenceEn;
}
