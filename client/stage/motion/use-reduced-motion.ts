import { useSyncExternalStore } from 'react';
import { useSettings } from '../../settings/settings-store.ts';

const QUERY = '(prefers-reduced-motion: reduce)';

function subscribe(changed: () => void): () => void {
  const list = matchMedia(QUERY);
  list.addEventListener('change', changed);
  return () => list.removeEventListener('change', changed);
}

/** The learner's choice on this page, or the system's setting. */
export function useReducedMotion(): boolean {
  const system = useSyncExternalStore(subscribe, () => matchMedia(QUERY).matches);
  const motion = useSettings((settings) => settings.motion);
  return motion === 'system' ? system : motion === 'reduced';
}
