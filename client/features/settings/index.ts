import { lazyPart } from '../../ui/lazy-part.tsx';

export const SettingsSheet = lazyPart(() => import('./settings-sheet.tsx').then((m) => m.SettingsSheet));
