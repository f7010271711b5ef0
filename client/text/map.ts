import { useSettings } from '../stores/settings-store.ts';
import { mapEn } from './map.en.ts';
import { mapZh } from './map.zh.ts';

export function useMapText(): typeof mapEn {
  return useSettings((settings) => settings.language) === 'zh' ? mapZh : mapEn;
}
