import * as v from 'valibot';

/**
 * The parts of a room that can be in somebody's hand: the wire, the client's programs, the server's, or everything, which
 * is more than the three: new programs, a new lab, other clients.
 */
export const PARTS = ['wire', 'client', 'server', 'all'] as const;
export type Part = (typeof PARTS)[number];
export type Parts = readonly Part[];

/** Nothing, everything, or some of the three. */
export const partsSchema = v.pipe(
  v.array(v.picklist(PARTS)),
  v.maxLength(PARTS.length - 1),
  v.check((parts) => new Set(parts).size === parts.length && (parts.length === 1 || !parts.includes('all'))),
);

export const EVERYTHING: Parts = ['all'];
export const NOTHING: Parts = [];
