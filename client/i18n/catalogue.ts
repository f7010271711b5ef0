import { use } from 'react';
import { createStore } from 'zustand/vanilla';
import { untilFetched } from '../fetch-code.ts';
import type { Language } from '../../shared/languages.ts';
import { changeSettings, useSettings } from '../settings/settings-store.ts';

/** The texts of one room of the page in each language. A language is loaded when it is first read. */
export interface Catalogue<Texts> {
  /** The texts, where they are loaded. */
  readonly in: (language: Language) => Texts | undefined;
  /** The same promise at each call: a view that suspends must find what it waits for. */
  readonly read: (language: Language) => Promise<Texts>;
}

/** A fetch with its outcome in the fields that React's `use` reads: what has come is shown without a pause. */
interface Fetch<Texts> extends Promise<Texts> {
  status?: 'fulfilled';
  value?: Texts;
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
  const fetches = new Map<Language, Fetch<Texts>>();
  const fetchTexts = async (language: Language): Promise<Texts> => {
    const module = modules[`./messages.${language}.ts`];
    if (module === undefined) throw new Error(`A catalogue lacks the language “${language}”.`);
    // The module is typed by the catalogue in English: what lacks a text does not compile.
    return (await untilFetched(module)) as Texts;
  };
  const begin = (language: Language): Fetch<Texts> => {
    const fetch: Fetch<Texts> = fetchTexts(language);
    fetches.set(language, fetch);
    void fetch.then((value) => Object.assign(fetch, { status: 'fulfilled', value }));
    return fetch;
  };
  const catalogue: Catalogue<Texts> = {
    in: (language) => fetches.get(language)?.value,
    read: (language) => fetches.get(language) ?? begin(language),
  };
  catalogues.setState(({ known }) => ({ known: [...known, catalogue] }));
  return catalogue;
}

/**
 * A room's texts in the language in use; the view waits (Suspense) while they are fetched. `use` is called in
 * every render: React renders a view again from its first hook on once the texts are there, and a render without
 * the `use` that suspended it would refuse the hooks that follow.
 */
export function useMessages<Texts>(catalogue: Catalogue<Texts>): Texts {
  const language = useSettings((settings) => settings.language);
  return use(catalogue.read(language));
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
  await Promise.all(catalogues.getState().known.map((catalogue) => catalogue.read(language)));
}

export async function changeLanguage(language: Language): Promise<void> {
  await loadLanguage(language);
  changeSettings({ language });
}
