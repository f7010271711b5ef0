import type { LabEvent } from '../../shared/log/events.ts';
import type { Language } from '../../shared/languages.ts';
import { changeSettings, useSettings } from '../settings/settings-store.ts';
import type { NarrationContext } from '../stage/model/event-facts.ts';
import type { ShellText } from './shell.en.ts';
import type { Texts } from './texts.ts';

/** A page is read in one language: the other is fetched when it is chosen. */
const loaders: Record<Language, () => Promise<{ readonly texts: Texts }>> = {
  en: () => import('./en.ts'),
  zh: () => import('./zh.ts'),
};
const loaded: Partial<Record<Language, Texts>> = {};

/** Before the first picture, and before a change of language. */
export async function loadTexts(language: Language): Promise<void> {
  loaded[language] ??= (await loaders[language]()).texts;
}

export async function changeLanguage(language: Language): Promise<void> {
  await loadTexts(language);
  changeSettings({ language });
}

function textsOf(language: Language): Texts {
  const texts = loaded[language];
  if (texts === undefined)
    throw new Error(`The texts of “${language}” are not loaded: loadTexts comes first.`);
  return texts;
}

/** The stage's texts in the language in use. */
export function useStageTexts(): Texts['stage'] {
  return textsOf(useSettings((settings) => settings.language)).stage;
}

/** The shell's texts in the language in use. */
export function useText(): ShellText {
  return textsOf(useSettings((settings) => settings.language)).shell;
}

/** The same for what is no view: a press is answered in the language in use then. */
export function textNow(): ShellText {
  return textsOf(useSettings.getState().language).shell;
}

/** The sentence for one event, with its light marks: `code` and *emphasis*. */
export function narrate(language: Language, event: LabEvent, scene: NarrationContext): string {
  // Each event's type picks the function for that very type; the compiler cannot follow the pair.
  const sentence = textsOf(language).narration[event.type] as (e: LabEvent, s: NarrationContext) => string;
  return sentence(event, scene);
}

/** The same sentence for a screen reader or an attribute. */
export function plain(sentence: string): string {
  return sentence.replace(/[`*]/g, '');
}
