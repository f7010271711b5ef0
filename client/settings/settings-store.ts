import { create } from 'zustand';
import { onDevice, parsed } from '../storage.ts';
import { DEFAULT_LANGUAGE, type Language, languageOf, LANGUAGES } from '../../shared/languages.ts';

export type Theme = 'system' | 'light' | 'dark' | 'contrast';

/** The choices of the person at this device, kept on the device. */
export interface Settings {
  readonly language: Language;
  readonly theme: Theme;
  /** `system` follows prefers-reduced-motion. */
  readonly motion: 'system' | 'full' | 'reduced';
  /** 1/4 … 4. */
  readonly speed: number;
  readonly time: 'story' | 'true';
  /** True time shows one microsecond as so many: 1, 10, 100, 1000 or 10000. */
  readonly trueScale: number;
  readonly hexBelowCells: boolean;
  readonly singleKeys: boolean;
  /** `growing`: each part of the stage comes with the lesson that introduces it. */
  readonly stage: 'growing' | 'all';
}

const THEMES: readonly Theme[] = ['light', 'dark', 'contrast', 'system'];

/** The theme after this one: one button goes through all of them. */
export function nextTheme(theme: Theme): Theme {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]!;
}

export const SPEEDS: readonly number[] = [0.25, 0.5, 1, 2, 4];
export const TRUE_SCALES: readonly number[] = [1, 10, 100, 1000, 10_000];

const KEY = 'socketscope.settings';

const choices = {
  language: LANGUAGES,
  theme: ['system', 'light', 'dark', 'contrast'],
  motion: ['system', 'full', 'reduced'],
  speed: SPEEDS,
  time: ['story', 'true'],
  trueScale: TRUE_SCALES,
  hexBelowCells: [true, false],
  singleKeys: [true, false],
  stage: ['growing', 'all'],
} satisfies Record<keyof Settings, readonly unknown[]>;

/** Reads the settings that this version understands and leaves out all others. */
export function readSettings(text: string | null): Partial<Settings> {
  const stored = parsed(text);
  if (typeof stored !== 'object' || stored === null) return {};
  const kept = new Map<string, unknown>(Object.entries(stored));
  return Object.fromEntries(
    Object.entries<readonly unknown[]>(choices).flatMap(([name, possible]) => {
      const value = kept.get(name);
      return possible.includes(value) ? [[name, value]] : [];
    }),
  );
}

/** `?lang=`, then the saved choice, then the browser's languages in their order. */
export function chooseLanguage(
  search: string,
  saved: Language | undefined,
  browser: readonly string[],
): Language {
  const asked = languageOf(new URLSearchParams(search).get('lang') ?? '');
  return (
    asked ?? saved ?? browser.map(languageOf).find((language) => language !== undefined) ?? DEFAULT_LANGUAGE
  );
}

function initial(): Settings {
  const saved = readSettings(onDevice.read(KEY));
  return {
    theme: 'system',
    motion: 'system',
    speed: 1,
    time: 'story',
    trueScale: 1000,
    hexBelowCells: true,
    singleKeys: true,
    stage: 'growing',
    ...saved,
    language:
      typeof location === 'undefined'
        ? DEFAULT_LANGUAGE
        : chooseLanguage(location.search, saved.language, navigator.languages),
  };
}

export const useSettings = create<Settings>(initial);

export function changeSettings(patch: Partial<Settings>): void {
  useSettings.setState(patch);
  onDevice.keep(KEY, JSON.stringify(useSettings.getState()));
}
