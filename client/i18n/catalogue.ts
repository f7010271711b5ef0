import { use } from 'react';
import { createStore } from 'zustand/vanilla';
import type { Language } from '../../shared/languages.ts';
import { changeSettings, useSettings } from '../settings/settings-store.ts';

/** The texts of one room of the page in each language. A language is loaded when it is first read. */
export interface Catalogue<Texts> {
  /** The texts, where they are loaded. */
  readonly in: (language: Language) => Texts | undefined;
  /** Resolves once the texts are loaded; rejects where they cannot be fetched, and may then be called again. */
  readonly load: (language: Language) => Promise<Texts>;
}

/** Every catalogue whose room has been loaded: all of them change their language together. */
const catalogues = createStore<{ readonly known: readonly Catalogue<unknown>[] }>(() => ({ known: [] }));

/**
 * A room's catalogue. `modules` are its files as `import.meta.glob('./messages.*.ts', { import: 'messages' })`
 * lists them, so that a language is added by adding files.
 */
export function defineMessages<Texts>(
  modules: Readonly<Record<string, () => Promise<unknown>>>,
): Catalogue<Texts> {
  const loaded = new Map<Language, Texts>();
  const loading = new Map<Language, Promise<Texts>>();
  const fetchTexts = async (language: Language): Promise<Texts> => {
    const module = modules[`./messages.${language}.ts`];
    if (module === undefined) throw new Error(`A catalogue lacks the language “${language}”.`);
    try {
      // The module is typed by the catalogue in English: what lacks a text does not compile.
      const texts = (await module()) as Texts;
      loaded.set(language, texts);
      return texts;
    } finally {
      loading.delete(language);
    }
  };
  const catalogue: Catalogue<Texts> = {
    in: (language) => loaded.get(language),
    load(language) {
      const texts = loaded.get(language);
      if (texts !== undefined) return Promise.resolve(texts);
      const promise = loading.get(language) ?? fetchTexts(language);
      loading.set(language, promise);
      return promise;
    },
  };
  catalogues.setState(({ known }) => ({ known: [...known, catalogue] }));
  return catalogue;
}

/** A room's texts in the language in use; the view waits (Suspense) while they are fetched. */
export function useMessages<Texts>(catalogue: Catalogue<Texts>): Texts {
  const language = useSettings((settings) => settings.language);
  return catalogue.in(language) ?? use(catalogue.load(language));
}

/** The same outside a view. Throws where no view of the room has been shown yet. */
export function messagesNow<Texts>(catalogue: Catalogue<Texts>): Texts {
  const { language } = useSettings.getState();
  const texts = catalogue.in(language);
  if (texts === undefined) throw new Error(`A catalogue is not loaded in “${language}”.`);
  return texts;
}

/** Loads a language for every room that is there: before the first picture, and before a change of language. */
export async function loadLanguage(language: Language): Promise<void> {
  await Promise.all(catalogues.getState().known.map((catalogue) => catalogue.load(language)));
}

export async function changeLanguage(language: Language): Promise<void> {
  await loadLanguage(language);
  changeSettings({ language });
}
