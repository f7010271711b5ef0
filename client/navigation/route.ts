import type { Language } from '../../shared/languages.ts';

/** The page that an address names. Each is a link and a load of its own, so that a static host can serve them all. */
export type Route =
  /** `missing`: the page that was asked for, where there is none such. */
  | { readonly is: 'home'; readonly missing?: string }
  | { readonly is: 'map' }
  /** `of`: the entry that it opens at. */
  | { readonly is: 'reference'; readonly of: string | null }
  /** `code`: the class of the window that presents it. */
  | { readonly is: 'presenter'; readonly code: string }
  | { readonly is: 'stage' };

/** A lab, a shipped recording by its lesson, the tour. */
const ON_STAGE = ['lesson', 'replay', 'tour'];

export function routeOf(url: URL): Route {
  const query = url.searchParams;
  if (/^#\/(?:room|try|class)\//.test(url.hash) || ON_STAGE.some((name) => query.has(name)))
    return { is: 'stage' };
  const page = query.get('page') ?? '';
  switch (page) {
    case '':
      return { is: 'home' };
    case 'map':
      return { is: 'map' };
    case 'reference':
      return { is: 'reference', of: query.get('of') };
    case 'presenter':
      return { is: 'presenter', code: query.get('class') ?? '' };
    default:
      return { is: 'home', missing: page };
  }
}

/**
 * A shipped recording, of a lesson or of one of its variations, and the moment in it: a statement of the map (`see`) or
 * an event's number (`at`).
 */
export interface ReplayLink {
  readonly lesson: string;
  readonly variation: string | null;
  readonly see: string | null;
  readonly at: string | null;
}

/** Null if the address names none. A viewer who came from a recording into a room stays in the room. */
export function replayOf(url: URL): ReplayLink | null {
  const lesson = url.searchParams.get('replay');
  if (lesson === null || url.hash.startsWith('#/')) return null;
  const [variation, see, at] = ['variation', 'see', 'at'].map((name) => url.searchParams.get(name));
  return { lesson, variation: variation ?? null, see: see ?? null, at: at ?? null };
}

/** The variation of the lesson with which a new room begins; an existing room has its own. */
export function variationOf(url: URL): string | null {
  return url.searchParams.has('lesson') && !url.hash.startsWith('#/')
    ? url.searchParams.get('variation')
    : null;
}

/** The link to a page, with the language in use: without storage only the link keeps it. */
export function linkTo(query: Readonly<Record<string, string>>, lang: Language, hash = ''): string {
  return `?${new URLSearchParams({ ...query, lang }).toString()}${hash}`;
}
