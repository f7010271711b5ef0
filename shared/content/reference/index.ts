import type { Language } from '../../languages.ts';
import { DATA } from './calls-data.ts';
import { OPENING } from './calls-opening.ts';
import { OPTIONS } from './calls-options.ts';
import { SELECT } from './calls-select.ts';
import { TIMEOUTS } from './calls-timeouts.ts';
import { STRUCT } from './calls-struct.ts';
import { PYTHON } from './calls-python.ts';
import { VALUE_METHOD_ENTRIES } from './methods-of-values.ts';
import { CONSTANT_ENTRIES } from './constants.ts';
import type { Entry } from './entry.ts';
import { EXCEPTION_ENTRIES } from './exceptions.ts';
import { FURTHER_EXCEPTIONS } from './exceptions-of-python.ts';
import { HOST_TERMS } from './terms-hosts.ts';
import { TCP_TERMS } from './terms-tcp.ts';

/** The entries in the order of the page. */
export const SECTIONS = [
  { id: 'calls', entries: [...OPENING, ...DATA, ...OPTIONS, ...TIMEOUTS, ...SELECT] },
  { id: 'python', entries: [...PYTHON, ...VALUE_METHOD_ENTRIES, ...STRUCT] },
  { id: 'constants', entries: CONSTANT_ENTRIES },
  { id: 'exceptions', entries: [...EXCEPTION_ENTRIES, ...FURTHER_EXCEPTIONS] },
  { id: 'hosts', entries: HOST_TERMS },
  { id: 'tcp', entries: TCP_TERMS },
] as const satisfies readonly { readonly id: string; readonly entries: readonly Entry[] }[];

export const ENTRIES: readonly Entry[] = SECTIONS.flatMap(({ entries }): readonly Entry[] => entries);

const byId = new Map(ENTRIES.map((entry) => [entry.id.toLowerCase(), entry]));

/** Returns the entry with this id, or null. It ignores case, because links are typed by hand too. */
export function findEntry(id: string): Entry | null {
  return byId.get(id.toLowerCase()) ?? null;
}

export function nameOf(entry: Entry, language: Language): string {
  return entry.is === 'term' ? entry.name[language] : entry.id;
}

/**
 * Says whether the entry has to do with the typed words: by its names in every language, errnos, man pages or
 * text.
 */
export function matches(entry: Entry, typed: string): boolean {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const { id, text, sources, aliases = [] } = entry;
  const all = [id, ...Object.values(text), ...sources, ...aliases, ...particulars(entry)]
    .join('\n')
    .toLowerCase();
  return words.every((word) => all.includes(word));
}

function particulars(entry: Entry): readonly string[] {
  switch (entry.is) {
    case 'call':
      return [
        entry.signature,
        entry.systemCall ?? '',
        ...entry.failures.flatMap(({ errno, exception }) => [errno ?? '', exception]),
      ];
    case 'exception':
      return entry.errnos;
    case 'term':
      return Object.values(entry.name);
    case 'constant':
      return [];
    default:
      return entry satisfies never;
  }
}
