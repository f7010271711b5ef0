/** The languages of the page, in the order in which a choice lists them. docs/how-to/language.md adds one. */
export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language of a page whose reader asked for none of these. */
export const DEFAULT_LANGUAGE: Language = 'en';

/** A text in every language: one that lacks a language does not compile. */
export type Localized = Readonly<Record<Language, string>>;

/**
 * How a language is named to those who read it: its name, what fits on a button, and the button's hint.
 * The tag is BCP 47's, for a browser.
 */
export const LANGUAGE_NAMES: Readonly<
  Record<
    Language,
    { readonly name: string; readonly short: string; readonly change: string; readonly tag: string }
  >
> = {
  zh: { name: '中文', short: '中文', change: '切换到中文', tag: 'zh-CN' },
  en: { name: 'English', short: 'EN', change: 'EN: switch to English', tag: 'en' },
};

/** The language that one button changes to: the next of the list. */
export function nextLanguage(language: Language): Language {
  return LANGUAGES[(LANGUAGES.indexOf(language) + 1) % LANGUAGES.length]!;
}

/** The language that a BCP 47 tag or a locale (locale(7)) begins with; undefined where the page lacks it. */
export function languageOf(tag: string): Language | undefined {
  const primary = tag.toLowerCase().split(/[-_.]/)[0];
  return LANGUAGES.find((language) => language === primary);
}
