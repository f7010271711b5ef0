import { useSettings } from '../../settings/settings-store.ts';
import { mapEn } from './messages.en.ts';
import { mapZh } from './messages.zh.ts';

export function useMapText(): typeof mapEn {
  return useSettings((settings) => settings.language) === 'zh' ? mapZh : mapEn;
}
