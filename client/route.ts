import type { Language } from './stores/settings-store.ts';

/** Which page an address means. Each is a link and a load of its own, so that a static host can serve them all. */
export type Route =
  | { readonly is: 'home' }
  | { readonly is: 'map' }
  /** `of`: the entry that it opens at. */
  | { readonly is: 'reference'; readonly of: string | null }
  | { readonly is: 'stage' };

/** A lab, a shipped recording by its lesson, the tour. */
const ON_STAGE = ['lesson', 'replay', 'tour'];

export function routeOf(url: URL): Route {
  const query = url.searchParams;
  if (/^#\/(?:room|try)\//.test(url.hash) || ON_STAGE.some((name) => query.has(name))) return { is: 'stage' };
  switch (query.get('page')) {
    case 'map':
      return { is: 'map' };
    case 'reference':
      return { is: 'reference', of: query.get('of') };
    default:
      return { is: 'home' };
  }
}

/** The way there, in the language in use: where nothing can be stored, the link alone remembers it. */
export function linkTo(query: Readonly<Record<string, string>>, lang: Language, hash = ''): string {
  return `?${new URLSearchParams({ ...query, lang }).toString()}${hash}`;
}
