import { useSettings } from '../../settings/settings-store.ts';
import { useMedia } from '../../ui/use-media.ts';

/** The learner's choice on this page, or the system's setting. */
export function useReducedMotion(): boolean {
  const system = useMedia('(prefers-reduced-motion: reduce)');
  const motion = useSettings((settings) => settings.motion);
  return motion === 'system' ? system : motion === 'reduced';
}
